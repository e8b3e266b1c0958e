"""Control headers: DSP0226 6."""

from harness.pairs import (
    ANY, MACHINE, delete, enumerate_, fault, fragment, get, invoke, key, listing, ok, pair, pull, put)
from harness.wsman import CIM

GET = get("CIM_ComputerSystem", MACHINE.selectors)
FAN = get("CIM_Fan", DeviceID="fan1")
NAME = {"p:CIM_ComputerSystem/p:Name": "ManagedSystem"}
INVALID = "wsa:InvalidMessageInformationHeader"
ESTIMATE = "<wsman:RequestTotalItemsCountEstimate></wsman:RequestTotalItemsCountEstimate>"
EPR = "<wsman:RequestEPR></wsman:RequestEPR>"
# Reference parameters that come back and leave no room for anything else.
TICKETED = ("</wsa:Address><wsa:ReferenceParameters>"
            + "".join(f'<x:T{n} xmlns:x="urn:x">{"t" * 1000}</x:T{n}>' for n in range(9))
            + "</wsa:ReferenceParameters></wsa:ReplyTo>")
LIMIT = ("<p:CIM_NumericSensor>" + "".join(
    f"<p:{name}>{value}</p:{name}>" for name, value in key("CIM_NumericSensor", "vrm2-temp").selectors)
    + "<p:UpperThresholdNonCritical>9400</p:UpperThresholdNonCritical></p:CIM_NumericSensor>")


def timeout(value, understand="true"):
    return f'<wsman:OperationTimeout s:mustUnderstand="{understand}">{value}</wsman:OperationTimeout>'


def size(value, understand="true"):
    return f'<wsman:MaxEnvelopeSize s:mustUnderstand="{understand}">{value}</wsman:MaxEnvelopeSize>'


def locale(value, understand="true"):
    return f'<wsman:Locale xml:lang="{value}" s:mustUnderstand="{understand}"></wsman:Locale>'


def options(inner="", understand="true"):
    return f'<wsman:OptionSet s:mustUnderstand="{understand}">{inner}</wsman:OptionSet>'


