"""WQL, CQL and XPath as filters: DSP0226 8.3, DSP0202, the language of Windows, and XPath 1.0."""

from xml.sax.saxutils import escape

from harness.pairs import enumerate_, fault, filtered, listing, ok, pair, pull
from harness.wsman import ALL_CLASSES, CIM

WQL = "http://schemas.microsoft.com/wbem/wsman/1/WQL"
CQL = "http://schemas.dmtf.org/wbem/cql/1/dsp0202.pdf"
XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116"
EVERYTHING = {"wscim": ALL_CLASSES, "cim-schema": CIM + "*",
              "wmi": "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/*"}
ITEMS = "*/wsman:Items"
CANNOT = "wsen:CannotProcessFilter"
FANS = [f"fan{number}" for number in range(1, 7)]
EPR = "<wsman:EnumerationMode>EnumerateEPR</wsman:EnumerationMode>"
BOTH = "<wsman:EnumerationMode>EnumerateObjectAndEPR</wsman:EnumerationMode>"
TACHOMETERS = [f"fan{number}-tach" for number in range(1, 7)]


def ask(text, dialect=WQL, uri=ALL_CLASSES, more=""):
    return listing(uri, filtered(escape(text), dialect) + more)


def found(class_name, ids):
    return ok("Enumerate", has={f"{ITEMS}/{{*}}{class_name}/{{*}}DeviceID": ids},
              count={f"{ITEMS}/*": len(ids)})


def none():
    return ok("Enumerate", count={f"{ITEMS}/*": 0}, has={"*/wsman:EndOfSequence": ""})


def fans(id, where, ids, rule="a condition"):
    return pair(f"wql-{id}", "WQL: " + rule, ask(f"select * from CIM_Fan where {where}"),
                found("CIM_Fan", ids) if ids else none())


def sensors(id, where, ids, rule="a condition"):
    return pair(f"wql-{id}", "WQL: " + rule, ask(f"select * from CIM_NumericSensor where {where}"),
                found("CIM_NumericSensor", ids) if ids else none())


def wrong(id, text, *names, dialect=WQL, uri=ALL_CLASSES, rule="a query that cannot be"):
    """Refused, with the place in the text."""
    language = {WQL: "WQL", CQL: "CQL", XPATH: "XPath 1.0"}[dialect]
    return pair(f"{language.split()[0].lower()}-{id}", f"WS-Enumeration 4.5, {language}: {rule}",
                ask(text, dialect, uri), fault(CANNOT, (), *names))


def xpath(id, text, expected, uri="CIM_Fan", rule="a predicate on each instance"):
    return pair(f"xpath-{id}", "XPath 1.0, DSP0226 8.3: " + rule, ask(text, XPATH, uri), expected)


def parts(name, values):
    return ok("Enumerate", has={f"{ITEMS}/wsman:XmlFragment/{{{CIM}CIM_Fan}}{name}": values},
              count={f"{ITEMS}/*": len(values), f"{ITEMS}/wsman:XmlFragment/*": len(values)})


DEEP = "(" * 200 + "DeviceID='x'" + ")" * 200

