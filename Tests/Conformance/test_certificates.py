"""The life of a server's certificate: made, requested, checked, installed, swapped under load, put back, expiring."""

import hashlib
import http.client
import json
import os
import re
import signal
import socket
import ssl
import threading
from pathlib import Path

import pytest

from harness import clock, processes
from harness.agent import Agent
from harness.authority import CLIENT, Authority, key_pem, new_key, pem, sha256, write
from harness.processes import look_into
from harness.wsman import IDENTIFY

SECOND_DAY = 86_400

def shown(url):
    """The SHA-256 of the certificate that a new connection is shown."""
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate(address(url), timeout=30))).hexdigest()


def address(url):
    host, _, port = url.removeprefix("https://").rpartition(":")
    return host.strip("[]"), int(port)


def trusting(text, version=None):
    """A client's context that trusts these certificates and nobody else's."""
    context = ssl.create_default_context(cadata=text)
    if version:
        context.minimum_version = context.maximum_version = version
    return context


def facts(agent):
    return json.loads(agent.tool("cert", "show", "--json").stdout)


def stored(agent):
    """What is kept for https, all of it."""
    return {file.name: file.read_bytes() for file in sorted((agent.state / "tls").iterdir())}


@pytest.fixture
def prepare(tmp_path):
    """prepare(...): an agent that is not started yet, whose certificate was made by lantern cert ensure."""
    agents = []

    def make(ensure=(), **options):
        directory = tmp_path / f"agent{len(agents)}"
        directory.mkdir()
        agent = Agent(directory, **{"listen": "https://127.0.0.1:0", **options})
        agents.append(agent)
        agent.tool("cert", "ensure", *ensure)
        return agent

    yield make
    for agent in agents:
        agent.stop()


@pytest.fixture
def served(prepare):
    agent = prepare()
    agent.add_user("admin")
    return agent.start()


class Connection:
    """A connection that is kept, for one request after the other."""

    def __init__(self, agent, context=None):
        host, port = address(agent.urls[0])
        context = context or ssl._create_unverified_context()
        self.connection = http.client.HTTPSConnection(host, port, timeout=30, context=context)

    def identify(self, close=False):
        headers = {"Content-Type": "application/soap+xml;charset=UTF-8"}
        if close:
            headers["Connection"] = "close"
        self.connection.request("POST", "/wsman-anon/identify", IDENTIFY, headers)
        answer = self.connection.getresponse()
        assert answer.status == 200 and b"IdentifyResponse" in answer.read()

    def close(self):
        self.connection.close()


# The first certificate


def test_without_a_certificate_the_agent_says_how_to_make_one(tmp_path):
    agent = Agent(tmp_path, listen="https://127.0.0.1:0")
    with pytest.raises(AssertionError) as failure:
        agent.start()
    assert f"lantern cert ensure --state-dir {agent.state}" in str(failure.value)


def test_a_client_can_trust_the_certificate_that_was_made(prepare):
    agent = prepare(ensure=["--name", "bmc1.example.com"], listen=["https://127.0.0.1:0", "https://[::1]:0"]).start()
    certificate = agent.tool("cert", "show", "--pem").stdout
    assert "PRIVATE KEY" not in certificate
    for url in agent.urls:
        for name in ("bmc1.example.com", "localhost", address(url)[0]):
            with socket.create_connection(address(url), timeout=30) as raw:
                trusting(certificate).wrap_socket(raw, server_hostname=name).close()
    assert shown(agent.urls[0]) == facts(agent)["sha256"]


@pytest.mark.parametrize("kind", ["ecdsa", "rsa"])
def test_ensure_leaves_alone_what_works(prepare, kind):
    agent = prepare(ensure=["--key-type", kind])
    before = stored(agent)
    done = agent.tool("cert", "ensure")
    assert "There is a certificate already" in done.stdout and done.stderr == ""
    assert stored(agent) == before
    missing = agent.tool("cert", "ensure", "--name", "bmc1.example.com", "--address", "192.0.2.99")
    assert "It lacks bmc1.example.com, 192.0.2.99." in missing.stderr
    assert stored(agent) == before
    agent.tool("cert", "renew", "--name", "bmc1.example.com", "--address", "192.0.2.99")
    assert agent.tool("cert", "ensure", "--name", "bmc1.example.com").stderr == ""
    assert {"ecdsa": "ECDSA P-256", "rsa": "RSA 2048"}[kind] == facts(agent)["key"]


