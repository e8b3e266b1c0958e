"""The envelope: SOAP 1.2 and XML."""

from harness.pairs import MACHINE, Document, fault, get, ok, pair, soap_fault
from harness.wsman import SOAP

GET = get("CIM_ComputerSystem", MACHINE.selectors)
NAME = {"p:CIM_ComputerSystem/p:Name": "ManagedSystem"}
ROLE = "http://www.w3.org/2003/05/soap-envelope/role/"
SCHEMA = fault("wsman:SchemaValidationError", ())
DTD = fault("wsman:SchemaValidationError", (), "document type")


def strange(attributes, name="Strange"):
    return f'<x:{name} xmlns:x="urn:x" {attributes}>1</x:{name}>'


def document(text, **options):
    return Document(content=text, **options)


def envelope(header="<s:Header></s:Header>", body="<s:Body></s:Body>", more=""):
    return document(f'<s:Envelope xmlns:s="{SOAP}">{header}{body}{more}</s:Envelope>')


PAIRS = [
    pair("envelope-plain", "SOAP 1.2 5.1", GET, ok("Get", has=NAME)),
    pair("envelope-other-prefixes", "Namespaces in XML 1.0: prefixes are free",
         GET.edit("<s:Body></s:Body>", f'<env:Body xmlns:env="{SOAP}"></env:Body>'), ok("Get", has=NAME)),
    pair("envelope-default-namespace", "Namespaces in XML 1.0: the default namespace",
         GET.edit("<s:Body></s:Body>", f'<Body xmlns="{SOAP}"></Body>'), ok("Get", has=NAME)),
    pair("envelope-self-closed-body", "XML 1.0 3.1: an empty-element tag is an element without content",
         GET.edit("<s:Body></s:Body>", "<s:Body/>"), ok("Get", has=NAME)),
    pair("envelope-white-space", "SOAP 1.2 5.1: white space between elements does not count (client: wsl, iamt)",
         GET.edit("<s:Header>", "\n  <s:Header>\n    ").edit("</s:Header>", "\n  </s:Header>\n  "),
         ok("Get", has=NAME)),
    pair("envelope-comments", "SOAP 1.2 5: comments may stand anywhere",
         GET.edit("<s:Header>", "<!-- a --><s:Header><!-- b -->"), ok("Get", has=NAME)),
    pair("envelope-cdata", "XML 1.0 2.7: a CDATA section is text",
         GET.edit(">ManagedSystem<", "><![CDATA[Managed]]>System<"), ok("Get", has=NAME)),
    pair("envelope-character-references", "XML 1.0 4.1: character references are text",
         GET.edit(">ManagedSystem<", ">&#x4d;anaged&#83;ystem<"), ok("Get", has=NAME)),
    pair("envelope-single-quotes", "XML 1.0 2.3: attributes in single quotes",
         GET.edit(' Name="Name"', " Name='Name'"), ok("Get", has=NAME)),
    pair("envelope-declaration", "XML 1.0 2.8: the XML declaration",
         GET.edit("<s:Envelope", "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n<s:Envelope"),
         ok("Get", has=NAME)),

    pair("envelope-soap-1.1", "SOAP 1.2 5.4.7: VersionMismatch, with what is understood in Upgrade",
         GET.edit(f'xmlns:s="{SOAP}"', 'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"'),
         soap_fault("VersionMismatch", "SOAP 1.2", headers={"a:Upgrade/a:SupportedEnvelope": ""})),
    pair("envelope-unknown-version", "SOAP 1.2 5.4.7",
         GET.edit(f'xmlns:s="{SOAP}"', 'xmlns:s="urn:x"'), soap_fault("VersionMismatch", "urn:x")),
    pair("envelope-without-body", "SOAP 1.2 5.1: a Body is mandatory", envelope(body=""), SCHEMA),
    pair("envelope-without-anything", "SOAP 1.2 5.1", document(f'<s:Envelope xmlns:s="{SOAP}"></s:Envelope>'), SCHEMA),
    pair("envelope-two-bodies", "SOAP 1.2 5.1: one Body", envelope(more="<s:Body></s:Body>"), SCHEMA),
    pair("envelope-after-the-body", "SOAP 1.2 5.1: nothing follows the Body",
         GET.edit("</s:Body>", '</s:Body><x:More xmlns:x="urn:x"></x:More>'), SCHEMA),
    pair("envelope-two-headers", "SOAP 1.2 5.1: one Header, before the Body",
         GET.edit("<s:Body>", "<s:Header></s:Header><s:Body>"), SCHEMA),
    pair("envelope-encoding-style", "SOAP 1.2 5.1.1: an encodingStyle that is not understood",
         GET.edit("<s:Body>", '<s:Body s:encodingStyle="http://www.w3.org/2003/05/soap-encoding">'),
         fault("wsman:EncodingLimit", "EncodingType", "encodingStyle")),
    pair("envelope-without-header", "WS-Addressing 3: Action is mandatory", envelope(header=""),
         fault("wsa:MessageInformationHeaderRequired", (), "Action")),
    pair("envelope-empty-header", "WS-Addressing 3: Action is mandatory", envelope(),
         fault("wsa:MessageInformationHeaderRequired", (), "Action")),

    pair("envelope-dtd", "SOAP 1.2 5: no document type declaration",
         GET.edit("<s:Envelope", "<!DOCTYPE s:Envelope><s:Envelope"), DTD),
    pair("envelope-internal-entity", "SOAP 1.2 5: no document type declaration, so no entities",
         GET.edit("<s:Envelope", '<!DOCTYPE x [<!ENTITY n "ManagedSystem">]><s:Envelope').edit(">ManagedSystem<",
                                                                                               ">&n;<"),
         DTD),
    pair("envelope-external-entity", "SOAP 1.2 5",
         GET.edit("<s:Envelope", '<!DOCTYPE x [<!ENTITY n SYSTEM "file:///etc/passwd">]><s:Envelope')
         .edit(">ManagedSystem<", ">&n;<"), DTD),
    pair("envelope-processing-instruction", "SOAP 1.2 5: no processing instructions",
         GET.edit("<s:Header>", "<?php x ?><s:Header>"), SCHEMA),
    pair("envelope-undefined-entity", "XML 1.0 4.1", GET.edit(">ManagedSystem<", ">&n;<"), SCHEMA),
    pair("envelope-unclosed", "XML 1.0 2.1", GET.edit("</s:Envelope>", ""), SCHEMA),
    pair("envelope-crossed-tags", "XML 1.0 3", GET.edit("</s:Body></s:Envelope>", "</s:Envelope></s:Body>"), SCHEMA),
    pair("envelope-two-roots", "XML 1.0 2.1", GET.edit("</s:Envelope>", "</s:Envelope><x></x>"), SCHEMA),
    pair("envelope-trailing-text", "XML 1.0 2.1", GET.edit("</s:Envelope>", "</s:Envelope>more"), SCHEMA),
    pair("envelope-attribute-twice", "XML 1.0 3.1",
         GET.edit(' Name="Name"', ' Name="Name" Name="Name"'), SCHEMA),
    pair("envelope-unbound-prefix", "Namespaces in XML 1.0 5",
         GET.edit("<s:Body></s:Body>", "<s:Body><q:x></q:x></s:Body>"), SCHEMA),
    pair("envelope-forbidden-character", "XML 1.0 2.2", GET.edit(">ManagedSystem<", ">Managed\x01System<"), SCHEMA),
    pair("envelope-forbidden-reference", "XML 1.0 4.1", GET.edit(">ManagedSystem<", ">&#0;<"), SCHEMA),
    pair("envelope-not-xml", "XML 1.0 2.1", document("hello"), SCHEMA),
    pair("envelope-json", "XML 1.0 2.1", document('{"a": 1}'), SCHEMA),
    pair("envelope-nothing", "SOAP 1.2 5.1: an envelope is mandatory", document(""), SCHEMA),
    pair("envelope-white-space-only", "SOAP 1.2 5.1: an envelope is mandatory", document(" \r\n "), SCHEMA),

    pair("understand-unknown", "SOAP 1.2 5.4.8: MustUnderstand, with the header's name in NotUnderstood",
         GET.header(strange('s:mustUnderstand="true"')),
         soap_fault("MustUnderstand", "Strange", "urn:x", headers={"a:NotUnderstood": ""})),
    pair("understand-one", "SOAP 1.2 5.2.3: 1 means true",
         GET.header(strange('s:mustUnderstand="1"')), soap_fault("MustUnderstand", "Strange")),
    pair("understand-false", "SOAP 1.2 5.2.3", GET.header(strange('s:mustUnderstand="false"')), ok("Get", has=NAME)),
    pair("understand-zero", "SOAP 1.2 5.2.3: 0 means false",
         GET.header(strange('s:mustUnderstand="0"')), ok("Get", has=NAME)),
    pair("understand-unsaid", "SOAP 1.2 5.2.3: absent means false", GET.header(strange("")), ok("Get", has=NAME)),
    pair("understand-unprefixed", "SOAP 1.2 5.2.3: only SOAP's own attribute counts (client: pywinrm)",
         GET.header(strange('mustUnderstand="true"')), ok("Get", has=NAME)),
    pair("understand-another-version's", "SOAP 1.2 5.2.3: only SOAP's own attribute counts",
         GET.header(strange('o:mustUnderstand="1" xmlns:o="http://schemas.xmlsoap.org/soap/envelope/"')),
         ok("Get", has=NAME)),
    pair("understand-next", "SOAP 1.2 2.2: every node acts in the role next",
         GET.header(strange(f's:role="{ROLE}next" s:mustUnderstand="true"')), soap_fault("MustUnderstand", "Strange")),
    pair("understand-receiver", "SOAP 1.2 2.2: the ultimate receiver",
         GET.header(strange(f's:role="{ROLE}ultimateReceiver" s:mustUnderstand="true"')),
         soap_fault("MustUnderstand", "Strange")),
    pair("understand-none", "SOAP 1.2 2.2: nobody acts in the role none",
         GET.header(strange(f's:role="{ROLE}none" s:mustUnderstand="true"')), ok("Get", has=NAME)),
    pair("understand-another-role", "SOAP 1.2 2.4: headers for other roles are not processed",
         GET.header(strange('s:role="urn:role" s:mustUnderstand="true"')), ok("Get", has=NAME)),
    pair("understand-before-anything-else", "SOAP 1.2 2.6: before any processing",
         get("CIM_Nonsense").header(strange('s:mustUnderstand="true"')), soap_fault("MustUnderstand", "Strange")),
    pair("understand-several", "SOAP 1.2 5.4.8: NotUnderstood for each",
         GET.header(strange('s:mustUnderstand="true"') + strange('s:mustUnderstand="true"', "Stranger")),
         soap_fault("MustUnderstand", "Strange", headers={"a:NotUnderstood": ["", ""]})),
    pair("understand-eventing", "DSP0226 5.2-2: a header that cannot be complied with",
         GET.header('<wsman:Bookmark s:mustUnderstand="true">1</wsman:Bookmark>'),
         soap_fault("MustUnderstand", "Bookmark")),
]