PAIRS = [
    # WQL

    *(pair(f"wql-at-{name}", "client: queries at an all-classes URI", ask("select * from CIM_Fan", WQL, uri),
           found("CIM_Fan", FANS)) for name, uri in EVERYTHING.items()),
    pair("wql-at-its-class", "DSP0226 8.3: at the class itself", ask("select * from CIM_Fan", WQL, "CIM_Fan"),
         found("CIM_Fan", FANS)),
    pair("wql-at-its-superclass", "DSP0226 8.3: a subclass of the URI's class",
         ask("select * from CIM_Fan", WQL, "CIM_LogicalDevice"), found("CIM_Fan", FANS)),
    pair("wql-superclass", "WQL: FROM a superclass", ask("select * from CIM_Sensor where DeviceID = 'inlet-temp'"),
         found("CIM_NumericSensor", ["inlet-temp"])),
    pair("wql-any-case", "WQL: words and names in any case", ask("SELECT * FROM cim_fan WHERE deviceid = 'fan2'"),
         found("CIM_Fan", ["fan2"])),
    pair("wql-white-space", "WQL: white space where it pleases",
         ask("\n select\t*\nfrom   CIM_Fan\n where DeviceID='fan2'  "), found("CIM_Fan", ["fan2"])),
    fans("equal", "DeviceID = 'fan2'", ["fan2"]),
    fans("equal-double-quotes", 'DeviceID = "fan2"', ["fan2"], "text in double quotes"),
    fans("turned-round", "'fan2' = DeviceID", ["fan2"], "the constant on the left"),
    fans("unequal", "DeviceID <> 'fan2'", FANS[:1] + FANS[2:]),
    fans("unequal-as-in-c", "DeviceID != 'fan2'", FANS[:1] + FANS[2:]),
    fans("or", "DeviceID = 'fan2' or DeviceID = 'fan5'", ["fan2", "fan5"]),
    fans("and", "DeviceID = 'fan2' and ElementName = 'Fan 2'", ["fan2"]),
    fans("and-before-or", "DeviceID = 'fan1' or DeviceID = 'fan2' and ElementName = 'Fan 9'", ["fan1"],
         "AND binds closer than OR"),
    fans("parentheses", "(DeviceID = 'fan1' or DeviceID = 'fan2') and ElementName = 'Fan 2'", ["fan2"]),
    fans("not", "not DeviceID = 'fan2'", FANS[:1] + FANS[2:]),
    fans("not-parentheses", "not (DeviceID = 'fan1' or DeviceID = 'fan2')", FANS[2:]),
    fans("boolean", "ActiveCooling = true", FANS, "truth values"),
    fans("boolean-false", "ActiveCooling = FALSE", [], "truth values"),
    fans("less-text", "DeviceID < 'fan3'", ["fan1", "fan2"], "an order of texts"),
    fans("text-is-exact-or-not", "DeviceID = 'fan2 '", [], "text is compared as it is"),
    fans("like", "DeviceID like 'fan%'", FANS, "LIKE: % is any text"),
    fans("like-one", "DeviceID like 'fan_'", FANS, "LIKE: _ is one character"),
    fans("like-inside", "ElementName like '%n 4'", ["fan4"], "LIKE"),
    fans("like-set", "DeviceID like 'fan[2-4]'", ["fan2", "fan3", "fan4"], "LIKE: one of a range"),
    fans("like-nothing", "DeviceID like 'f'", [], "LIKE: the whole text"),
    fans("like-many", "DeviceID like '%a%a%a%a%a%a%a%a%a%a%a%a%b'", [], "LIKE at a bounded price"),
    fans("not-like", "not DeviceID like 'fan[2-6]'", ["fan1"], "LIKE"),
    fans("quote", r"ElementName = 'It\'s'", [], "a quote in a text"),
    fans("null", "Description is null", FANS, "IS NULL"),
    fans("not-null", "ElementName is not null", FANS, "IS NOT NULL"),
    fans("not-null-of-null", "Description is not null", [], "IS NOT NULL"),
    fans("compared-with-null", "Description <> 'x'", [], "what is null compares with nothing"),
    sensors("number", "SensorType = 5", TACHOMETERS, "numbers"),
    sensors("greater", "SensorType >= 5 and SensorType < 6", TACHOMETERS, "an order of numbers"),
    sensors("negative", "UnitModifier > -1 and SensorType = 5", TACHOMETERS, "a negative number"),
    pair("wql-projection", "DSP0226 8.6: chosen properties in an XmlFragment", ask("select DeviceID from CIM_Fan"),
         parts("DeviceID", FANS)),
    pair("wql-projection-of-two", "DSP0226 8.6",
         ask("select DeviceID, ElementName from CIM_Fan where DeviceID = 'fan2'"),
         ok("Enumerate", count={f"{ITEMS}/wsman:XmlFragment/*": 2},
            has={f"{ITEMS}/wsman:XmlFragment/{{*}}DeviceID": ["fan2"],
                 f"{ITEMS}/wsman:XmlFragment/{{*}}ElementName": ["Fan 2"]})),
    pair("wql-epr", "DSP0226 8.7: with references", ask("select * from CIM_Fan where DeviceID = 'fan2'", more=EPR),
         ok("Enumerate", count={f"{ITEMS}/wsa:EndpointReference": 1},
            has={f"{ITEMS}//wsman:Selector[@Name='DeviceID']": ["fan2"]})),
    pair("wql-projection-with-references", "DSP0226 8.6: in wsman:Item",
         ask("select DeviceID from CIM_Fan", more=BOTH),
         ok("Enumerate",
            count={f"{ITEMS}/wsman:Item/wsman:XmlFragment": 6, f"{ITEMS}/wsman:Item/wsa:EndpointReference": 6})),
    pair("wql-pulled", "DSP0226 8.3: in pages",
         [enumerate_(ALL_CLASSES, filtered("select * from CIM_Fan", WQL)),
          pull(ALL_CLASSES, "<wsman:MaxElements>4</wsman:MaxElements>"), pull(ALL_CLASSES)],
         ok("Pull", count={"*/wsen:Items/*": 2}, has={"*/wsen:EndOfSequence": ""})),

    pair("wql-unknown-class", "client: OpenNMS tells an unknown class by this fault",
         ask("select * from CIM_Nonsense"), fault("wsa:DestinationUnreachable", "InvalidResourceURI", "CIM_Nonsense")),
    wrong("another-class", "select * from CIM_PowerSupply", "CIM_PowerSupply", uri="CIM_Fan",
          rule="FROM is not of the URI's class"),
    wrong("unknown-property", "select * from CIM_Fan where Colour = 'blue'", "Colour", "29"),
    wrong("unknown-chosen-property", "select Colour from CIM_Fan", "Colour", "8"),
    wrong("wrong-type", "select * from CIM_Fan where HealthState = 'fine'", "HealthState"),
    wrong("wrong-type-of-boolean", "select * from CIM_Fan where ActiveCooling = 7", "ActiveCooling"),
    wrong("large", "select * from CIM_NumericSensor where MaxReadable > 99999999999999999999", "53",
          rule="a number beyond every type"),
    wrong("empty", "", rule="no query at all"),
    wrong("no-select", "delete from CIM_Fan", "1", rule="position"),
    wrong("no-from", "select *", "from"),
    wrong("no-class", "select * from"),
    wrong("no-condition", "select * from CIM_Fan where", rule="a condition is missing"),
    wrong("half-a-condition", "select * from CIM_Fan where DeviceID =", rule="a constant is missing"),
    wrong("open-text", "select * from CIM_Fan where DeviceID = 'fan1", "40", rule="a text that does not end"),
    wrong("open-parenthesis", "select * from CIM_Fan where (DeviceID = 'fan1'",
          rule="a parenthesis that is not closed"),
    wrong("more", "select * from CIM_Fan where DeviceID = 'fan1' 'x'", "47", rule="something after the end"),
    wrong("character", "select * from CIM_Fan where DeviceID = #", "40", rule="a character that means nothing"),
    wrong("order-by", "select * from CIM_Fan order by DeviceID", "order", rule="what is not supported is said"),
    wrong("group-by", "select * from CIM_Fan group by DeviceID", "group"),
    wrong("function", "select count(*) from CIM_Fan", rule="functions"),
    wrong("join", "select * from CIM_Fan, CIM_PowerSupply", rule="one class"),
    wrong("associators", "associators of {CIM_Fan.DeviceID='fan1'}", "associators"),
    wrong("deep", f"select * from CIM_Fan where {DEEP}", "deep", rule="a bound on nesting"),
    wrong("long", "select * from CIM_Fan where DeviceID = '" + "x" * 60_000 + "'", "octets", rule="a bound on length"),

    # CQL

    pair("cql", "DSP0202", ask("SELECT * FROM CIM_Fan", CQL), found("CIM_Fan", FANS)),
    pair("cql-qualified", "DSP0202: properties by their class",
         ask("SELECT * FROM CIM_Fan WHERE CIM_Fan.DeviceID = 'fan2'", CQL), found("CIM_Fan", ["fan2"])),
    pair("cql-projection", "DSP0202: a select list", ask("SELECT CIM_Fan.DeviceID FROM CIM_Fan", CQL),
         parts("DeviceID", FANS)),
    pair("cql-alias", "DSP0202: a class by another name",
         ask("SELECT f.DeviceID FROM CIM_Fan AS f WHERE f.ElementName = 'Fan 2'", CQL), parts("DeviceID", ["fan2"])),
    pair("cql-isa", "DSP0202: ISA",
         ask("SELECT * FROM CIM_Sensor WHERE CIM_Sensor ISA CIM_NumericSensor AND DeviceID LIKE 'inlet.*'", CQL),
         found("CIM_NumericSensor", ["inlet-temp"])),
    pair("cql-not-isa", "DSP0202: ISA",
         ask("SELECT * FROM CIM_Sensor WHERE NOT CIM_Sensor ISA CIM_NumericSensor", CQL),
         ok("Enumerate", count={f"{ITEMS}/*": 8, f"{ITEMS}/{{*}}CIM_Sensor": 8})),
    pair("cql-and-or", "DSP0202: AND and OR",
         ask("SELECT * FROM CIM_Fan WHERE (DeviceID = 'fan1' OR DeviceID = 'fan2') AND VariableSpeed = TRUE", CQL),
         found("CIM_Fan", ["fan1", "fan2"])),
    pair("cql-at-its-class", "DSP0226 8.3", ask("SELECT * FROM CIM_Fan WHERE DeviceID = 'fan2'", CQL, "CIM_Fan"),
         found("CIM_Fan", ["fan2"])),
    pair("cql-unknown-class", "DSP0226 5.1.2.1", ask("SELECT * FROM CIM_Nonsense", CQL),
         fault("wsa:DestinationUnreachable", "InvalidResourceURI", "CIM_Nonsense")),
    wrong("unknown-property", "SELECT * FROM CIM_Fan WHERE Colour = 'blue'", "Colour", "29", dialect=CQL),
    wrong("unknown-qualifier", "SELECT * FROM CIM_Fan WHERE g.DeviceID = 'fan1'", "g", dialect=CQL),
    wrong("syntax", "SELECT * FROM CIM_Fan WHERE = 'blue'", "29", dialect=CQL),
    wrong("isa-unknown", "SELECT * FROM CIM_Fan WHERE CIM_Fan ISA CIM_Nonsense", "CIM_Nonsense", dialect=CQL),
    wrong("join", "SELECT * FROM CIM_Fan, CIM_PowerSupply", dialect=CQL, rule="one class"),
    wrong("first", "SELECT FIRST 5 * FROM CIM_Fan", dialect=CQL, rule="what is not supported is said"),

    # XPath

    xpath("equal", 'DeviceID = "fan2"', found("CIM_Fan", ["fan2"])),
    xpath("prefix", 'p:DeviceID = "fan2"', found("CIM_Fan", ["fan2"])),
    xpath("absolute", '/p:CIM_Fan/p:DeviceID = "fan2"', found("CIM_Fan", ["fan2"])),
    xpath("and", 'starts-with(DeviceID, "fan") and number(substring(DeviceID, 4)) > 4',
          found("CIM_Fan", ["fan5", "fan6"])),
    xpath("not", 'not(DeviceID = "fan2")', found("CIM_Fan", FANS[:1] + FANS[2:])),
    xpath("count", "count(OperationalStatus) = 1", found("CIM_Fan", FANS)),
    xpath("self", 'self::*[p:DeviceID = "fan2"]', found("CIM_Fan", ["fan2"]), rule="the instance itself"),
    xpath("path", '/p:CIM_Fan[p:DeviceID = "fan2"]', found("CIM_Fan", ["fan2"]), rule="the instance itself"),
    xpath("plain-path", '/CIM_Fan[DeviceID = "fan2"]', found("CIM_Fan", ["fan2"]), rule="prefixes are optional"),
    xpath("context-path", 'CIM_Fan[DeviceID = "fan2"]', found("CIM_Fan", ["fan2"]),
          rule="clients: from the class's name"),
    xpath("element", "DeviceID", parts("DeviceID", FANS), rule="DSP0226 8.6: parts in an XmlFragment"),
    xpath("element-of-some", '/p:CIM_Fan[p:DeviceID = "fan2"]/p:DeviceID', parts("DeviceID", ["fan2"]),
          rule="DSP0226 8.6: parts of those that fit"),
    xpath("none", 'DeviceID = "fan9"', none()),
    xpath("everything", "true()", found("CIM_Fan", FANS)),
    pair("xpath-default", "DSP0226 8.2.1: XPath is the default dialect",
         listing("CIM_Fan", filtered('DeviceID = "fan2"')), found("CIM_Fan", ["fan2"])),
    pair("xpath-own-prefix", "DSP0226 8.2.1: prefixes are those in scope where the text stands",
         listing("CIM_Fan", f'<wsman:Filter xmlns:fan="{CIM}CIM_Fan" Dialect="{XPATH}">fan:DeviceID = "fan2"'
                            "</wsman:Filter>"), found("CIM_Fan", ["fan2"])),
    pair("xpath-epr", "DSP0226 8.7: with references",
         listing("CIM_Fan", filtered('DeviceID = "fan2"', XPATH) + EPR),
         ok("Enumerate", count={f"{ITEMS}/wsa:EndpointReference": 1})),
    pair("xpath-pulled", "DSP0226 8.3: in pages",
         [enumerate_("CIM_Fan", filtered('DeviceID != "fan2"', XPATH)),
          pull("CIM_Fan", "<wsman:MaxElements>3</wsman:MaxElements>"), pull("CIM_Fan")],
         ok("Pull", has={"*/wsen:Items/p:CIM_Fan/p:DeviceID": ["fan5", "fan6"], "*/wsen:EndOfSequence": ""})),
    wrong("syntax", "DeviceID = ", "column 12", dialect=XPATH, uri="CIM_Fan", rule="position"),
    wrong("bracket", 'CIM_Fan[DeviceID="fan1"', dialect=XPATH, uri="CIM_Fan", rule="position"),
    wrong("empty", "", dialect=XPATH, uri="CIM_Fan", rule="no expression at all"),
    wrong("unknown-prefix", 'q:DeviceID = "fan1"', "q", dialect=XPATH, uri="CIM_Fan", rule="an unbound prefix"),
    wrong("unknown-function", "document('/etc/passwd')", "document", dialect=XPATH, uri="CIM_Fan",
          rule="nothing outside of XPath 1.0"),
    wrong("variable", "$x = 1", "variables", dialect=XPATH, uri="CIM_Fan", rule="no variables"),
    wrong("dear", "count(//*[" * 12 + "1" + "]) > 0" * 12, dialect=XPATH, uri="CIM_Fan",
          rule="a bound on the work for one instance"),
    wrong("deep", "(" * 40 + "1" + ")" * 40, "nested", "column", dialect=XPATH, uri="CIM_Fan",
          rule="a bound on nesting"),
    wrong("long", "DeviceID = '" + "x" * 60_000 + "'", "bytes", dialect=XPATH, uri="CIM_Fan", rule="a bound on length"),
]