def test_ensure_replaces_what_is_of_no_use(prepare):
    agent = prepare()
    file = agent.state / "tls" / "identity.pem"
    broken = file.read_bytes()[:300]
    file.write_bytes(broken)
    done = agent.tool("cert", "ensure")
    assert f"{file} is of no use" in done.stderr and "Made a certificate" in done.stdout
    assert (agent.state / "tls" / "previous.pem").read_bytes() == broken
    agent.start()


def test_secrets_are_for_their_owner_only(prepare):
    agent = prepare()
    agent.tool("cert", "csr")
    agent.tool("cert", "renew")
    for file in (agent.state / "tls").iterdir():
        assert file.stat().st_mode & 0o777 == 0o600, file
    assert set(stored(agent)) == {"identity.pem", "previous.pem", "request.pem", "lock"}


def test_show_tells_what_people_and_programs_ask(served):
    told = facts(served)
    assert told["self_signed"] and told["shown_by_agent"] and told["days_left"] > 10_000
    assert told["not_before"] == "1970-01-01T00:00:00Z"
    assert "localhost" in told["names"] and "127.0.0.1" in told["addresses"]
    text = served.tool("cert", "show").stdout
    assert told["sha256"] in text and "shows this certificate" in text
    served.stop()
    assert "does not run" in served.tool("cert", "show").stdout
    assert facts(served)["shown_by_agent"] is None


def test_show_without_a_certificate(tmp_path):
    agent = Agent(tmp_path)
    done = agent.tool("cert", "show", check=False)
    assert done.returncode == 1 and "lantern cert ensure" in done.stderr


# From an authority


def test_from_request_to_certificate(served):
    """csr, the authority's answer, install: connections that are there go on, new ones see the new certificate."""
    root = Authority("Root")
    middle = Authority("Middle", issuer=root)
    kept = Connection(served)
    kept.identify()
    request = served.tool("cert", "csr", "--name", "localhost", "--address", "127.0.0.1", "--subject", "CN=bmc1,C=DE")
    again = served.tool("cert", "csr")
    assert again.stdout == request.stdout and "made before" in again.stderr
    leaf = middle.answer(request.stdout.encode())
    file = write(served.directory / "answer.pem", pem(leaf, middle.certificate))
    done = served.tool("cert", "install", file)
    assert "The agent shows it to new connections" in done.stdout and sha256(leaf) in done.stdout
    kept.identify()
    verified = Connection(served, trusting(pem(root.certificate).decode()))
    verified.identify()
    assert shown(served.urls[0]) == sha256(leaf) == facts(served)["sha256"]
    assert not facts(served)["self_signed"] and facts(served)["issuers"] == 1
    assert "request.pem" not in stored(served)
    assert f"certificate replaced sha256={sha256(leaf)}" in "".join(served.log)
    for connection in (kept, verified):
        connection.close()
    # It survives a restart.
    served.stop()
    served.start()
    assert shown(served.urls[0]) == sha256(leaf)
    refused = served.tool("cert", "renew", check=False)
    assert refused.returncode == 1 and "An authority has issued this certificate." in refused.stderr


def test_a_request_is_not_lost_by_accident(prepare):
    agent = prepare()
    first = agent.tool("cert", "csr")
    refused = agent.tool("cert", "csr", "--name", "other", check=False)
    assert refused.returncode == 1 and "--replace" in refused.stderr
    assert agent.tool("cert", "csr").stdout == first.stdout
    out = agent.directory / "other.csr"
    agent.tool("cert", "csr", "--replace", "--name", "other", "--out", out)
    assert out.read_text() != first.stdout and "PRIVATE" not in out.read_text()
    assert agent.tool("cert", "csr").stdout == out.read_text()