PAIRS = [
    *(pair(f"timeout-{value}", "DSP0226 6.1: an xs:duration", GET.header(timeout(value)), ok("Get", has=NAME))
      for value in ("PT60S", "PT60.000S", "PT1M30S", "PT0H1M0.5S", "P1DT1H", "PT3600S")),
    *(pair(f"timeout-bad-{name}", "DSP0226 6.1: not an xs:duration", GET.header(timeout(value)),
           fault(INVALID, (), "OperationTimeout"))
      for name, value in (("number", "60"), ("empty", ""), ("word", "soon"), ("designator", "PT"), ("unit", "PT5"),
                          ("order", "PT1S1M"), ("fraction", "PT1.S"))),
    pair("timeout-negative", "DSP0226 6.1: a time to wait is positive", GET.header(timeout("-PT60S")),
         fault(INVALID, (), "OperationTimeout")),

    pair("timeout-of-years", "DSP0226 6.1-3: years and months have no length",
         GET.header(timeout("P1Y")), fault("wsman:UnsupportedFeature", "OperationTimeout", "P1Y")),
    pair("size-smallest", "DSP0226 6.2-4: 8192 octets are always allowed",
         GET.header(size(8192)), ok("Get", has=NAME, largest=8192)),
    pair("size-pages", "DSP0226 6.2: an answer keeps to MaxEnvelopeSize",
         listing("CIM_NumericSensor").header(size(8192)),
         ok("Enumerate", largest=8192, has={"*/wsen:EnumerationContext": ANY},
            count={"*/wsman:Items/*": (1, 40)})),
    pair("size-pages-of-pulls", "DSP0226 8.4: Pull returns what fits",
         [enumerate_("CIM_NumericSensor"), pull("CIM_NumericSensor").header(size(8192))],
         ok("Pull", largest=8192, count={"*/wsen:Items/*": (1, 40)}, lacks=("*/wsen:EndOfSequence",))),
    pair("size-unasked", "DSP0226 6.2: without the header an answer may be long",
         listing("CIM_NumericSensor"), ok("Enumerate", count={"*/wsman:Items/*": (43, 60)})),
    pair("size-too-small", "DSP0226 6.2-4: less than 8192 octets",
         GET.header(size(8191)), fault("wsman:EncodingLimit", "MinimumEnvelopeLimit", "8191", "8192")),
    pair("size-100", "DSP0226 6.2-4", GET.header(size(100)),
         fault("wsman:EncodingLimit", "MinimumEnvelopeLimit", "100")),
    pair("size-policy", "DSP0226 6.2: Policy is one of three words",
         GET.header(size(9000).replace(" s:", ' Policy="Shrink" s:')),
         fault("wsman:UnsupportedFeature", "MaxEnvelopePolicy", "Shrink")),
    pair("size-policy-known", "DSP0226 6.2: Notify is the default",
         GET.header(size(9000).replace(" s:", ' Policy="Notify" s:')), ok("Get", has=NAME)),
    pair("size-100-for-a-pull", "DSP0226 6.2-4",
         [enumerate_("CIM_Fan"), pull("CIM_Fan").header(size(100))],
         fault("wsman:EncodingLimit", "MinimumEnvelopeLimit", "100")),
    *(pair(f"size-bad-{name}", "DSP0226 6.2: a positive number of octets", GET.header(size(value)),
           fault(INVALID, (), "MaxEnvelopeSize"))
      for name, value in (("word", "big"), ("empty", ""), ("zero", "0"), ("negative", "-1"), ("fraction", "9000.5"))),
    pair("size-exceeded", "DSP0226 6.2: an answer that cannot be made to fit",
         GET.header(size(8192)).edit("</wsa:Address></wsa:ReplyTo>", TICKETED),
         fault("wsman:EncodingLimit", "MaxEnvelopeSize", "8192", largest=8192)),
    pair("size-exceeded-by-an-item", "DSP0226 8.4: not even one item fits",
         [enumerate_("CIM_Fan"),
          pull("CIM_Fan").header(size(8192)).edit("</wsa:Address></wsa:ReplyTo>", TICKETED)],
         fault("wsman:EncodingLimit", "MaxEnvelopeSizeExceeded", largest=8192)),
    pair("size-unreportable", "DSP0226 6.2-2: what was done cannot be undone when its report is too large",
         put("CIM_NumericSensor", LIMIT, key("CIM_NumericSensor", "vrm2-temp").selectors).header(size(8192))
         .edit("</wsa:Address></wsa:ReplyTo>", TICKETED),
         fault("wsman:EncodingLimit", "UnreportableSuccess", largest=8192)),
    pair("size-unreportable-but-done", "DSP0226 6.2-2: and it was done",
         [(put("CIM_NumericSensor", LIMIT, key("CIM_NumericSensor", "vrm2-temp").selectors).header(size(8192))
           .edit("</wsa:Address></wsa:ReplyTo>", TICKETED), fault("wsman:EncodingLimit", None, strict=False)),
          get("CIM_NumericSensor", DeviceID="vrm2-temp")],
         ok("Get", has={"p:CIM_NumericSensor/p:UpperThresholdNonCritical": "9400"})),
    pair("size-huge", "DSP0226 6.2", GET.header(size("99999999999999999999")), ok("Get", has=NAME)),

    pair("locale-english", "DSP0226 6.3", GET.header(locale("en-US")), ok("Get", has=NAME)),
    pair("locale-hint", "DSP0226 6.3: only a hint (client: pypsrp)", GET.header(locale("de-DE", "false")),
         ok("Get", has=NAME)),
    pair("locale-unknown", "DSP0226 6.3: what must be understood and is not supported",
         GET.header(locale("tlh")), fault("wsman:UnsupportedFeature", "Locale", "tlh")),
    pair("locale-fault-language", "DSP0226 6.3-6: text says its language",
         get("CIM_Nonsense").header(locale("fr", "false")),
         fault("wsa:DestinationUnreachable", "InvalidResourceURI", "CIM_Nonsense")),

    pair("options-empty", "DSP0226 6.4 (client: omicli)", GET.header(options()), ok("Get", has=NAME)),
    pair("options-optional", "DSP0226 6.4-3: an option that need not be complied with",
         GET.header(options('<wsman:Option Name="ShowExtensions"></wsman:Option>')), ok("Get", has=NAME)),
    pair("options-ignored", "DSP0226 6.4-3: an OptionSet that need not be understood may be ignored whole",
         GET.header(options('<wsman:Option Name="Colour" MustComply="false">blue</wsman:Option>', "false")),
         ok("Get", has=NAME)),
    pair("options-must-comply", "DSP0226 6.4-3: an option that must be complied with and is unknown",
         GET.header(options('<wsman:Option Name="Colour" MustComply="true">blue</wsman:Option>')),
         fault("wsman:InvalidOptions", "NotSupported", "Colour")),
    pair("options-must-comply-1", "DSP0226 6.4-3: 1 means true",
         GET.header(options('<wsman:Option Name="Colour" MustComply="1">blue</wsman:Option>')),
         fault("wsman:InvalidOptions", "NotSupported", "Colour")),
    pair("options-must-perhaps", "DSP0226 6.4: MustComply is true or false",
         GET.header(options('<wsman:Option Name="Colour" MustComply="perhaps">blue</wsman:Option>')),
         fault("wsman:InvalidOptions", "InvalidValue", "perhaps")),
    pair("options-nameless", "DSP0226 6.4: an option has a Name",
         GET.header(options('<wsman:Option MustComply="true">blue</wsman:Option>')),
         fault("wsman:InvalidOptions", "InvalidName", "Name")),

    pair("epr-of-get", "DSP0226 6.5-1: the reference of what was got", FAN.header(EPR),
         ok("Get", headers={
             "wsman:RequestedEPR/wsa:EndpointReference/wsa:ReferenceParameters/wsman:ResourceURI": CIM + "CIM_Fan",
             "wsman:RequestedEPR//wsman:Selector[@Name='DeviceID']": "fan1",
             "wsman:RequestedEPR//wsman:Selector[@Name='SystemName']": "ManagedSystem"})),
    pair("epr-of-a-subclass", "DSP0226 6.5-1: the class it really has",
         get("CIM_Sensor", DeviceID="inlet-temp").header(EPR),
         ok("Get", headers={"wsman:RequestedEPR//wsman:ResourceURI": CIM + "CIM_NumericSensor"})),
    pair("epr-not-asked-for", "DSP0226 6.5", FAN, ok("Get", headers={"wsman:RequestedEPR": []})),
    pair("epr-must-be-understood", "DSP0226 6.5",
         FAN.header('<wsman:RequestEPR s:mustUnderstand="true"></wsman:RequestEPR>'),
         ok("Get", headers={"wsman:RequestedEPR//wsman:Selector[@Name='DeviceID']": "fan1"})),
    pair("epr-of-a-fault", "DSP0226 6.5: a fault has no reference",
         get("CIM_Nonsense").header(EPR),
         fault("wsa:DestinationUnreachable", "InvalidResourceURI", headers={"wsman:RequestedEPR": []})),

    pair("estimate", "DSP0226 8.2.2: how many items there may be", enumerate_("CIM_Fan").header(ESTIMATE),
         ok("Enumerate", headers={"wsman:TotalItemsCountEstimate": "6"})),
    pair("estimate-optimized", "DSP0226 8.2.2", listing("CIM_PowerSupply").header(ESTIMATE),
         ok("Enumerate", headers={"wsman:TotalItemsCountEstimate": "2"})),
    pair("estimate-of-a-pull", "DSP0226 8.2.2: in a Pull as well",
         [enumerate_("CIM_Fan"), pull("CIM_Fan", "<wsman:MaxElements>1</wsman:MaxElements>").header(ESTIMATE)],
         ok("Pull", headers={"wsman:TotalItemsCountEstimate": "6"})),
    pair("estimate-not-asked-for", "DSP0226 8.2.2", enumerate_("CIM_Fan"),
         ok("Enumerate", headers={"wsman:TotalItemsCountEstimate": []})),

    pair("windows-headers", "client: WinRM's own headers need not be understood",
         GET.header('<m:DataLocale xmlns:m="http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd" xml:lang="en-US" '
                    's:mustUnderstand="false"></m:DataLocale>'
                    '<m:SessionId xmlns:m="http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd" '
                    's:mustUnderstand="false">uuid:1</m:SessionId>'), ok("Get", has=NAME)),

    *(pair(f"fragment-of-{name}", "DSP0226 7.7-1: parts are only got and put",
           one.header(fragment("ElementName")), fault("wsman:UnsupportedFeature", "FragmentLevelAccess", "fragment"))
      for name, one in (
          ("enumerate", enumerate_("CIM_Fan")), ("delete", delete("CIM_Fan", DeviceID="fan1")),
          ("a-method", invoke("CIM_ComputerSystem", "RequestStateChange", "<p:RequestedState>99</p:RequestedState>",
                              MACHINE.selectors)))),
    pair("fragment-ignored", "DSP0226 7.7-1: what need not be understood",
         enumerate_("CIM_Fan").header("<wsman:FragmentTransfer>ElementName</wsman:FragmentTransfer>"), ok("Enumerate")),
]
