"""What holds for every answer, whatever was asked: its envelope, its headers, the one rendering that all clients read,
and the form of its faults."""

import re
import xml.etree.ElementTree as ET

from .faults import ACTIONS, ADDED_DETAILS, PREFIXES, ROWS, SCHEMA_DETAILS, SOAP_CODES
from .wsman import ANONYMOUS, FAULT_DETAIL, SOAP, WSA, WSMAN

ENVELOPE_PREFIXES = {"a": SOAP, "wsa": WSA, "wsman": WSMAN, "wsen": PREFIXES["wsen"]}
OTHER_PREFIXES = {"cim", "xsi", "wxf", "wse", "wsmb", "wsmid", "dash", "xml"}
# Where the standard needs an attribute, and nowhere else: clients take a property with one for an object.
ATTRIBUTES = {"Name", "a:mustUnderstand", "xml:lang", "xsi:type", "xsi:nil", "qname", "Dialect"}


def check_answer(answer, request_text="", charset="UTF-8", strict=True):
    """`answer` is a Reply with a SOAP envelope in it. `strict`: it may hold nothing that came from the request, such as
    reference parameters, which keep their own prefixes."""
    check_http(answer, charset)
    check_rendering(answer.text, strict)
    check_headers(answer, request_text)
    assert len(answer.root.find(f"{{{SOAP}}}Body")) <= 1, answer.text
    if answer.root.find(f".//{{{SOAP}}}Fault") is not None:
        check_fault(answer)
    else:
        assert answer.status == 200, answer.text


def check_http(answer, charset):
    found = re.fullmatch(r'application/soap\+xml; ?charset="?([\w.-]+)"?', answer.headers["Content-Type"])
    assert found and (charset is None or found.group(1).upper() == charset), answer.headers["Content-Type"]
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert "Transfer-Encoding" not in answer.headers


def check_rendering(text, strict=True):
    root = re.search(r"<a:Envelope[^>]*>", text)
    assert root, f"not in SOAP's prefix a: {text[:300]}"
    assert re.fullmatch(r"\ufeff?(<\?xml [^>]*\?>)?", text[:root.start()]), text[:200]
    declared = dict(re.findall(r'xmlns:([\w.-]+)="([^"]*)"', root.group()))
    assert ENVELOPE_PREFIXES.items() <= declared.items(), root.group()
    below = text[root.end():]
    assert not re.search(r">\s+<", below), "white space between elements"
    for forbidden in ("/>", "xmlns", "<!--", "<?", "<!DOCTYPE"):
        assert forbidden not in below, f"{forbidden} below the envelope: {text}"
    tags = re.findall(r"<([^/!?\s>][^\s>/]*)", below)
    assert all(":" in tag for tag in tags), text
    used = {tag.split(":")[0] for tag in tags}
    assert used <= declared.keys(), f"not declared: {used - declared.keys()}"
    if strict:
        plain = {prefix for prefix in used if re.fullmatch(r"p\d*|CIM_\w+", prefix)}
        assert used - plain <= ENVELOPE_PREFIXES.keys() | OTHER_PREFIXES, f"unusual prefixes {used}"
        names = {name for tag in re.findall(r"<[^/>?]+>", below) for name in re.findall(r'\s([\w:]+)="', tag)}
        assert names <= ATTRIBUTES, f"unusual attributes {names - ATTRIBUTES}"


def header_texts(answer, name, namespace=WSA):
    return [element.text or "" for element in answer.root.findall(f"{{{SOAP}}}Header/{{{namespace}}}{name}")]


def check_headers(answer, request_text):
    """Of each exactly one; RelatesTo when there was something to relate to, never an empty one out of nothing. An
    answer to Identify needs none of them."""
    body = answer.root.find(f"{{{SOAP}}}Body")
    if len(body) and body[0].tag.endswith("}IdentifyResponse"):
        return
    assert header_texts(answer, "To") == [ANONYMOUS], answer.text
    assert len(header_texts(answer, "Action")) == 1, answer.text
    ids = header_texts(answer, "MessageID")
    assert len(ids) == 1 and ids[0].startswith("uuid:"), answer.text
    related = header_texts(answer, "RelatesTo")
    asked = None if unread(answer) else message_ids(request_text)
    if asked is not None and len(asked) == 1:
        assert related == asked, answer.text
    else:
        assert len(related) <= 1 and set(related) <= set(asked or related), answer.text


def unread(answer):
    """Whether the fault says that the envelope could not be read, so that its MessageID may not be known."""
    return answer.fault is not None and answer.fault.subcode in (
        "", "wsman:SchemaValidationError", "wsman:EncodingLimit")


def message_ids(request_text):
    """Those of the request's header; None when it cannot be read as SOAP 1.2."""
    try:
        root = ET.fromstring(request_text)
    except (ET.ParseError, ValueError):
        return None
    if root.tag != f"{{{SOAP}}}Envelope":
        return None
    return [found.text or "" for found in root.findall(f"{{{SOAP}}}Header/{{{WSA}}}MessageID")]


def check_fault(answer):
    """Its parts, and that they agree with one another: status with code, action with subcode, detail with both."""
    fault = answer.root.find(f"{{{SOAP}}}Body/{{{SOAP}}}Fault")
    assert fault is not None, answer.text
    assert [child.tag.split("}")[1] for child in fault] in (["Code", "Reason"], ["Code", "Reason", "Detail"])
    found = answer.fault
    prefix, code = found.code.split(":")
    assert prefix == "a"
    details = fault.findall(f"{{{SOAP}}}Detail/{{{WSMAN}}}FaultDetail")
    if code in SOAP_CODES:
        assert (answer.status, found.subcode, answer.action) == (SOAP_CODES[code], "", WSA + "/fault"), answer.text
        assert not details
        wanted = {"MustUnderstand": "NotUnderstood", "VersionMismatch": "Upgrade"}[code]
        assert answer.root.find(f"{{{SOAP}}}Header/{{{SOAP}}}{wanted}") is not None, answer.text
    else:
        assert found.subcode in ROWS, f"no such fault: {found.subcode}"
        row = ROWS[found.subcode]
        namespace = PREFIXES[found.subcode.split(":")[0]]
        assert (code, answer.status) == (row.code, row.status), answer.text
        assert f'xmlns:{found.subcode.split(":")[0]}="{namespace}"' in answer.text
        assert answer.action == ACTIONS[namespace], answer.text
        assert len(details) <= 1
        if details:
            assert details[0].text.startswith(FAULT_DETAIL), details[0].text
            assert found.detail in SCHEMA_DETAILS | ADDED_DETAILS, found.detail
            assert found.detail in row.details, f"{found.detail} is no detail of {found.subcode}"
    detail = fault.find(f"{{{SOAP}}}Detail")
    assert detail is None or len(detail) or (detail.text or "").strip(), "an empty Detail"
    check_reason(fault, found.reason)


def check_reason(fault, reason):
    """A sentence, in a language that it names."""
    text = fault.find(f"{{{SOAP}}}Reason/{{{SOAP}}}Text")
    assert text.get("{http://www.w3.org/XML/1998/namespace}lang", "").startswith("en")
    assert len(reason) > 15 and reason[-1] in ".!?", reason
