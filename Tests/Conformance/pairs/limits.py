"""What is too much: DSP0226 13.4, and the bounds of an XML reader that faces strangers."""

from harness.pairs import MACHINE, Document, Expected, fault, get, http, ok, pair
from harness.wsman import CIM

GET = get("CIM_ComputerSystem", MACHINE.selectors)
LIMIT = fault("wsman:EncodingLimit", ())
DEPTH = fault("wsman:EncodingLimit", (), "nested")
RULE = "hardening: "


def inside(text):
    return GET.edit("<s:Body></s:Body>", f"<s:Body>{text}</s:Body>")


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))

PAIRS = [
    pair("limit-depth", RULE + "elements in elements in elements", inside("<x>" * 5000 + "</x>" * 5000), DEPTH),
    pair("limit-depth-of-unclosed", RULE + "without ever ending", inside("<x>" * 50_000), DEPTH),
    pair("limit-attributes", RULE + "attributes of one element",
         inside("<x " + " ".join(f'a{n}="1"' for n in range(10_000)) + "></x>"), LIMIT),
    pair("limit-declarations", RULE + "namespaces of one element",
         inside("<x " + " ".join(f'xmlns:a{n}="urn:{n}"' for n in range(5000)) + "></x>"), LIMIT),
    pair("limit-attribute", RULE + "one long attribute", inside(f'<x a="{"y" * 100_000}"></x>'), LIMIT),
    pair("limit-name", RULE + "one long name", inside(f"<{'x' * 100_000}></{'x' * 100_000}>"), LIMIT),
    pair("limit-entities", RULE + "entities of entities",
         GET.edit("<s:Envelope", f'<!DOCTYPE x [<!ENTITY e0 "lol">{ENTITIES}]><s:Envelope')
         .edit(">ManagedSystem<", ">&e9;<"), fault("wsman:SchemaValidationError", (), "document type")),
    pair("limit-elements", RULE + "many small elements", inside("<x></x>" * 60_000), LIMIT),
    pair("limit-body", "RFC 9110 15.5.14", Document(content="x" * 2_000_000), http(413)),
    pair("limit-selectors", "DSP0226 13.4: SelectorLimit",
         GET.edit("<wsman:SelectorSet>", "<wsman:SelectorSet>" + "".join(
             f'<wsman:Selector Name="S{n}">1</wsman:Selector>' for n in range(2000))),
         fault("wsman:EncodingLimit", "SelectorLimit", "selectors")),
    pair("limit-options", "DSP0226 13.4: OptionLimit",
         GET.header('<wsman:OptionSet s:mustUnderstand="true">' + "".join(
             f'<wsman:Option Name="O{n}">1</wsman:Option>' for n in range(2000)) + "</wsman:OptionSet>"),
         fault("wsman:EncodingLimit", "OptionLimit", "option")),
    pair("limit-uri", "DSP0226 13.4: URILimitExceeded",
         get("CIM_Fan", DeviceID="fan1").edit(f">{CIM}CIM_Fan<", f">{CIM}CIM_{'x' * 5000}<"),
         fault("wsman:EncodingLimit", "URILimitExceeded", "ResourceURI")),
    pair("limit-address", "DSP0226 13.4: URILimitExceeded",
         GET.edit(">http://localhost/wsman<", f">http://localhost/{'x' * 5000}<"),
         fault("wsman:EncodingLimit", "URILimitExceeded", "wsa:To")),
    pair("limit-headers", RULE + "many header blocks",
         GET.header('<x:h xmlns:x="urn:x">1</x:h>' * 5000), LIMIT),
    pair("limit-nested-references", RULE + "references in references",
         get("CIM_SystemDevice", PartComponent="$deep").edit(
             "$deep", "".join(["<wsa:EndpointReference><wsa:ReferenceParameters><wsman:SelectorSet>"
                               '<wsman:Selector Name="PartComponent">'] * 60)
             + "x" + "</wsman:Selector></wsman:SelectorSet></wsa:ReferenceParameters></wsa:EndpointReference>" * 60),
         LIMIT),
    pair("limit-message-id", RULE + "a long MessageID comes back as it was, or is refused",
         GET.message("x" * 1000), ok("Get", headers={"wsa:RelatesTo": "x" * 1000})),
    pair("limit-reference-parameters", "DSP0226 5.4.2-5: as many as are taken come back",
         GET.edit("</wsa:Address></wsa:ReplyTo>", "</wsa:Address><wsa:ReferenceParameters>"
                  + "".join(f'<x:T{n} xmlns:x="urn:x">{n}</x:T{n}>' for n in range(5))
                  + "</wsa:ReferenceParameters></wsa:ReplyTo>"),
         Expected(headers={f"{{urn:x}}T{n}": str(n) for n in range(5)}, strict=False)),
]
