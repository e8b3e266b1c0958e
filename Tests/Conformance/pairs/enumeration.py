"""Enumerate, Pull and Release: WS-Enumeration and DSP0226 8."""

from harness.pairs import (
    ANY, enumerate_, fault, get_status, listing, ok, pair, pull, release, renew, request)
from harness.wsman import CIM, WSEN

FANS = [f"fan{number}" for number in range(1, 7)]
UNKNOWN = fault("wsen:InvalidEnumerationContext", ())
OPTIMIZE = "<wsman:OptimizeEnumeration></wsman:OptimizeEnumeration>"
ID = "*/{}:Items/p:CIM_Fan/p:DeviceID"
PARAMETER = "wsman:InvalidParameter"


def most(number, prefix="wsman"):
    return f"<{prefix}:MaxElements>{number}</{prefix}:MaxElements>"


def mode(text):
    return f"<wsman:EnumerationMode>{text}</wsman:EnumerationMode>"


def other_context(operation):
    return request(f"{WSEN}/{operation}", "CIM_Fan", f"<wsen:{operation}><wsen:EnumerationContext>"
                   f"1ed0861d-fc61-43d8-a59c-72cfe596696f</wsen:EnumerationContext></wsen:{operation}>")


PAIRS = [
    pair("enumerate", "WS-Enumeration 3.1: a context and nothing else", enumerate_("CIM_Fan"),
         ok("Enumerate", has={"wsen:EnumerateResponse/wsen:EnumerationContext": ANY},
            lacks=("*/wsman:Items", "*/wsman:EndOfSequence", "*/wsen:EndOfSequence"))),
    pair("enumerate-optimized", "DSP0226 8.2.3: items in the answer, in WS-Management's namespace",
         listing("CIM_Fan"), ok("Enumerate", has={ID.format("wsman"): FANS}, lacks=("*/wsen:Items",))),
    pair("enumerate-optimized-to-the-end", "DSP0226 8.2.3-5: EndOfSequence, and a context that is empty",
         listing("CIM_Fan"), ok("Enumerate", has={"*/wsman:EndOfSequence": "", "*/wsen:EnumerationContext": ""})),
    pair("enumerate-optimized-in-part", "DSP0226 8.2.3: no more than MaxElements, and a context to go on with",
         enumerate_("CIM_Fan", OPTIMIZE + most(2)),
         ok("Enumerate", has={ID.format("wsman"): FANS[:2], "*/wsen:EnumerationContext": ANY},
            lacks=("*/wsman:EndOfSequence",))),
    pair("enumerate-goes-on", "DSP0226 8.2.3: Pull goes on where the answer stopped",
         [enumerate_("CIM_Fan", OPTIMIZE + most(2)), pull("CIM_Fan", most(3, "wsen"))],
         ok("Pull", has={ID.format("wsen"): FANS[2:5]}, lacks=("*/wsen:EndOfSequence",))),
    pair("enumerate-unoptimized-number", "DSP0226 8.2.3: MaxElements is for optimized enumerations",
         enumerate_("CIM_Fan", most(2)),
         ok("Enumerate", has={"*/wsen:EnumerationContext": ANY}, lacks=("*/wsman:Items",))),
    pair("enumerate-children-in-any-order", "client: OptimizeEnumeration after MaxElements",
         enumerate_("CIM_Fan", most(2) + mode("EnumerateEPR") + OPTIMIZE),
         ok("Enumerate", count={"*/wsman:Items/wsa:EndpointReference": 2})),
    *(pair(f"enumerate-twice-{name.split(':')[1]}", "DSP0226 8.2: an element once at most",
           enumerate_("CIM_Fan", f"<{name}>{value}</{name}>" * 2), fault("wsman:SchemaValidationError", (), name))
      for name, value in (("wsman:MaxElements", 2), ("wsen:Expires", "PT5M"), ("wsman:EnumerationMode", "EnumerateEPR"))),
    pair("enumerate-nothing", "DSP0226 8.4: an empty result is no fault",
         [enumerate_("CIM_Sensor", '<wsmb:PolymorphismMode>None</wsmb:PolymorphismMode><wsman:Filter Dialect='
                     '"http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter"><wsman:SelectorSet><wsman:Selector '
                     'Name="DeviceID">none</wsman:Selector></wsman:SelectorSet></wsman:Filter>'), pull("CIM_Sensor")],
         ok("Pull", count={"*/wsen:Items/*": 0}, has={"*/wsen:EndOfSequence": ""},
            lacks=("*/wsen:EnumerationContext",))),
    pair("enumerate-unique", "DSP0226 8.1: contexts are not handed out twice",
         [enumerate_("CIM_Fan"), pull("CIM_Fan"), enumerate_("CIM_Fan"), pull("CIM_Fan")],
         ok("Pull", has={ID.format("wsen"): FANS})),

    pair("mode-epr", "DSP0226 8.7: EnumerateEPR", listing("CIM_Fan", mode("EnumerateEPR")),
         ok("Enumerate", count={"*/wsman:Items/wsa:EndpointReference": 6, "*/wsman:Items/*": 6},
            has={"*/wsman:Items/wsa:EndpointReference//wsman:ResourceURI": [CIM + "CIM_Fan"] * 6,
                 "*/wsman:Items//wsman:Selector[@Name='DeviceID']": FANS})),
    pair("mode-object-and-epr", "DSP0226 8.7: wsman:Item with the instance, then its reference",
         listing("CIM_Fan", mode("EnumerateObjectAndEPR")),
         ok("Enumerate", count={"*/wsman:Items/wsman:Item": 6, "*/wsman:Items/*": 6},
            has={"*/wsman:Items/wsman:Item/p:CIM_Fan/p:DeviceID": FANS,
                 "*/wsman:Items/wsman:Item/wsa:EndpointReference//wsman:Selector[@Name='DeviceID']": FANS},
            order={"*/wsman:Items/wsman:Item": ["CIM_Fan", "EndpointReference"]})),
    pair("mode-lasts", "DSP0226 8.7: the mode holds for every Pull",
         [enumerate_("CIM_Fan", mode("EnumerateEPR")), pull("CIM_Fan", most(2))],
         ok("Pull", count={"*/wsen:Items/wsa:EndpointReference": 2})),
    pair("mode-of-the-real-class", "DSP0227 6: a reference names the instance's own class",
         listing("CIM_Sensor",
                 mode("EnumerateEPR") + '<wsman:Filter Dialect="http://schemas.dmtf.org/wbem/wsman/1/wsman/'
                 'SelectorFilter"><wsman:SelectorSet><wsman:Selector Name="DeviceID">inlet-temp</wsman:Selector>'
                 "</wsman:SelectorSet></wsman:Filter>"),
         ok("Enumerate", has={"*/wsman:Items//wsman:ResourceURI": [CIM + "CIM_NumericSensor"]})),
    pair("mode-unknown", "DSP0226 8.7: another mode", listing("CIM_Fan", mode("EnumerateEverything")),
         fault("wsman:UnsupportedFeature", "EnumerationMode", "EnumerateEverything")),
    pair("mode-empty", "DSP0226 8.7", listing("CIM_Fan", mode("")),
         fault("wsman:UnsupportedFeature", "EnumerationMode", "mode")),
    pair("mode-in-another-case", "DSP0226 8.7: the words are fixed", listing("CIM_Fan", mode("enumerateepr")),
         fault("wsman:UnsupportedFeature", "EnumerationMode", "enumerateepr")),

    *(pair(f"most-{name}", "DSP0226 8.2.3: MaxElements is a positive number",
           enumerate_("CIM_Fan", OPTIMIZE + most(value)), fault(PARAMETER, (), "MaxElements"))
      for name, value in (("zero", 0), ("negative", -1), ("word", "many"), ("fraction", "1.5"), ("empty", ""))),
    pair("most-beyond-all", "DSP0226 8.2.3: no more than there are",
         enumerate_("CIM_Fan", OPTIMIZE + most(1_000_000)), ok("Enumerate", has={ID.format("wsman"): FANS})),
    pair("most-beyond-numbers", "XML Schema 2: a positive integer has no upper bound",
         enumerate_("CIM_Fan", OPTIMIZE + most("99999999999999999999")),
         ok("Enumerate", has={ID.format("wsman"): FANS})),
    pair("end-to", "DSP0226 8.2.1: EnumerationEnd is not sent, so nobody is promised one",
         enumerate_("CIM_Fan", "<wsen:EndTo><wsa:Address>http://192.0.2.1/</wsa:Address></wsen:EndTo>"),
         fault("wsman:UnsupportedFeature", "AddressingMode", "EndTo")),
    pair("enumerate-without-body", "WS-Enumeration 3.1: the body is Enumerate",
         request(WSEN + "/Enumerate", "CIM_Fan"),
         fault("wsa:ActionNotSupported", "ActionMismatch", "Enumerate")),
    pair("enumerate-another-body", "DSP0226 5.4: Action and body agree",
         request(WSEN + "/Enumerate", "CIM_Fan", "<wsen:Pull></wsen:Pull>"),
         fault("wsa:ActionNotSupported", "ActionMismatch", "Enumerate")),
    pair("enumerate-in-another-namespace", "DSP0226 5.4",
         request(WSEN + "/Enumerate", "CIM_Fan", '<x:Enumerate xmlns:x="urn:x"></x:Enumerate>'),
         fault("wsa:ActionNotSupported", "ActionMismatch", "Enumerate")),

    pair("pull-all", "client: go-wsman-messages pulls once, without a number",
         [enumerate_("CIM_Fan"), pull("CIM_Fan")], ok("Pull", has={ID.format("wsen"): FANS}, lacks=("*/wsman:Items",))),
    pair("pull-to-the-end", "DSP0226 8.4-8: EndOfSequence, and no context",
         [enumerate_("CIM_Fan"), pull("CIM_Fan", most(6))],
         ok("Pull", has={"*/wsen:EndOfSequence": ""}, lacks=("*/wsen:EnumerationContext", "*/wsman:EndOfSequence"))),
    pair("pull-some", "WS-Enumeration 3.2: no more than MaxElements, and the context to go on with",
         [enumerate_("CIM_Fan"), pull("CIM_Fan", most(4, "wsen"))],
         ok("Pull", has={ID.format("wsen"): FANS[:4], "*/wsen:EnumerationContext": ANY},
            lacks=("*/wsen:EndOfSequence",))),
    pair("pull-wsman-number", "client: dracclient writes wsman:MaxElements",
         [enumerate_("CIM_Fan"), pull("CIM_Fan", most(4))], ok("Pull", has={ID.format("wsen"): FANS[:4]})),
    pair("pull-again", "WS-Enumeration 3.2: each item once, in order",
         [enumerate_("CIM_Fan"), pull("CIM_Fan", most(4)), pull("CIM_Fan", most(4))],
         ok("Pull", has={ID.format("wsen"): FANS[4:], "*/wsen:EndOfSequence": ""})),
    pair("pull-mode-ignored", "client: iamt repeats the mode in Pull",
         [enumerate_("CIM_Fan"), pull("CIM_Fan", mode("EnumerateEPR"))], ok("Pull", has={ID.format("wsen"): FANS})),
    pair("pull-time", "WS-Enumeration 3.2: MaxTime",
         [enumerate_("CIM_Fan"), pull("CIM_Fan", "<wsen:MaxTime>PT30S</wsen:MaxTime>")],
         ok("Pull", has={ID.format("wsen"): FANS})),
    pair("pull-characters", "WS-Enumeration 3.2: MaxCharacters bounds the items",
         [enumerate_("CIM_NumericSensor"), pull("CIM_NumericSensor", "<wsen:MaxCharacters>4000</wsen:MaxCharacters>")],
         ok("Pull", count={"*/wsen:Items/*": (1, 4)}, largest=6500, lacks=("*/wsen:EndOfSequence",))),
    pair("pull-characters-enough", "WS-Enumeration 3.2",
         [enumerate_("CIM_Fan"), pull("CIM_Fan", "<wsen:MaxCharacters>100000</wsen:MaxCharacters>")],
         ok("Pull", has={ID.format("wsen"): FANS})),
    pair("pull-characters-for-none", "WS-Enumeration 3.2: not even one item fits",
         [enumerate_("CIM_Fan"), pull("CIM_Fan", "<wsen:MaxCharacters>10</wsen:MaxCharacters>")],
         fault("wsman:EncodingLimit", (), "MaxCharacters", "10")),
    *(pair(f"pull-twice-{name}", "WS-Enumeration 3.2: an element once at most",
           [enumerate_("CIM_Fan"), pull("CIM_Fan", f"<wsen:{name}>{value}</wsen:{name}>" * 2)],
           fault("wsman:SchemaValidationError", (), name))
      for name, value in (("MaxElements", 2), ("MaxCharacters", 90000), ("MaxTime", "PT5S"))),
    *(pair(f"pull-bad-{name}", "WS-Enumeration 3.2: " + name.replace("-", " "),
           [enumerate_("CIM_Fan"), pull("CIM_Fan", f"<wsen:{element}>{value}</wsen:{element}>")],
           fault(PARAMETER, (), element))
      for name, element, value in (
          ("number-zero", "MaxElements", "0"), ("number-negative", "MaxElements", "-5"),
          ("number-word", "MaxElements", "all"), ("time-word", "MaxTime", "soon"),
          ("time-negative", "MaxTime", "-PT1S"),
          ("characters-zero", "MaxCharacters", "0"), ("characters-word", "MaxCharacters", "few"))),
    pair("pull-a-million", "WS-Enumeration 3.2: no more than there are",
         [enumerate_("CIM_Fan"), pull("CIM_Fan", most(1_000_000))], ok("Pull", has={ID.format("wsen"): FANS})),
    pair("pull-after-the-end", "DSP0226 8.4-8: the end takes the context with it",
         [enumerate_("CIM_Fan"), pull("CIM_Fan"), pull("CIM_Fan")], UNKNOWN),
    pair("pull-unknown", "WS-Enumeration 4.3: a context nobody gave out", other_context("Pull"), UNKNOWN),
    pair("pull-empty-context", "WS-Enumeration 4.3",
         request(WSEN + "/Pull", "CIM_Fan",
                 "<wsen:Pull><wsen:EnumerationContext></wsen:EnumerationContext></wsen:Pull>"),
         UNKNOWN),
    pair("pull-without-context", "WS-Enumeration 3.2: a context is mandatory",
         request(WSEN + "/Pull", "CIM_Fan", "<wsen:Pull></wsen:Pull>"),
         fault("wsen:InvalidEnumerationContext", ())),
    pair("pull-of-an-optimized-end", "DSP0226 8.2.3-5: an empty context is none",
         [listing("CIM_Fan"), request(WSEN + "/Pull", "CIM_Fan", "<wsen:Pull><wsen:EnumerationContext>"
                                      "</wsen:EnumerationContext></wsen:Pull>")], UNKNOWN),
    pair("pull-by-another-user", "DSP0226 8.1-6: one user for the whole sequence",
         [enumerate_("CIM_Fan"), pull("CIM_Fan").by("reader")], fault("wsman:AccessDenied", ())),
    pair("pull-survives-another-user", "DSP0226 8.1-6: the context stays with its owner",
         [enumerate_("CIM_Fan"), (pull("CIM_Fan").by("reader"), fault("wsman:AccessDenied")), pull("CIM_Fan")],
         ok("Pull", has={ID.format("wsen"): FANS})),

    pair("release", "WS-Enumeration 3.5", [enumerate_("CIM_Fan"), release("CIM_Fan")],
         ok("Release", count={"*": 0})),
    pair("release-half-way", "WS-Enumeration 3.5",
         [enumerate_("CIM_Fan", OPTIMIZE + most(2)), release("CIM_Fan"), pull("CIM_Fan")], UNKNOWN),
    pair("release-twice", "WS-Enumeration 3.5", [enumerate_("CIM_Fan"), release("CIM_Fan"), release("CIM_Fan")],
         UNKNOWN),
    pair("release-after-the-end", "DSP0226 8.4-8", [enumerate_("CIM_Fan"), pull("CIM_Fan"), release("CIM_Fan")],
         UNKNOWN),
    pair("release-unknown", "WS-Enumeration 3.5", other_context("Release"), UNKNOWN),
    pair("release-by-another-user", "DSP0226 8.1-6",
         [enumerate_("CIM_Fan"), release("CIM_Fan").by("reader")], fault("wsman:AccessDenied", ())),

    pair("renew", "WS-Enumeration 3.3: the new time is reported",
         [enumerate_("CIM_Fan"), renew("CIM_Fan", "<wsen:Expires>PT5M</wsen:Expires>")],
         ok("Renew", has={"wsen:RenewResponse/wsen:Expires": ANY})),
    pair("renew-goes-on", "WS-Enumeration 3.3: the context can still be pulled from",
         [enumerate_("CIM_Fan"), renew("CIM_Fan", "<wsen:Expires>PT5M</wsen:Expires>"), pull("CIM_Fan")],
         ok("Pull", has={ID.format("wsen"): FANS})),
    pair("renew-unsaid", "WS-Enumeration 3.3: the time is the service's choice",
         [enumerate_("CIM_Fan"), renew("CIM_Fan")], ok("Renew")),
    pair("renew-invalid", "WS-Enumeration 4.1",
         [enumerate_("CIM_Fan"), renew("CIM_Fan", "<wsen:Expires>PT0S</wsen:Expires>")],
         fault("wsen:InvalidExpirationTime", (), "PT0S")),
    pair("renew-unknown", "WS-Enumeration 4.3", other_context("Renew"), UNKNOWN),
    pair("renew-by-another-user", "DSP0226 8.1-6", [enumerate_("CIM_Fan"), renew("CIM_Fan").by("reader")],
         fault("wsman:AccessDenied", ())),
    pair("get-status", "WS-Enumeration 3.4: until when", [enumerate_("CIM_Fan"), get_status("CIM_Fan")],
         ok("GetStatus", has={"wsen:GetStatusResponse/wsen:Expires": ANY})),
    pair("get-status-after-release", "WS-Enumeration 4.3",
         [enumerate_("CIM_Fan"), release("CIM_Fan"), get_status("CIM_Fan")], UNKNOWN),
    pair("get-status-unknown", "WS-Enumeration 4.3", other_context("GetStatus"), UNKNOWN),
    pair("get-status-by-another-user", "DSP0226 8.1-6", [enumerate_("CIM_Fan"), get_status("CIM_Fan").by("reader")],
         fault("wsman:AccessDenied", ())),

    *(pair(f"expires-{name}", "WS-Enumeration 3.1: a granted time is reported",
           enumerate_("CIM_Fan", f"<wsen:Expires>{value}</wsen:Expires>"),
           ok("Enumerate", has={"*/wsen:Expires": ANY, "*/wsen:EnumerationContext": ANY}))
      for name, value in (("minutes", "PT10M"), ("fraction", "PT60.000S"), ("days", "P400D"))),
    *(pair(f"expires-at-{name}", "WS-Enumeration 4.2: a point in time, which a board that starts in 1970 cannot keep",
           enumerate_("CIM_Fan", f"<wsen:Expires>{value}</wsen:Expires>"),
           fault("wsen:UnsupportedExpirationType", (), value))
      for name, value in (("a-time", "2099-01-01T00:00:00Z"), ("a-past-time", "2001-01-01T00:00:00+02:00"))),
    *(pair(f"expires-bad-{name}", "WS-Enumeration 4.1: no time at all",
           enumerate_("CIM_Fan", f"<wsen:Expires>{value}</wsen:Expires>"),
           fault("wsen:InvalidExpirationTime", (), value))
      for name,
      value in (("zero", "PT0S"), ("negative", "-PT10S"), ("word", "soon"), ("empty", ""), ("number", "600"))),
]
