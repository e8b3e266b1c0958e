"""Requests that are wrong: each gets the HTTP status and the fault that says what is wrong, and the agent goes on."""

import re
import socket

import pytest

from harness.power import in_transition
from harness.wsman import SOAP, TRANSFER, WSA, WSEN, Client, Reference, envelope, resource

MACHINE = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")


@pytest.fixture(autouse=True)
def the_agent_goes_on(agent):
    """After every test here the same process still answers."""
    yield
    assert agent.process.poll() is None, "".join(agent.log)
    assert agent.client().identify().ok


def assert_fault(reply, subcode, detail="", code="Sender"):
    status = {"Sender": 400, "Receiver": 500}[code]
    assert reply.fault is not None, reply.text
    assert (reply.status, reply.fault.code, reply.fault.subcode) == (status, f"a:{code}", subcode), reply.text
    assert reply.fault.detail == detail, reply.text
    assert len(reply.fault.reason) > 10
    assert reply.action == f"{WSA}/fault" or reply.action.endswith("/fault")


# The message itself

@pytest.mark.parametrize("body", [
    "", " ", "hello", "<", "<a>", "<a></b>", "<s:Envelope/>", "{}", "\x00\x01\x02", "<a>&unknown;</a>",
    f'<s:Envelope xmlns:s="{SOAP}"><s:Header/><s:Body>', f'<s:Envelope xmlns:s="{SOAP}"/>',
    f'<s:Envelope xmlns:s="{SOAP}"><s:Header></s:Header></s:Envelope>', "<a " + 'x="1" ' * 3 + ">",
])
def test_what_is_no_envelope_is_refused(client, body):
    reply = client.post(body)
    assert reply.status == 400
    assert reply.fault is not None and reply.fault.code == "a:Sender", reply.text


def test_a_truncated_request_is_refused(client):
    whole = envelope(TRANSFER + "/Get", "CIM_ComputerSystem", selectors=MACHINE.selectors)
    for length in range(1, len(whole), 97):
        assert client.post(whole[:length]).status == 400


@pytest.mark.parametrize("doctype", [
    '<!DOCTYPE s:Envelope>', '<!DOCTYPE s:Envelope SYSTEM "http://127.0.0.1:1/x.dtd">',
    '<!DOCTYPE a [<!ENTITY x "y">]>', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
])
def test_a_document_type_is_refused(client, doctype):
    reply = client.post(doctype + envelope(TRANSFER + "/Get", "CIM_ComputerSystem"))
    assert reply.status == 400
    assert reply.fault is not None and "root:" not in reply.text


@pytest.mark.parametrize("hostile", [
    "<x>" * 5000, "<x " + " ".join(f'a{n}="1"' for n in range(20000)) + "/>", "<x a='" + "y" * 100_000 + "'/>",
    "<" + "x" * 100_000 + "/>",
], ids=["depth", "attributes", "long attribute", "long name"])
def test_xml_that_is_dear_to_parse_is_refused(client, hostile):
    assert client.post(envelope(TRANSFER + "/Get", "CIM_ComputerSystem", body=hostile)).status == 400


def test_another_soap_version_is_refused(client):
    reply = client.post(envelope(TRANSFER + "/Get", "CIM_ComputerSystem").replace(
        SOAP, "http://schemas.xmlsoap.org/soap/envelope/"))
    assert reply.status in (400, 500)
    assert reply.fault.code == "a:VersionMismatch"


def test_a_header_that_must_be_understood_and_is_not(client):
    extra = '<x:Strange xmlns:x="urn:x" s:mustUnderstand="true">1</x:Strange>'
    reply = client.send(TRANSFER + "/Get", "CIM_ComputerSystem", extra=extra)
    assert reply.fault.code == "a:MustUnderstand", reply.text
    assert client.send(TRANSFER + "/Get", "CIM_ComputerSystem", selectors=MACHINE.selectors,
                       extra=extra.replace("true", "false")).ok