def test_a_key_made_elsewhere(served):
    authority, key = Authority(), new_key("rsa")
    leaf = authority.issue(key)
    certificate = write(served.directory / "c.pem", pem(leaf))
    served.tool("cert", "install", certificate, "--key", write(served.directory / "k.pem", key_pem(key)))
    assert shown(served.urls[0]) == sha256(leaf)
    assert facts(served)["key"] == "RSA 2048"


def test_names_that_are_missing_are_told(served):
    authority, key = Authority(), new_key()
    leaf = authority.issue(key, names=["elsewhere.example"])
    certificate = write(served.directory / "c.pem", pem(leaf) + key_pem(key))
    done = served.tool("cert", "install", certificate)
    assert "Clients that check names will not find these in the certificate: " in done.stderr
    assert socket.gethostname().lower() in done.stderr


def refusals():
    root = Authority("Root")
    middle = Authority("Middle", issuer=root)
    key = new_key()
    leaf = middle.issue(key)
    mine = key_pem(key)
    return {
        "wrong key": ((leaf,), key_pem(new_key()), "does not belong to the first certificate"),
        "no key": ((leaf,), None, "No key here belongs to the certificate"),
        "issuer first": ((middle.certificate, leaf), mine, "must come first"),
        "issuers in the wrong order": ((leaf, root.certificate, middle.certificate), mine, "has not signed it"),
        "an unrelated issuer": ((leaf, Authority("Middle").certificate), mine, "has not signed it"),
        "a server as issuer": ((middle.issue(key), leaf), mine, "has not signed it"),
        "expired": ((middle.issue(key, days=(-20, -2)),), mine, "expired at"),
        "not yet valid": ((middle.issue(key, days=(2, 20)),), mine, "is not valid before"),
        "for clients": ((middle.issue(key, use=CLIENT),), mine, "is not for servers"),
        "P-521": ((middle.issue(p521 := new_key("p521")),), key_pem(p521), "clients do not take"),
        "no certificate": ((), mine, "holds no certificate"),
    }


REFUSALS = refusals()


@pytest.mark.parametrize("case", REFUSALS)
def test_what_is_not_installed(served, case):
    """A sentence for each, exit status 1, and nothing has changed: neither the files nor what the agent shows."""
    chain, key, sentence = REFUSALS[case]
    before, fingerprint = stored(served), shown(served.urls[0])
    words = ["cert", "install", write(served.directory / "c.pem", pem(*chain))]
    if key:
        words += ["--key", write(served.directory / "k.pem", key)]
    done = served.tool(*words, check=False)
    assert done.returncode == 1, done
    assert sentence in done.stderr and done.stderr.endswith("Nothing was changed.\n"), done.stderr
    assert stored(served) == before and shown(served.urls[0]) == fingerprint


def test_files_named_in_the_settings_are_left_to_their_owner(prepare, tmp_path):
    authority, key = Authority(), new_key()
    certificate, file = write(tmp_path / "c.pem", pem(authority.issue(key))), write(tmp_path / "k.pem", key_pem(key))
    agent = prepare(config=f"tls: {{ certificate: {certificate}, key: {file} }}\n").start()
    done = agent.tool("cert", "renew", check=False)
    assert done.returncode == 1 and f"The agent takes its certificate from {certificate}" in done.stderr
    assert "shows another certificate" in agent.tool("cert", "show").stdout


# Swaps


