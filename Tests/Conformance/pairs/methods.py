"""Methods: DSP0227 9, and arguments of every type as DSP0230 writes them.

Classes that no board of ours has come from ../data; their methods answer 1 (Not Supported) once the arguments are read.
"""

from harness.pairs import MACHINE, fault, get, invoke, key, ok, pair, request
from harness.wsman import ALL_CLASSES, CIM, Reference

SERVICE = "CIM_PowerManagementService"
POWER = "RequestPowerStateChange"
TARGET = f"<p:ManagedElement>{MACHINE.body()}</p:ManagedElement>"
INVALID = "wsman:InvalidParameter"
APMS = "p:CIM_AssociatedPowerManagementService"
USB, OPAQUE, TIME, INSTALL = (
    "CIM_USBRedirectionService", "CIM_OpaqueManagementDataService", "CIM_TimeService",
    "CIM_SoftwareInstallationService")
SAP = "NewUSBRedirectionSAP"
DATA = Reference.of("CIM_OpaqueManagementData", DeviceID="x")
SENSOR = key("CIM_NumericSensor", "board-temp").selectors


def power(state=3, more=TARGET, selectors=()):
    return invoke(SERVICE, POWER, f"<p:PowerState>{state}</p:PowerState>{more}", selectors)


def returns(method, value, **terms):
    return ok(has={f"p:{method}_OUTPUT/p:ReturnValue": str(value)}, **terms)


def write(offset="0", length="3", data="AQID", truncate="true", more=""):
    return invoke(OPAQUE, "Write", (
        f"<p:OpaqueManagementData>{DATA.body()}</p:OpaqueManagementData><p:Offset>{offset}</p:Offset>"
        f"<p:Length>{length}</p:Length><p:Truncate>{truncate}</p:Truncate><p:Data>{data}</p:Data>{more}"))


def manage_time(data, request="false", target=TARGET):
    return invoke(TIME, "ManageTime", f"<p:GetRequest>{request}</p:GetRequest><p:TimeData>{data}</p:TimeData>{target}")


def redirect(inner):
    return invoke(USB, "CreateRedirectionSAP", inner)


def embedded(properties):
    return redirect(f'<p:{SAP} xmlns:u="{CIM}CIM_USBRedirectionSAP" xsi:type="u:CIM_USBRedirectionSAP_Type">'
                    f"{properties}</p:{SAP}>")


def install(options):
    return invoke(INSTALL, "InstallFromURI", "<p:URI>http://192.0.2.1/x</p:URI>" + options)


def typed(id, type, one, value=1):
    return pair(f"type-{id}", f"DSP0230 7: {type}", one, returns(one.action.rsplit("/", 1)[1], value))


def mistyped(id, type, one, name):
    return pair(f"type-bad-{id}", f"DSP0227 9: not {type}", one, fault(INVALID, "TypeMismatch", name))


