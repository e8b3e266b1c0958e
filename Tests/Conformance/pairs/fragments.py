"""Parts of an instance: DSP0226 7.7 to 7.11 and its XPath levels."""

from harness.pairs import fault, fragment, get, key, ok, pair, put

SENSOR = "CIM_NumericSensor"
EXHAUST = key(SENSOR, "exhaust-temp").selectors
WARN = "p:CIM_NumericSensor/p:UpperThresholdNonCritical"
XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116"
PART = "wsman:XmlFragment"
INVALID = "wxf:InvalidRepresentation"
GET = "DSP0226 7.8: "
PUT = "DSP0226 7.9: "
STATES = ["Normal", "Upper Non-Critical", "Upper Critical", "Upper Fatal", "Unknown"]


def part(path, dialect=None):
    return get(SENSOR, EXHAUST).header(fragment(path, dialect))


def put_part(path, inner, dialect=None):
    return put(SENSOR, f"<wsman:XmlFragment>{inner}</wsman:XmlFragment>", EXHAUST).header(fragment(path, dialect))


def warn(value):
    return f"<p:UpperThresholdNonCritical>{value}</p:UpperThresholdNonCritical>"


def selects(name, path, values, rule="an XPath relative to the instance"):
    """A path that selects elements of these values."""
    inner = f"{PART}/*"
    return pair(f"part-{name}", GET + rule, part(path), ok("Get", has={inner: values}, count={inner: len(values)}))


def refused(name, rule, path, inner, subcode=INVALID, detail=None, *names, dialect=None):
    """A Put of a part that is refused, and that leaves the threshold as it was."""
    wanted = fault(subcode, detail, *names)
    return pair(f"put-part-{name}", PUT + rule,
                [put_part("UpperThresholdNonCritical", warn(5800)), (put_part(path, inner, dialect), wanted),
                 get(SENSOR, EXHAUST)], ok("Get", has={WARN: "5800"})), \
        pair(f"put-part-{name}-fault", PUT + rule, put_part(path, inner, dialect), wanted)


