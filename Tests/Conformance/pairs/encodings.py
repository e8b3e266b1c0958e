"""Encodings: DSP0226 13.1, RFC 7303, RFC 2781. The answer is in the encoding of the request."""

from harness.pairs import MACHINE, Document, fault, get, http, ok, pair
from harness.wsman import IDENTIFY

GET = get("CIM_ComputerSystem", MACHINE.selectors)
NAME = {"p:CIM_ComputerSystem/p:Name": "ManagedSystem"}
OK = ok("Get", has=NAME)
WIDE = ok("Get", has=NAME, charset="UTF-16")
RULE = "DSP0226 13.1: "


def typed(id, rule, content_type, expected):
    return pair(f"content-type-{id}", rule, GET.http(Content_Type=content_type), expected)


def declared(encoding):
    return GET.edit("<s:Envelope", f'<?xml version="1.0" encoding="{encoding}"?><s:Envelope')


PAIRS = [
    typed("plain", RULE + "UTF-8", "application/soap+xml;charset=UTF-8", OK),
    typed("unsaid", "RFC 7303 3: UTF-8 when nothing says otherwise", "application/soap+xml", OK),
    typed("none", "client: MeshCommander sends no Content-Type", None, OK),
    typed("quoted", "RFC 9110 5.6.6: a quoted value", 'application/soap+xml; charset="utf-8"', OK),
    typed("any-case", "RFC 9110 8.3.1: in any case", "Application/SOAP+XML; Charset=Utf-8", OK),
    typed("action", "RFC 3902: an action parameter", 'application/soap+xml; action="urn:x"; charset=UTF-8', OK),
    *(typed(f"wrong-{name}", RULE + "another media type", value, http(415))
      for name, value in (("text", "text/plain"), ("json", "application/json"), ("html", "text/html;charset=UTF-8"),
                          ("form", "application/x-www-form-urlencoded"), ("longer", "application/soap+xmlx"),
                          ("shorter", "application/soap"))),
    pair("content-encoding", "RFC 9110 8.4: a coding that is not taken", GET.http(Content_Encoding="gzip"), http(415)),

    pair("utf-8-mark", "Unicode 3.10: a byte order mark", GET.edit("<s:Envelope", "\ufeff<s:Envelope"), OK),
    pair("utf-8-declared", "XML 1.0 4.3.3", declared("UTF-8"), OK),
    pair("utf-8-beyond-16-bits", "RFC 3629", GET.message("\U0001f600"),
         ok("Get", has=NAME, headers={"wsa:RelatesTo": "\U0001f600"})),
    pair("us-ascii", "RFC 20 is a part of UTF-8", GET.encoded("ascii", "US-ASCII"), OK),

    pair("utf-16-mark", RULE + "UTF-16 by its byte order mark", GET.encoded("utf-16", "UTF-16"), WIDE),
    pair("utf-16-little", "RFC 2781: little-endian", GET.encoded("utf-16-le", "UTF-16LE"), WIDE),
    pair("utf-16-big", "RFC 2781: big-endian with a mark",
         GET.edit("<s:Envelope", "\ufeff<s:Envelope").encoded("utf-16-be", "UTF-16"), WIDE),
    pair("utf-16-unsaid", "XML 1.0 F: by its byte order mark alone", GET.encoded("utf-16"), WIDE),
    pair("utf-16-declared", "XML 1.0 4.3.3", declared("UTF-16").encoded("utf-16", "UTF-16"), WIDE),
    pair("utf-16-any-case", "RFC 9110 8.3.2", GET.encoded("utf-16", '"utf-16"'), WIDE),
    pair("utf-16-surrogates", "RFC 2781 2.1: surrogate pairs", GET.message("\U0001f600").encoded("utf-16", "UTF-16"),
         ok("Get", has=NAME, charset="UTF-16", headers={"wsa:RelatesTo": "\U0001f600"})),
    pair("utf-16-fault", RULE + "faults, too", get("CIM_Nonsense").encoded("utf-16", "UTF-16"),
         fault("wsa:DestinationUnreachable", "InvalidResourceURI", "CIM_Nonsense", charset="UTF-16")),
    pair("utf-16-size", "DSP0226 6.2: MaxEnvelopeSize counts octets",
         get("CIM_NumericSensor", DeviceID="exhaust-temp").encoded("utf-16", "UTF-16")
         .header('<wsman:MaxEnvelopeSize s:mustUnderstand="true">8192</wsman:MaxEnvelopeSize>'),
         ok("Get", charset="UTF-16", largest=8192)),

    *(pair(f"charset-{name}", "DSP0226 13.1-5: an encoding that is not supported, answered in UTF-8",
           GET.encoded(codec, charset), fault("wsman:EncodingLimit", "CharacterSet", charset))
      for name, codec, charset in (("windows", "cp1252", "windows-1252"), ("utf-32", "utf-32", "UTF-32"),
                                   ("nonsense", "utf-8", "klingon"))),
    pair("declared-windows", "DSP0226 13.1-5", declared("windows-1252").http(Content_Type="application/soap+xml"),
         fault("wsman:EncodingLimit", "CharacterSet", "windows-1252")),
    pair("latin-1", RULE + "an encoding more than must be", GET.message("ü").encoded("latin-1", "ISO-8859-1"),
         ok("Get", has=NAME, charset="ISO-8859-1", headers={"wsa:RelatesTo": "ü"})),
    pair("utf-16-in-name-only", "RFC 7303 3: the parameter decides, and it is wrong",
         GET.http(Content_Type="application/soap+xml;charset=UTF-16"),
         fault("wsman:SchemaValidationError", (), charset=None)),
    pair("utf-8-in-name-only", "RFC 7303 3: the parameter decides, and it is wrong",
         Document(content=IDENTIFY.encode("latin-1") + b"\xff\xfe"), fault("wsman:SchemaValidationError", ())),
    *(pair(f"utf-8-broken-{name}", "RFC 3629 3: no UTF-8",
           Document(content=IDENTIFY.encode().replace(b"</s:Header>", b"<!--" + octets + b"--></s:Header>")),
           fault("wsman:SchemaValidationError", ()))
      for name, octets in (("byte", b"\xff"), ("overlong", b"\xc0\xaf"), ("surrogate", b"\xed\xa0\x80"),
                           ("beyond", b"\xf5\x80\x80\x80"), ("cut", b"\xe2\x82"))),
    pair("utf-16-odd", "RFC 2781: an odd number of octets",
         Document(content="\ufeff".encode("utf-16-le") + IDENTIFY.encode("utf-16-le") + b"\x20",
                  fields={"Content-Type": "application/soap+xml;charset=UTF-16"}),
                  fault("wsman:SchemaValidationError", (), charset=None)),
    pair("utf-16-lone-surrogate", "RFC 2781 2.2: half a pair",
         GET.message("\ud800").encoded("utf-16", "UTF-16"), fault("wsman:SchemaValidationError", (), charset=None)),
]
