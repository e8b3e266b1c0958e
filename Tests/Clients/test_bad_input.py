"""Requests that are wrong in ways that are no single pair (see Conformance/pairs): cut at every place, credentials of
every shape, commands that must not move anything."""

import socket

import pytest

from harness.power import in_transition
from harness.wsman import TRANSFER, Client, Reference, envelope

MACHINE = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")
SERVICE = "CIM_AssociatedPowerManagementService"


@pytest.fixture(autouse=True)
def the_agent_goes_on(agent):
    """After every test here the same process still answers."""
    yield
    assert agent.process.poll() is None, "".join(agent.log)
    assert agent.client().identify().ok


def exchange(agent, request):
    """Sends bytes on a connection of their own and returns all that comes back until the agent closes."""
    with socket.create_connection(("127.0.0.1", agent.port), timeout=30) as connection:
        connection.sendall(request)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    return answer


def test_a_request_cut_anywhere_is_refused(client):
    whole = envelope(TRANSFER + "/Get", "CIM_ComputerSystem", selectors=MACHINE.selectors)
    for length in range(1, len(whole), 97):
        assert client.post(whole[:length]).status == 400


def test_nonsense_instead_of_http(agent):
    for nonsense in (b"\x16\x03\x01\x02\x00\x01\x00", b"hello\r\n\r\n", b"\x00" * 64 + b"\r\n\r\n"):
        answer = exchange(agent, nonsense + b"\r\n\r\n")
        assert answer == b"" or answer.startswith(b"HTTP/1.1 400")


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


@pytest.mark.parametrize("context", ["", "0", "nonsense", "x" * 10_000, "1ed0861d-fc61-43d8-a59c-72cfe596696f"])
def test_an_enumeration_context_that_nobody_gave_out(client, context):
    for reply in (client.pull("CIM_Fan", context), client.release("CIM_Fan", context)):
        assert (reply.status, reply.fault.subcode) == (500, "wsen:InvalidEnumerationContext")


@pytest.mark.parametrize("arguments", [
    "", "<p:PowerState></p:PowerState>", "<p:PowerState>eight</p:PowerState>", "<p:PowerState>-8</p:PowerState>",
    "<p:PowerState>65536</p:PowerState>", "<p:PowerState>8</p:PowerState><p:Colour>blue</p:Colour>"])
def test_a_command_that_is_not_understood_moves_nothing(client, arguments):
    before = client.get(SERVICE).instance
    service = client.references("CIM_PowerManagementService")[0]
    reply = client.invoke("CIM_PowerManagementService", "RequestPowerStateChange", arguments, service.selectors)
    if reply.ok:
        assert reply.outputs["ReturnValue"] == 5
    else:
        assert (reply.status, reply.fault.subcode) == (400, "wsman:InvalidParameter")
    after = client.get(SERVICE).instance
    assert after["PowerState"] == before["PowerState"] and not in_transition(after)


def test_a_machine_that_is_not_there_is_not_taken_for_another(client):
    reply = client.power(8, system="AnotherMachine")
    if reply.ok:
        assert reply.outputs["ReturnValue"] in (2, 5)
    else:
        assert reply.status == 400
    assert not in_transition(client.get(SERVICE).instance)