PAIRS = [
    selects("element", "ElementName", ["Exhaust"]),
    selects("prefixed", "p:ElementName", ["Exhaust"], "a prefix is what the request declares"),
    selects("absolute", "/p:CIM_NumericSensor/p:ElementName", ["Exhaust"], "from the root"),
    selects("absolute-plain", "/CIM_NumericSensor/ElementName", ["Exhaust"], "prefixes are optional"),
    selects("self", "./ElementName", ["Exhaust"], "from the context node"),
    selects("array", "PossibleStates", STATES, "every entry of an array"),
    selects("index", "PossibleStates[2]", [STATES[1]], "level 1: the index of an entry"),
    selects("first", "PossibleStates[1]", [STATES[0]], "level 1: entries are counted from 1"),
    selects("last", "PossibleStates[last()]", ["Unknown"], "level 2: functions"),
    selects("predicate", 'PossibleStates[text()="Normal"]', ["Normal"], "level 2: a comparison"),
    selects("union", "ElementName | DeviceID", ["exhaust-temp", "Exhaust"], "level 2: a union in document order"),
    selects("dialect", "ElementName", ["Exhaust"], "XPath is the default"),
    pair("part-named-dialect", GET + "the dialect by its URI", part("ElementName", XPATH),
         ok("Get", has={f"{PART}/p:ElementName": "Exhaust"})),
    pair("part-namespace", GET + "an element is what it is in the instance", part("ElementName"),
         ok("Get", has={f"{PART}/p:ElementName": "Exhaust"})),
    pair("part-text", GET + "level 1: text() is the value alone", part("ElementName/text()"),
         ok("Get", has={PART: "Exhaust"}, count={f"{PART}/*": 0})),
    pair("part-text-of-an-index", GET + "level 1", part("PossibleStates[2]/text()"),
         ok("Get", has={PART: STATES[1]}, count={f"{PART}/*": 0})),
    pair("part-of-a-reference", GET + "inside of a reference",
         get("CIM_SystemDevice", PartComponent=key("CIM_Fan", "fan1"))
         .header(fragment("GroupComponent/wsa:ReferenceParameters/wsman:ResourceURI/text()")),
         ok("Get", has={PART: "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ComputerSystem"})),
    pair("part-null", GET + "a property without a value is nil",
         part("Description"), ok("Get", count={f"{PART}/*": 0}, has={
             f"{PART}[@{{http://www.w3.org/2001/XMLSchema-instance}}nil='true']": ""})),
    pair("part-index-beyond", GET + "an entry that is not there is nil",
         part("PossibleStates[99]"), ok("Get", has={
             f"{PART}[@{{http://www.w3.org/2001/XMLSchema-instance}}nil='true']": ""})),

    pair("part-dialect-unknown", GET + "FragmentDialectNotSupported names what is supported",
         part("ElementName", "urn:nonsense"), fault("wsman:FragmentDialectNotSupported", (), "urn:nonsense")),
    *(pair(f"part-bad-{name}", GET + "not an XPath", part(path),
           fault("wsen:CannotProcessFilter", (), "column"))
      for name,
      path in (("bracket", "PossibleStates["), ("empty", ""), ("slashes", "a///b"), ("function", "nothing(1)"),
                         ("prefix", "q:ElementName"), ("variable", "$x"))),
    pair("part-of-nothing", "DSP0226 5.1.2.2", get("CIM_Fan", DeviceID="fan9").header(fragment("ElementName")),
         fault("wsa:DestinationUnreachable", (), "fan9")),
    pair("part-of-an-unknown-class", "DSP0226 5.1.2.1", get("CIM_Nonsense").header(fragment("ElementName")),
         fault("wsa:DestinationUnreachable", "InvalidResourceURI", "CIM_Nonsense")),

    pair("put-part", PUT + "one element is replaced",
         [put_part("UpperThresholdNonCritical", warn(5600)), get(SENSOR, EXHAUST)], ok("Get", has={WARN: "5600"})),
    pair("put-part-answer", PUT + "PutResponse", put_part("UpperThresholdNonCritical", warn(5650)), ok("Put")),
    pair("put-part-prefixed", PUT + "a prefix is what the request declares",
         [put_part("p:UpperThresholdNonCritical", warn(5500)), get(SENSOR, EXHAUST)], ok("Get", has={WARN: "5500"})),
    pair("put-part-unqualified", "client: wsl puts elements without a namespace",
         [put_part("UpperThresholdNonCritical", "<UpperThresholdNonCritical>5400</UpperThresholdNonCritical>"),
          get(SENSOR, EXHAUST)], ok("Get", has={WARN: "5400"})),
    pair("put-part-text", PUT + "level 1: the value alone",
         [put_part("UpperThresholdNonCritical/text()", "5300"), get(SENSOR, EXHAUST)], ok("Get", has={WARN: "5300"})),
    pair("put-part-leaves-the-rest", PUT + "the rest stays",
         [put_part("UpperThresholdNonCritical", warn(5200)), get(SENSOR, EXHAUST)],
         ok("Get", has={"p:CIM_NumericSensor/p:UpperThresholdCritical": "6500"})),

    *refused("of-nothing", "a path that leads nowhere", "Colour", "<p:Colour>1</p:Colour>", INVALID,
             "InvalidFragment"),
    *refused("bad-path", "not an XPath", "UpperThresholdNonCritical[", warn(5600), INVALID, "InvalidFragment"),
    *refused("another-name", "an element that the path does not select", "UpperThresholdNonCritical",
             "<p:UpperThresholdCritical>6000</p:UpperThresholdCritical>", INVALID,
             "InvalidFragment"),
    *refused("read-only", "a read-only property", "SensorType", "<p:SensorType>3</p:SensorType>", INVALID,
             "InvalidValues", "SensorType"),
    *refused("wrong-type", "a value of another type", "UpperThresholdNonCritical", warn("warm"), INVALID,
             "InvalidValues", "UpperThresholdNonCritical"),
    *refused("wrong-namespace", "an element of another namespace", "UpperThresholdNonCritical",
             '<x:UpperThresholdNonCritical xmlns:x="urn:x">5600</x:UpperThresholdNonCritical>', INVALID,
             "InvalidNamespace"),
    *refused("empty", "nothing to put", "UpperThresholdNonCritical", "", INVALID,
             "InvalidFragment"),
    *refused("out-of-order", "thresholds in an order that cannot be", "UpperThresholdNonCritical", warn(7000), INVALID,
             "InvalidValues", "UpperThreshold"),
    pair("put-part-without-fragment", PUT + "the body is an XmlFragment",
         put(SENSOR, warn(5600), EXHAUST).header(fragment("UpperThresholdNonCritical")),
         fault(INVALID, "InvalidFragment", "XmlFragment")),
    pair("put-part-dialect-unknown", PUT + "an unknown dialect",
         put_part("UpperThresholdNonCritical", warn(5600), "urn:nonsense"),
         fault("wsman:FragmentDialectNotSupported", (), "urn:nonsense")),
]