def test_a_swap_under_load_loses_no_request(served):
    """Connections that are kept and connections for one request each: every request is answered, swap after swap."""
    failures, answered, stop = [], [0] * 6, threading.Event()

    def hammer(number):
        keeps, connection = number % 2 == 0, Connection(served)
        try:
            while not stop.is_set():
                connection.identify(close=not keeps)
                if not keeps:
                    connection.close()
                    connection = Connection(served)
                answered[number] += 1
        except Exception as failure:  # whatever it is, a request was lost
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=hammer, args=(number,)) for number in range(len(answered))]
    for thread in threads:
        thread.start()
    fingerprints = set()
    try:
        for number in range(6):
            served.tool("cert", "renew", "--key-type", "rsa" if number == 3 else "ecdsa")
            fingerprints.add(shown(served.urls[0]))
            assert shown(served.urls[0]) == facts(served)["sha256"]
            before = list(answered)
            processes.eventually(
                lambda: failures or all(now > then for now, then in zip(answered, before)), 60, "everybody goes on")
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)
    assert not failures, failures
    assert len(fingerprints) == 6


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_session_of_before_the_swap_is_not_resumed(served, version):
    context = ssl._create_unverified_context()
    context.minimum_version = context.maximum_version = version

    def visit(session):
        with socket.create_connection(address(served.urls[0]), timeout=30) as raw:
            with context.wrap_socket(raw, session=session) as connection:
                connection.sendall(b"GET /wsman HTTP/1.1\r\nHost: x\r\n\r\n")
                assert connection.recv(65536).startswith(b"HTTP/1.1 405 ")
                return connection.session_reused, connection.getpeercert(True), connection.session

    _, _, session = visit(None)
    assert visit(session)[0]
    served.tool("cert", "renew")
    reused, certificate, session = visit(session)
    assert not reused and hashlib.sha256(certificate).hexdigest() == facts(served)["sha256"]
    assert visit(session)[0]


def test_when_the_agent_cannot_reach_itself_everything_is_put_back(served):
    """Without descriptors the agent reads the new certificate but cannot accept its own connection."""
    before, fingerprint = stored(served), shown(served.urls[0])
    kept = Connection(served)
    kept.identify()
    usual = re.search(r"Max open files +(\d+)", Path(f"/proc/{served.pid}/limits").read_text()).group(1)
    # One for the tool's connection, and one for the file, which is then the client's end of the connection to itself.
    served.limit("nofile", highest_descriptor(served.pid) + 3)
    try:
        done = served.tool("cert", "renew", check=False)
    finally:
        served.limit("nofile", usual)
    assert done.returncode == 1, done
    assert "The agent could not reach itself with the new certificate" in done.stderr
    assert "The certificate before was put back" in done.stderr
    assert stored(served)["identity.pem"] == before["identity.pem"]
    assert shown(served.urls[0]) == fingerprint == facts(served)["sha256"]
    kept.identify()
    kept.close()
    served.tool("cert", "renew")
    assert shown(served.urls[0]) != fingerprint


def highest_descriptor(pid):
    look_into(pid)
    return max(int(name) for name in os.listdir(f"/proc/{pid}/fd"))


def test_hangup_reloads_what_the_settings_name(prepare, tmp_path):
    """A pair that works is shown; one that does not is refused, with a line in the log, and the old one stays."""
    authority = Authority()
    certificate, file = tmp_path / "c.pem", tmp_path / "k.pem"

    def put(key, **options):
        leaf = authority.issue(key, **options)
        write(certificate, pem(leaf))
        write(file, key_pem(key))
        return sha256(leaf)

    first = put(new_key())
    agent = prepare(config=f"tls: {{ certificate: {certificate}, key: {file} }}\n").start()
    assert shown(agent.urls[0]) == first
    second = put(new_key())
    agent.process.send_signal(signal.SIGHUP)
    processes.eventually(lambda: shown(agent.urls[0]) == second, 30, "the new one is shown")

    def refused(sentence):
        agent.process.send_signal(signal.SIGHUP)
        processes.eventually(
            lambda: any("the certificate in use is still the one before" in line and sentence in line
                        for line in agent.log), 30, sentence)
        assert shown(agent.urls[0]) == second

    write(file, key_pem(new_key()))
    refused("does not belong to the first certificate")
    write(file, b"")
    refused("holds no private key")
    # A key that the clients there do not take: only the handshake shows it.
    put(new_key("p521"))
    refused("could not reach itself")
    os.chmod(file, 0o644)
    refused("can be read or changed by everybody")