PAIRS = [
    pair("invoke", "DSP0227 9: a method that ran has an output, whatever it says",
         power(), returns(POWER, 1, action=f"{CIM}{SERVICE}/{POWER}Response")),
    pair("invoke-outputs", "client: iamt wants ReturnValue and nothing else",
         power(), returns(POWER, 1, count={f"p:{POWER}_OUTPUT/*": 1})),
    pair("invoke-with-selectors", "DSP0227 9: keys of the instance",
         power(selectors={"Name": "PowerManagementService"}), returns(POWER, 1)),
    pair("invoke-all-keys", "DSP0227 9",
         power(selectors={"CreationClassName": SERVICE, "Name": "PowerManagementService", "SystemName": "ManagedSystem",
                          "SystemCreationClassName": "CIM_ComputerSystem"}), returns(POWER, 1)),
    pair("invoke-in-any-order", "DSP0227 9: parameters in any order",
         invoke(SERVICE, POWER, TARGET + "<p:PowerState>3</p:PowerState>"), returns(POWER, 1)),
    pair("invoke-wrapped-reference", "DSP0230 7.2.6: be liberal, an EndpointReference around its parts",
         power(more=f"<p:ManagedElement><wsa:EndpointReference>{MACHINE.body()}</wsa:EndpointReference>"
                    "</p:ManagedElement>"), returns(POWER, 1)),
    pair("invoke-reference-at-another-address", "client: MeshCommander's address is the namespace",
         power().edit(TARGET, TARGET.replace("/role/anonymous", "")), returns(POWER, 1)),
    pair("invoke-null", "DSP0230 7: nil is what is left out",
         power(more=TARGET + '<p:TimeoutPeriod xsi:nil="true"></p:TimeoutPeriod>'), returns(POWER, 1)),
    pair("invoke-without-input", "DSP0227 9: a method without parameters needs no input",
         request(f"{CIM}CIM_NumericSensor/RestoreDefaultThresholds", "CIM_NumericSensor", "", SENSOR),
         returns("RestoreDefaultThresholds", 0)),
    pair("invoke-empty-input", "DSP0227 9", invoke("CIM_NumericSensor", "RestoreDefaultThresholds", "", SENSOR),
         returns("RestoreDefaultThresholds", 0)),
    pair("invoke-is-no-fault", "DSP0227 9: what a method refuses is a ReturnValue",
         invoke("CIM_Fan", "RequestStateChange", "<p:RequestedState>2</p:RequestedState>",
                key("CIM_Fan", "fan1").selectors),
         returns("RequestStateChange", 1)),
    pair("invoke-changes-nothing", "DSP1027: what is not supported does not happen",
         [power(), get("CIM_AssociatedPowerManagementService")],
         ok("Get", has={f"{APMS}/p:PowerState": "2", f"{APMS}/p:TransitioningToPowerState": "19"})),
    pair("invoke-on-is-on", "DSP1027: on is reached when it is on", power(2), returns(POWER, 0)),

    pair("method-unknown", "DSP0227 9: ActionNotSupported names the method", invoke(SERVICE, "MakeCoffee"),
         fault("wsa:ActionNotSupported", (), "MakeCoffee")),
    pair("method-of-another-class", "DSP0227 9", invoke("CIM_Fan", POWER, "", key("CIM_Fan", "fan1").selectors),
         fault("wsa:ActionNotSupported", (), POWER)),
    pair("method-not-served", "DSP0227 9: a method of the schema that nobody carries out",
         invoke(SERVICE, "SetPowerState"), fault("wsa:ActionNotSupported", (), "SetPowerState")),
    pair("method-nameless", "DSP0227 9", request(f"{CIM}{SERVICE}/", SERVICE),
         fault("wsa:ActionNotSupported", ())),
    pair("method-of-everything", "DSP0227 6-1", request(ALL_CLASSES + "/" + POWER, ALL_CLASSES),
         fault("wsa:ActionNotSupported", ())),
    pair("method-another-input", "DSP0227 9: Action and input agree",
         power().edit(f"<p:{POWER}_INPUT>", "<p:Other_INPUT>").edit(f"</p:{POWER}_INPUT>", "</p:Other_INPUT>"),
         fault("wsa:ActionNotSupported", "ActionMismatch", POWER)),
    pair("method-input-of-another-namespace", "DSP0227 9: the input is in the class's namespace",
         power().edit(f"<p:{POWER}_INPUT>", f'<q:{POWER}_INPUT xmlns:q="urn:q">')
         .edit(f"</p:{POWER}_INPUT>", f"</q:{POWER}_INPUT>"),
         fault("wsman:SchemaValidationError", (), POWER)),

    pair("parameter-unknown", "DSP0227 9: InvalidName names the parameter",
         power(more=TARGET + "<p:Colour>blue</p:Colour>"), fault(INVALID, "InvalidName", "Colour")),
    pair("parameter-of-another-namespace", "DSP0227 9: parameters are in the class's namespace",
         power(more=TARGET + '<q:Time xmlns:q="urn:q">1</q:Time>'), fault(INVALID, "InvalidName", "Time")),
    pair("parameter-twice", "DSP0227 9: one value",
         power(more=TARGET + "<p:PowerState>98</p:PowerState>"),
         fault(INVALID, "InvalidName", "PowerState")),
    pair("parameter-out", "DSP0227 9: an output is no input", power(more=TARGET + f"<p:Job>{MACHINE.body()}</p:Job>"),
         fault(INVALID, "InvalidName", "Job")),
    pair("parameter-missing", "DSP1027: a missing PowerState is ReturnValue 5, or a fault",
         invoke(SERVICE, POWER, TARGET),
         returns(POWER, 5)),
    pair("parameter-required", "DSP0227 9: a required parameter is missing",
         write().edit("<p:Offset>0</p:Offset>", ""), fault(INVALID, (), "Offset")),
    pair("parameter-required-and-null", "DSP0230 7: nil is missing",
         write().edit("<p:Offset>0<", '<p:Offset xsi:nil="true"><'), fault(INVALID, (), "Offset")),

    mistyped("uint16-word", "a number", power("eight"), "PowerState"),
    mistyped("uint16-empty", "a number", power(""), "PowerState"),
    mistyped("uint16-negative", "a uint16", power("-8"), "PowerState"),
    mistyped("uint16-large", "a uint16", power("65536"), "PowerState"),
    mistyped("uint16-fraction", "a uint16", power("8.0"), "PowerState"),
    mistyped("uint16-hex", "a uint16", power("0x8"), "PowerState"),
    mistyped("reference-text", "a reference", power(more="<p:ManagedElement>ManagedSystem</p:ManagedElement>"),
             "ManagedElement"),
    pair("invoke-reference-to-nothing", "DSP1027: no such machine is a ReturnValue",
         power(more=f"<p:ManagedElement>{Reference.of('CIM_ComputerSystem', Name='x').body()}</p:ManagedElement>"),
         returns(POWER, 2)),
    mistyped("datetime", "a datetime", power(more=TARGET + "<p:Time>tomorrow</p:Time>"), "Time"),

    typed("uint64", "uint64", write(offset="18446744073709551615")),
    mistyped("uint64", "a uint64", write(offset="18446744073709551616"), "Offset"),
    typed("white-space", "white space around a number", write(offset="\n 7 \n")),
    typed("plus", "a number with a plus", write(offset="+7")),
    *(typed(f"boolean-{word}", "boolean", write(truncate=word)) for word in ("true", "false", "1", "0", "TRUE")),
    mistyped("boolean", "a boolean", write(truncate="yes"), "Truncate"),
    typed("octets", "uint8[] with OctetString: base64 in one element", write(data="AQIDBA==")),
    typed("octets-empty", "no octets", write(length="0", data="")),
    mistyped("octets", "base64", write(data="AQI*"), "Data"),
    mistyped("octets-twice", "one element", write(more="<p:Data>AQID</p:Data>"), "Data"),
    typed("datetime", "datetime: cim:Datetime", manage_time("<cim:Datetime>2026-03-01T12:00:00+05:30</cim:Datetime>")),
    typed("datetime-fraction", "datetime", manage_time("<cim:Datetime>2026-03-01T12:00:00.25Z</cim:Datetime>")),
    typed("datetime-cim", "datetime: cim:CIM_DateTime",
          manage_time("<cim:CIM_DateTime>20260301120000.000000+000</cim:CIM_DateTime>")),
    typed("datetime-interval", "datetime: cim:Interval", manage_time("<cim:Interval>P1DT2H</cim:Interval>")),
    typed("datetime-date", "datetime: cim:Date", manage_time("<cim:Date>2026-03-01Z</cim:Date>")),
    typed("datetime-time", "datetime: cim:Time", manage_time("<cim:Time>12:00:00+01:00</cim:Time>")),
    typed("datetime-text", "datetime as bare text", manage_time("20260301120000.000000+000")),
    mistyped("datetime-month", "a datetime", manage_time("<cim:Datetime>2026-13-01T12:00:00Z</cim:Datetime>"),
             "TimeData"),
    mistyped("datetime-element", "a datetime", manage_time("<cim:Moment>2026-03-01T12:00:00Z</cim:Moment>"),
             "TimeData"),
    mistyped("datetime-somewhere", "a datetime: it has a zone", manage_time("<cim:Date>2026-03-01</cim:Date>"),
             "TimeData"),
    mistyped("datetime-two", "a datetime", manage_time("<cim:Date>2026-03-01</cim:Date>" * 2), "TimeData"),
    mistyped("datetime-short", "a datetime", manage_time("<cim:CIM_DateTime>20260301</cim:CIM_DateTime>"), "TimeData"),
    typed("array", "an array repeats its element",
          install("<p:InstallOptions>3</p:InstallOptions><p:InstallOptions>5</p:InstallOptions>"
                  "<p:InstallOptionsValues>a</p:InstallOptionsValues>"
                  "<p:InstallOptionsValues></p:InstallOptionsValues>")),
    typed("array-empty", "an array may be empty", install("")),
    mistyped("array-entry", "an array of uint16",
             install("<p:InstallOptions>3</p:InstallOptions><p:InstallOptions>five</p:InstallOptions>"),
             "InstallOptions"),
    typed("string", "a string keeps its characters", install("").edit("192.0.2.1/x", "192.0.2.1/&lt;x&gt;&amp;ü")),
    mistyped("string", "a string", install("").edit("http://192.0.2.1/x", "<p:Deep>x</p:Deep>"), "URI"),
    typed("references", "an array of references",
          redirect(2 * f"<p:RedirectedLogicalDevices>{key('CIM_Fan', 'fan1').body()}"
                                                  "</p:RedirectedLogicalDevices>")),
    mistyped("references", "a reference to a class that is no CIM_LogicalDevice",
             redirect(f"<p:RedirectedLogicalDevices>{MACHINE.body()}"
                                                 "</p:RedirectedLogicalDevices>"), "RedirectedLogicalDevices"),
    typed("embedded", "an embedded instance: xsi:type, and properties of that class",
          embedded("<u:Name>1</u:Name><u:ElementName>Stick</u:ElementName><u:ConnectionMode>2</u:ConnectionMode>")),
    typed("embedded-datetime", "a datetime in an embedded instance",
          embedded("<u:Name>1</u:Name><u:ResetTimeout><cim:Interval>PT5S</cim:Interval></u:ResetTimeout>")),
    typed("embedded-nested", "client: OpenPegasus nests the instance",
          redirect(f'<p:{SAP}><u:CIM_USBRedirectionSAP xmlns:u="{CIM}CIM_USBRedirectionSAP"><u:Name>1</u:Name>'
                   f"</u:CIM_USBRedirectionSAP></p:{SAP}>")),
    mistyped("embedded-text", "an embedded instance", redirect(f"<p:{SAP}>stick</p:{SAP}>"), SAP),
    mistyped("embedded-class", "an embedded CIM_USBRedirectionSAP",
             redirect(f'<p:{SAP} xmlns:u="{CIM}CIM_Fan" xsi:type="u:CIM_Fan_Type"><u:DeviceID>1</u:DeviceID>'
                      f"</p:{SAP}>"),
             SAP),
    mistyped("embedded-unknown-class", "a class that is there",
             redirect(f'<p:{SAP} xmlns:u="urn:u" xsi:type="u:CIM_Nonsense_Type"></p:{SAP}>'), SAP),
    mistyped("embedded-property", "a property of the embedded class", embedded("<u:Colour>blue</u:Colour>"), SAP),
    mistyped("embedded-value", "a value of the property's type",
             embedded("<u:Name>1</u:Name><u:HealthState>fine</u:HealthState>"), SAP),
]
