"""The same pairs over TLS and over IPv6: how a request comes in makes no difference to its answer."""

import socket
import ssl

import pytest
from test_pairs import DATA, PAIRS, TOPICS

from harness.agent import Agent
from harness.pairs import World
from harness.tls import make_certificate, settings

LISTEN = {"IPv6": "http://[::1]:0", "TLS": "https://127.0.0.1:0", "TLS and IPv6": "https://[::1]:0"}
# The edge is where these differ: all of HTTP, and of every other topic the first and the last few.
EVERYWHERE = [case for topic, cases in TOPICS.items()
              for case in (cases if topic in ("http", "encodings") else cases[:3] + cases[-3:])]


@pytest.fixture(scope="module")
def agent(tmp_path_factory):
    directory = tmp_path_factory.mktemp("agent")
    certificate, key = make_certificate(directory)
    agent = Agent(directory, listen=list(LISTEN.values()), options=["--data-dir", str(DATA)],
                  config="allow-basic-over-http: true\n" + settings(certificate, key))
    agent.certificate = certificate
    for name, role in (("admin", "administrator"), ("operator", "operator"), ("reader", "readonly")):
        agent.add_user(name, role)
    yield agent.start()
    agent.stop()


@pytest.fixture(scope="module")
def worlds(agent):
    return {name: World(agent, address.removesuffix("0"), agent.certificate if "TLS" in name else None)
            for name, address in LISTEN.items()}


@pytest.mark.parametrize("case", EVERYWHERE, ids=lambda case: case.id)
@pytest.mark.parametrize("way", LISTEN)
def test_pair(worlds, way, case):
    worlds[way].run(case)


def test_the_sample_has_both_kinds():
    assert len(EVERYWHERE) > 100 and len(EVERYWHERE) < len(PAIRS)
    assert {case.expected.negative for case in EVERYWHERE} == {True, False}


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_versions_of_tls_that_are_served(agent, worlds, version):
    context = ssl.create_default_context(cafile=agent.certificate)
    context.minimum_version = context.maximum_version = version
    with socket.create_connection(worlds["TLS"].address, timeout=30) as raw:
        with context.wrap_socket(raw, server_hostname="127.0.0.1") as connection:
            assert connection.version() == {"TLSv1_2": "TLSv1.2", "TLSv1_3": "TLSv1.3"}[version.name]


@pytest.mark.filterwarnings("ignore:ssl")
def test_older_versions_of_tls_are_refused(worlds):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(worlds["TLS"].address, timeout=30) as raw:
        with pytest.raises((ssl.SSLError, ConnectionError)):
            context.wrap_socket(raw)


def test_plain_http_on_a_tls_address_is_no_answer(worlds):
    with socket.create_connection(worlds["TLS"].address, timeout=30) as raw:
        raw.sendall(b"POST /wsman HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
        answer = b""
        try:
            while chunk := raw.recv(65536):
                answer += chunk
        except ConnectionError:
            pass
    assert b"HTTP/1.1 200" not in answer


def test_basic_is_taken_over_tls_without_being_allowed(start_agent, tmp_path):
    """Clients such as wsl and python-dracclient never wait for a challenge."""
    certificate, key = make_certificate(tmp_path)
    agent = start_agent(listen="https://127.0.0.1:0", config=settings(certificate, key))
    client = agent.client(scheme="basic", verify=certificate)
    assert client.get("CIM_ComputerSystem").ok
    assert "https/basic" in client.identify().text