def test_swaps_leave_nothing_behind(served):
    connection = Connection(served)
    connection.identify()
    before = processes.descriptors(served.pid)
    for _ in range(10):
        served.tool("cert", "renew")
    connection.identify()
    processes.eventually(lambda: processes.descriptors(served.pid) <= before, 30, "its own connections are closed")
    connection.close()


def test_renew_only_when_it_is_time(prepare):
    agent = prepare()
    before = stored(agent)
    assert "Nothing was changed" in agent.tool("cert", "renew", "--if-expires-within", "30").stdout
    assert stored(agent) == before
    agent.tool("cert", "renew", "--if-expires-within", "36500")
    assert stored(agent) != before


def test_without_an_agent_files_are_replaced_for_the_next_one(prepare):
    agent = prepare()
    assert "No agent with an https address is running" in agent.tool("cert", "renew").stdout
    agent.start()
    assert shown(agent.urls[0]) == facts(agent)["sha256"]


# Time


def short_lived(agent, days):
    key = new_key()
    file = agent.state / "tls" / "identity.pem"
    file.write_bytes(key_pem(key) + pem(Authority().issue(key, days=days)))


def test_one_that_expires_soon_is_warned_about(prepare):
    agent = prepare()
    short_lived(agent, (-1, 10))
    agent.start()
    processes.eventually(
        lambda: any(" warning " in line and "expires on" in line for line in agent.log), 30, "a warning")
    status = json.loads(agent.tool("status", "--json").stdout)
    assert status["certificate"]["days_left"] in (9, 10) and "lantern cert" in status["certificate"]["warning"]
    assert "It expires in" in agent.tool("cert", "ensure").stderr


def test_one_that_has_expired_is_shown_all_the_same(prepare):
    agent = prepare()
    short_lived(agent, (-20, -10))
    agent.start()
    processes.eventually(
        lambda: any(" warning " in line and "expired on" in line for line in agent.log), 30, "a warning")
    assert shown(agent.urls[0]) == facts(agent)["sha256"]
    assert facts(agent)["days_left"] < 0


def test_a_board_that_starts_in_1970(prepare):
    """Its certificate is valid; what it is given is taken, and it says that the dates were not checked."""
    agent = prepare(prefix=clock.starting_at(SECOND_DAY), ensure=()).start()
    assert any(line.startswith("1970-01-02T") for line in agent.log), agent.log[:3]
    assert not any("certificate" in line for line in agent.log if " warning " in line)
    assert facts(agent)["shown_by_agent"]
    agent.tool("cert", "renew", prefix=clock.starting_at(SECOND_DAY))
    status = json.loads(agent.tool("status", "--json").stdout)
    assert status["certificate"]["days_left"] is None and status["certificate"]["warning"] is None
    authority, key = Authority(), new_key()
    for days in ((-1, 90), (-20, -10)):
        leaf = authority.issue(key, days=days)
        file = write(agent.directory / "c.pem", pem(leaf) + key_pem(key))
        done = agent.tool("cert", "install", file, prefix=clock.starting_at(SECOND_DAY))
        assert "This machine's clock says 1970-01-02T" in done.stderr and "was not checked" in done.stderr
        assert shown(agent.urls[0]) == sha256(leaf)
    assert "clock cannot be right" in agent.tool("cert", "show", prefix=clock.starting_at(SECOND_DAY)).stdout


def test_a_clock_that_jumps_changes_nothing_that_is_served(prepare):
    """Made in 1970, used today; made today, used in 1970: valid both times."""
    agent = prepare()
    agent.tool("cert", "renew", prefix=clock.starting_at(SECOND_DAY))
    agent.start()
    Connection(agent, trusting(agent.tool("cert", "show", "--pem").stdout)).identify()
    agent.stop()
    agent.prefix = clock.starting_at(SECOND_DAY)
    agent.start()
    Connection(agent, trusting(agent.tool("cert", "show", "--pem").stdout)).identify()