# HTTP

def exchange(agent, request):
    """Sends bytes on a connection of their own and returns all that comes back until the agent closes."""
    with socket.create_connection(("127.0.0.1", agent.port), timeout=30) as connection:
        connection.sendall(request)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    return answer


def status_of(answer):
    return int(answer.split(b" ", 2)[1])


def test_two_megabytes_are_refused_by_their_announced_length(agent):
    """At once, before any of it is sent, with credentials or without."""
    head = b"POST /wsman HTTP/1.1\r\nHost: x\r\nContent-Length: 2097152\r\nConnection: close\r\n\r\n"
    assert status_of(exchange(agent, head)) == 413


def test_two_megabytes_without_a_length_are_refused(open_agent):
    client = Client(open_agent.url, "admin", open_agent.users["admin"], "basic")
    chunks = (b"<" * 65536 for _ in range(32))
    try:
        answer = client.session.post(client.url, data=chunks, headers={"Content-Type": "application/soap+xml"}, timeout=30)
    except OSError:  # refused and closed while we were still sending
        answer = None
    assert answer is None or answer.status_code == 413
    assert client.identify().ok


@pytest.mark.parametrize("request_head, status", [
    (b"GET /wsman HTTP/1.1", (401, 405)), (b"PUT /wsman HTTP/1.1", (401, 405)),
    (b"POST /nowhere HTTP/1.1", (401, 404)), (b"POST /wsman/../etc/passwd HTTP/1.1", (400, 401, 404)),
])
def test_other_methods_and_paths(agent, request_head, status):
    answer = exchange(agent, request_head + b"\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    assert status_of(answer) in status


def test_nonsense_instead_of_http(agent):
    for nonsense in (b"\x16\x03\x01\x02\x00\x01\x00", b"hello\r\n\r\n", b"\x00" * 64 + b"\r\n\r\n"):
        answer = exchange(agent, nonsense + b"\r\n\r\n")
        assert answer == b"" or status_of(answer) == 400


def test_another_content_type_is_refused(client):
    reply = client.session.post(client.url, data=b"{}", headers={"Content-Type": "application/json"}, timeout=30)
    assert reply.status_code in (400, 415)


# Who asks

def test_no_credentials(agent):
    reply = Client(agent.url).session.post(agent.url, data=envelope(TRANSFER + "/Get", "CIM_Fan"), timeout=30)
    assert reply.status_code == 401
    assert reply.headers["WWW-Authenticate"].startswith("Digest ")


@pytest.mark.parametrize("user, password", [("admin", "wrong"), ("nobody", "wrong"), ("", ""), ("admin", "")])
def test_wrong_credentials(agent, user, password):
    session = Client(agent.url, user, password).session
    assert session.post(agent.url, data=envelope(TRANSFER + "/Get", "CIM_Fan"), timeout=30).status_code == 401


@pytest.mark.parametrize("authorization", [
    "Digest", "Digest ", 'Digest username="admin"', "Digest " + "x" * 4000, "Basic", "Basic !!!", "Basic YWRtaW4=",
    "Negotiate YII=", "Bearer x", '"', "Digest username=" + '"' * 99,
])
def test_malformed_credentials(agent, authorization):
    session = Client(agent.url).session
    answer = session.post(agent.url, data=b"", headers={"Authorization": authorization}, timeout=30)
    assert answer.status_code == 401


# What is asked for

def test_an_unknown_class(client):
    for class_name in ("CIM_Nonsense", "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/", "urn:x/CIM_Fan"):
        for action in (TRANSFER + "/Get", WSEN + "/Enumerate"):
            body = "<wsen:Enumerate></wsen:Enumerate>" if action.startswith(WSEN) else ""
            assert_fault(client.send(action, class_name, body), "wsa:DestinationUnreachable", "InvalidResourceURI")


def test_an_instance_that_is_not_there(client):
    reply = client.get("CIM_NumericSensor", DeviceID="no-such-sensor")
    assert reply.status == 400
    assert reply.fault.subcode in ("wsa:DestinationUnreachable", "wsman:InvalidSelectors")


def test_an_unknown_selector(client):
    assert_fault(client.get("CIM_Fan", Colour="blue"), "wsman:InvalidSelectors", "UnexpectedSelectors")


def test_a_selector_given_twice(client):
    reply = client.get("CIM_Fan", (("DeviceID", "a"), ("DeviceID", "b")))
    assert_fault(reply, "wsman:InvalidSelectors", "DuplicateSelectors")


def test_a_command_without_the_selectors_it_needs(client):
    """CIM_Fan has many instances: nobody guesses which one a method is meant for."""
    reply = client.invoke("CIM_Fan", "RequestStateChange", "<p:RequestedState>2</p:RequestedState>")
    assert_fault(reply, "wsman:InvalidSelectors", "InsufficientSelectors")


def test_a_command_whose_selectors_fit_several(client):
    reply = client.invoke("CIM_Fan", "RequestStateChange", "<p:RequestedState>2</p:RequestedState>",
                          {"CreationClassName": "CIM_Fan"})
    assert_fault(reply, "wsman:InvalidSelectors", "AmbiguousSelectors")


def test_a_namespace_that_does_not_exist(client):
    reply = client.get("CIM_ComputerSystem", Name="ManagedSystem", __cimnamespace="root/elsewhere")
    assert reply.status == 400
    assert reply.fault.subcode in ("wsman:InvalidSelectors", "wsa:DestinationUnreachable")


def test_an_unknown_method(client):
    service = client.references("CIM_PowerManagementService")[0]
    reply = client.invoke("CIM_PowerManagementService", "MakeCoffee", selectors=service.selectors)
    assert_fault(reply, "wsa:ActionNotSupported")


@pytest.mark.parametrize("action", [
    "urn:nonsense", "", TRANSFER, TRANSFER + "/Fetch", resource("CIM_Fan") + "/", "x" * 5000])
def test_an_unknown_action(client, action):
    reply = client.send(action, "CIM_Fan")
    assert reply.status == 400
    assert reply.fault.subcode in ("wsa:ActionNotSupported", "wsa:InvalidMessageInformationHeader",
                                   "wsa:MessageInformationHeaderRequired", "wsman:EncodingLimit"), reply.text


def test_an_action_that_does_not_fit_the_body(client):
    reply = client.send(WSEN + "/Pull", "CIM_Fan", "<wsen:Enumerate></wsen:Enumerate>")
    assert reply.status == 400


@pytest.mark.parametrize("header", ["Action", "MessageID"])
def test_a_missing_header(client, header):
    whole = envelope(TRANSFER + "/Get", "CIM_ComputerSystem", selectors=MACHINE.selectors)
    reply = client.post(re.sub(f"<wsa:{header}.*?</wsa:{header}>", "", whole))
    assert reply.status == 400
    assert reply.fault.subcode == "wsa:MessageInformationHeaderRequired", reply.text


def test_an_answer_to_somewhere_else_is_refused(client):
    whole = envelope(TRANSFER + "/Get", "CIM_ComputerSystem").replace(
        "/role/anonymous</wsa:Address></wsa:ReplyTo>", "/elsewhere</wsa:Address></wsa:ReplyTo>")
    assert_fault(client.post(whole), "wsman:UnsupportedFeature", "AddressingMode")


def test_an_envelope_size_that_cannot_be_kept(client):
    def limited(size):
        extra = f'<wsman:MaxEnvelopeSize s:mustUnderstand="true">{size}</wsman:MaxEnvelopeSize>'
        return client.send(TRANSFER + "/Get", "CIM_ComputerSystem", selectors=MACHINE.selectors, extra=extra)

    assert limited(153_600).ok
    assert_fault(limited(10), "wsman:EncodingLimit", "MinimumEnvelopeLimit")


@pytest.mark.parametrize("context", ["", "0", "nonsense", "x" * 10_000, "1ed0861d-fc61-43d8-a59c-72cfe596696f"])
def test_an_enumeration_context_that_nobody_gave_out(client, context):
    for reply in (client.pull("CIM_Fan", context), client.release("CIM_Fan", context)):
        assert_fault(reply, "wsen:InvalidEnumerationContext", code="Receiver")


@pytest.mark.parametrize("mode", ["EnumerateEverything", ""])
def test_an_unknown_enumeration_mode(client, mode):
    inner = f"<wsen:Enumerate><wsman:EnumerationMode>{mode}</wsman:EnumerationMode></wsen:Enumerate>"
    reply = client.send(WSEN + "/Enumerate", "CIM_Fan", inner)
    assert_fault(reply, "wsman:UnsupportedFeature", "EnumerationMode")


@pytest.mark.parametrize("value", ["-1", "0", "many", "99999999999999999999"])
def test_a_number_of_elements_that_is_none(client, value):
    inner = ("<wsen:Enumerate><wsman:OptimizeEnumeration></wsman:OptimizeEnumeration>"
             f"<wsman:MaxElements>{value}</wsman:MaxElements></wsen:Enumerate>")
    reply = client.send(WSEN + "/Enumerate", "CIM_Fan", inner)
    assert reply.status == 400 or value == "99999999999999999999"


def test_a_filter_in_an_unknown_dialect(client):
    for name in ("wsman:Filter", "wsen:Filter"):
        inner = f'<wsen:Enumerate><{name} Dialect="urn:nonsense">x</{name}></wsen:Enumerate>'
        reply = client.send(WSEN + "/Enumerate", "CIM_Fan", inner)
        assert reply.status == 400
        assert reply.fault.subcode == "wsen:FilterDialectRequestedUnavailable", reply.text


def test_methods_want_their_arguments(client):
    service = client.references("CIM_PowerManagementService")[0].selectors
    before = client.get("CIM_AssociatedPowerManagementService").instance

    def invoke(arguments):
        return client.invoke("CIM_PowerManagementService", "RequestPowerStateChange", arguments, service)

    for arguments in ("", "<p:PowerState></p:PowerState>", "<p:PowerState>eight</p:PowerState>",
                      "<p:PowerState>-8</p:PowerState>", "<p:PowerState>65536</p:PowerState>",
                      "<p:PowerState>8</p:PowerState><p:Colour>blue</p:Colour>"):
        reply = invoke(arguments)
        if reply.ok:
            assert reply.outputs["ReturnValue"] == 5, (arguments, reply.text)
        else:
            assert reply.status == 400 and reply.fault.subcode in (
                "wsman:InvalidParameter", "wsman:SchemaValidationError"), reply.text
    after = client.get("CIM_AssociatedPowerManagementService").instance
    assert after["PowerState"] == before["PowerState"] and not in_transition(after)


def test_a_machine_that_is_not_there(client):
    reply = client.power(8, system="AnotherMachine")
    if reply.ok:
        assert reply.outputs["ReturnValue"] in (2, 5)
    else:
        assert reply.status == 400
    assert not in_transition(client.get("CIM_AssociatedPowerManagementService").instance)


def test_a_filter_on_an_object_that_makes_no_sense(client):
    strange = Reference.of("CIM_Nonsense", Name="x")
    reply = client.start_enumeration(
        "http://schemas.dmtf.org/wbem/wscim/1/*", optimized=True,
        filter=f'<wsman:Filter Dialect="http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter">'
               f'<b:AssociatedInstances xmlns:b="http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd">'
               f"<b:Object>{strange.body()}</b:Object></b:AssociatedInstances></wsman:Filter>")
    assert reply.status == 400 or reply.items == []
