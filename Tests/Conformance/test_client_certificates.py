"""Mutual TLS: certificates that accounts have log their clients in, and no others."""

import base64
import http.client
import socket
import ssl

import pytest

from harness import processes
from harness.agent import Agent
from harness.authority import CLIENT, Authority, key_pem, new_key, pem, write
from harness.wsman import IDENTIFY

VERSIONS = [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3]


class Badge:
    """A certificate for a client and its key, in one file."""

    def __init__(self, directory, name, key=None, **options):
        self.key = key or new_key()
        self.certificate = Authority().issue(self.key, names=[name], use=CLIENT, **options)
        self.file = write(directory / f"{name}.pem", pem(self.certificate))
        self.both = write(directory / f"{name}-both.pem", pem(self.certificate) + key_pem(self.key))


@pytest.fixture(scope="module")
def badges(tmp_path_factory):
    directory = tmp_path_factory.mktemp("badges")
    known = Badge(directory, "known")
    return {
        "known": known, "unknown": Badge(directory, "unknown"),
        "expired": Badge(directory, "expired", days=(-20, -2)), "moved": Badge(directory, "moved"),
        "future": Badge(directory, "future", days=(2, 20)), "twin": Badge(directory, "twin", key=known.key),
    }


@pytest.fixture(scope="module")
def agent(tmp_path_factory, badges):
    agent = Agent(tmp_path_factory.mktemp("agent"), listen="https://127.0.0.1:0",
                  config="tls: { client-certificates: true }\n")
    agent.tool("cert", "ensure")
    for name, role in (("admin", "administrator"), ("robot", "readonly"), ("mover", "operator")):
        agent.add_user(name, role)
    for badge, user in (("known", "robot"), ("expired", "robot"), ("future", "robot"), ("moved", "mover")):
        agent.tool("user", "certificate", "add", user, badges[badge].file)
    yield agent.start()
    agent.stop()


class Client:
    """One connection; requests go out with exactly these headers."""

    def __init__(self, agent, badge=None, version=None, session=None):
        self.context = ssl._create_unverified_context()
        if badge:
            self.context.load_cert_chain(badge.both)
        if version:
            self.context.minimum_version = self.context.maximum_version = version
        self.agent = agent
        self.connect(session)

    def connect(self, session=None):
        self.socket = self.context.wrap_socket(
            socket.create_connection(("127.0.0.1", self.agent.port), timeout=30), session=session)
        self.connection = http.client.HTTPConnection("127.0.0.1", self.agent.port)
        self.connection.sock = self.socket
        return self

    def status(self, authorization=None, media_type="application/soap+xml;charset=UTF-8"):
        headers = {"Content-Type": media_type} if media_type else {}
        if authorization:
            headers["Authorization"] = authorization
        self.connection.request("POST", "/wsman", IDENTIFY, headers)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status

    def close(self):
        self.socket.close()


def trusted(agent):
    """A file with the certificate that the agent shows now."""
    return write(agent.directory / "trusted.pem", agent.tool("cert", "show", "--pem").stdout.encode())


def basic(agent, user, password=None):
    text = f"{user}:{password or agent.users[user]}"
    return "Basic " + base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_certificate_that_an_account_has_is_enough(agent, badges, version):
    client = Client(agent, badges["known"], version)
    assert [client.status() for _ in range(3)] == [200, 200, 200]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("badge", ["unknown", "expired", "twin", None])
def test_any_other_is_as_good_as_none(agent, badges, badge, version):
    """The handshake succeeds, the request needs credentials, and with these it is served. `twin` has the known key."""
    client = Client(agent, badges.get(badge), version)
    assert client.status() == 401
    assert client.status(basic(agent, "admin")) == 200
    assert client.status() == 401


def test_one_that_is_not_yet_valid_counts(agent, badges):
    """It is trusted by name, and the clock of a board may be behind."""
    assert Client(agent, badges["future"]).status() == 200


def test_credentials_that_are_sent_must_be_right(agent, badges):
    client = Client(agent, badges["known"])
    assert client.status(basic(agent, "robot", "wrong")) == 401
    assert client.status("Nonsense") == 401
    assert client.status(basic(agent, "admin")) == 200
    assert client.status() == 200


def test_pages_in_a_browser_cannot_use_its_certificate(agent, badges):
    """What a foreign page may send without asking the agent first: no media type, or one of a form."""
    client = Client(agent, badges["known"])
    assert client.status(media_type=None) == 401
    for media_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        assert client.status(media_type=media_type) == 415
    client.connection.request("OPTIONS", "/wsman", headers={
        "Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type"})
    answer = client.connection.getresponse()
    answer.read()
    assert answer.status == 405 and not any("access-control" in name.lower() for name in answer.headers)


def test_roles_are_those_of_the_account(agent, badges):
    """robot may read and not act; what it did is recorded in its name."""
    for badge, user, is_allowed in (("known", "robot", False), ("moved", "mover", True)):
        client = agent.stranger(verify=trusted(agent))
        client.session.cert = str(badges[badge].both)
        assert client.get("CIM_ComputerSystem").ok
        answer = client.power(2)
        assert answer.ok == is_allowed, answer.text
        assert f'"user":"{user}"' in (agent.state / "audit.jsonl").read_text().splitlines()[-1]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_session_that_is_resumed_is_logged_in_as_before(agent, badges, version):
    client = Client(agent, badges["known"], version)
    assert client.status() == 200
    session = client.socket.session
    client.close()
    client.connect(session)
    assert client.socket.session_reused
    assert client.status() == 200


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_taken_away_is_over_within_a_second(agent, badges, version):
    """Also on connections that are there, and in sessions that are resumed."""
    client = Client(agent, badges["moved"], version)
    assert client.status() == 200
    session = client.socket.session
    agent.tool("user", "certificate", "remove", "mover", badges["moved"].file)
    try:
        processes.eventually(lambda: client.status() == 401, 10, "the certificate counts no more")
        client.close()
        client.connect(session)
        assert client.socket.session_reused
        assert client.status() == 401
        assert client.status(basic(agent, "mover")) == 200
    finally:
        agent.tool("user", "certificate", "add", "mover", badges["moved"].file)
    processes.eventually(lambda: client.status() == 200, 10, "it counts again")


def test_identify_says_that_certificates_are_taken(agent):
    assert "https/mutual" in agent.client(scheme="basic", verify=trusted(agent)).identify().text


def test_nobody_is_asked_where_that_is_not_wanted(tmp_path, badges):
    agent = Agent(tmp_path, listen="https://127.0.0.1:0")
    agent.tool("cert", "ensure")
    agent.add_user("robot", "readonly")
    agent.tool("user", "certificate", "add", "robot", badges["known"].file)
    agent.start()
    try:
        assert Client(agent, badges["known"]).status() == 401
        assert "https/mutual" not in agent.client("robot", scheme="basic", verify=trusted(agent)).identify().text
    finally:
        agent.stop()


def test_a_swap_keeps_those_that_are_logged_in(agent, badges):
    client = Client(agent, badges["known"])
    assert client.status() == 200
    agent.tool("cert", "renew")
    assert client.status() == 200
    assert Client(agent, badges["known"]).status() == 200
