"""The same pairs over TLS and over IPv6: how a request comes in makes no difference to its answer."""

import ctypes
import os
import socket
import ssl

import pytest
from test_pairs import DATA, PAIRS, TOPICS

from harness import processes
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


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_client_may_resume_its_tls_session(agent, worlds, version):
    """A console that opens a connection for each request pays for one key exchange."""
    context = ssl.create_default_context(cafile=agent.certificate)
    context.minimum_version = context.maximum_version = version
    session = None
    for is_resumed in (False, True):
        with socket.create_connection(worlds["TLS"].address, timeout=30) as raw:
            with context.wrap_socket(raw, server_hostname="127.0.0.1", session=session) as connection:
                connection.sendall(b"GET /wsman HTTP/1.1\r\nHost: x\r\n\r\n")
                assert connection.recv(65536).startswith(b"HTTP/1.1 405 ")  # tickets of TLS 1.3 come with it
                assert connection.session_reused == is_resumed
                session = connection.session


@pytest.mark.parametrize("way", LISTEN)
def test_answers_are_not_held_back_for_more(agent, worlds, way):
    """A segment that waits for the acknowledgement of another costs a client 40 ms: TCP_NODELAY, on each connection."""
    processes.look_into(agent.pid)
    with socket.create_connection(worlds[way].address, timeout=30) as connection:
        connection.sendall(b"\r\n")
        with processes.eventually(lambda: accepted(agent.pid, connection), 10, "the agent accepts it") as theirs:
            assert theirs.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1


PIDFD_GETFD = 438


def accepted(pid, connection):
    """The agent's end of a connection: a duplicate of its descriptor. None while there is none."""
    agent = os.pidfd_open(pid)
    try:
        for name in os.listdir(f"/proc/{pid}/fd"):
            number = ctypes.CDLL(None, use_errno=True).syscall(PIDFD_GETFD, agent, int(name), 0)
            if number < 0:
                continue  # closed meanwhile
            try:
                theirs = socket.socket(fileno=number)
            except OSError:
                os.close(number)  # no socket
                continue
            try:
                if theirs.getpeername() == connection.getsockname():
                    return theirs
            except OSError:
                pass  # a socket that listens
            theirs.close()
    finally:
        os.close(agent)
    return None


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
