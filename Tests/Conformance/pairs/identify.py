"""Identify: DSP0226 11, DSP0232."""

import re

from harness.pairs import ANY, MACHINE, Document, Expected, fault, get, http, ok, pair, soap_fault
from harness.wsman import IDENTIFY, SOAP, WSA, WSMAN, WSMID

WHO = "wsmid:IdentifyResponse/"
RULE = "DSP0226 11: "
ANONYMOUS = "/wsman-anon/identify"


def identify(text=IDENTIFY, **options):
    return Document(content=text, **options)


def header(text):
    return identify(IDENTIFY.replace("<s:Header></s:Header>", f"<s:Header>{text}</s:Header>"))


ANSWER = Expected(has={f"{WHO}wsmid:ProtocolVersion": WSMAN})

PAIRS = [
    pair("identify", RULE + "protocol, product, DASH version and security profiles", identify(),
         ok(has={f"{WHO}wsmid:ProtocolVersion": WSMAN, f"{WHO}wsmid:ProductVendor": ANY,
                 f"{WHO}wsmid:ProductVersion": ANY, f"{WHO}dash:DASHVersion": re.compile(r"1\.\d+\.\d+"),
                 f"{WHO}wsmid:SecurityProfiles/wsmid:SecurityProfileName":
                     re.compile(r"http://schemas\.dmtf\.org/wbem/wsman/1/wsman/secprofile/.+")},
            headers={"wsa:Action": []})),
    pair("identify-order", "wsmanidentity.xsd: a sequence",
         identify(), ok(order={"wsmid:IdentifyResponse": [
             "ProtocolVersion", "ProductVendor", "ProductVersion", "DASHVersion", "SecurityProfiles",
             "AddressingVersionURI"]})),
    pair("identify-few-profiles", "client: dashcli reads ten profile names at most",
         identify(), ok(count={f"{WHO}wsmid:SecurityProfiles/*": (1, 10)})),
    pair("identify-no-header", RULE + "a header is not needed", identify(IDENTIFY.replace("<s:Header></s:Header>", "")),
         ANSWER),
    pair("identify-other-prefixes", "Namespaces in XML 1.0",
         identify(f'<Envelope xmlns="{SOAP}"><Header/><Body><Identify xmlns="{WSMID}"/></Body></Envelope>'), ANSWER),
    pair("identify-with-addressing", "client: OpenNMS sends the usual headers",
         header(f'<wsa:To xmlns:wsa="{WSA}">http://x/wsman</wsa:To>'
                f'<w:ResourceURI xmlns:w="{WSMAN}">urn:x</w:ResourceURI>'),
         ANSWER),
    pair("identify-extension", "wsmanidentity.xsd: Identify may hold more",
         identify(IDENTIFY.replace("<wsmid:Identify></wsmid:Identify>",
                                   '<wsmid:Identify><x:y xmlns:x="urn:x"></x:y></wsmid:Identify>')), ANSWER),
    pair("identify-anonymous", "DSP0226 5.3-2: without credentials at a path of its own",
         identify(user="", path=ANONYMOUS), ANSWER),
    pair("identify-anonymous-header", "client: Test-WSMan asks with a header",
         identify(user="").http(WSMANIDENTIFY="unauthenticated"), ANSWER),
    pair("identify-utf-16", RULE + "in the encoding of the request", identify().encoded("utf-16", "UTF-16"),
         Expected(has={f"{WHO}wsmid:ProtocolVersion": WSMAN}, charset="UTF-16")),

    pair("identify-without-credentials", "RFC 7616: a challenge", identify(user=""),
         http(401, {"WWW-Authenticate": re.compile(r'Digest realm=".+", ?nonce="[0-9a-f]+".*')})),
    pair("identify-must-understand", "SOAP 1.2 5.4.8",
         header('<x:Strange xmlns:x="urn:x" s:mustUnderstand="true">1</x:Strange>'),
         soap_fault("MustUnderstand", "Strange")),
    pair("identify-soap-1.1", "SOAP 1.2 5.4.7",
         identify(IDENTIFY.replace(SOAP, "http://schemas.xmlsoap.org/soap/envelope/")), soap_fault("VersionMismatch")),
    pair("identify-in-another-namespace", RULE + "the element has its namespace",
         identify(IDENTIFY.replace(WSMID, "urn:x")), fault("wsa:MessageInformationHeaderRequired", (), "Action")),
    pair("anonymous-get", "DSP0226 5.3-2: only Identify without credentials",
         get("CIM_ComputerSystem", MACHINE.selectors).by("").to(ANONYMOUS), fault("wsman:AccessDenied", ())),
    pair("anonymous-get-by-header", "client: Test-WSMan's header is for Identify alone",
         get("CIM_ComputerSystem", MACHINE.selectors).by("").http(WSMANIDENTIFY="unauthenticated"),
         fault("wsman:AccessDenied", ())),
    pair("anonymous-nothing", "DSP0226 5.3-2", identify("", user="", path=ANONYMOUS), soap_fault("Sender")),
]
