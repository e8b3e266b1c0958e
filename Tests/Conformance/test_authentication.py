"""Credentials: one Digest challenge that every client of the field reads, and what comes back to it."""

import hashlib
import http.client
import re
import secrets
import socket

import pytest

from harness.wsman import IDENTIFY, Client

CHALLENGE = re.compile(r'Digest realm="([^"=]+)", ?nonce="([0-9a-f]+)"(?:, ?stale="?(true|false)"?)?, ?qop="auth"')


class Connection:
    """One TCP connection on which the Digest arithmetic is done by hand."""

    def __init__(self, agent):
        self.agent = agent
        self.http = http.client.HTTPConnection("127.0.0.1", agent.port, timeout=30)

    def post(self, authorization=None, body=IDENTIFY, path="/wsman"):
        headers = {"Authorization": authorization} if authorization else {}
        self.http.request("POST", path, body, headers)
        answer = self.http.getresponse()
        answer.read()
        return answer

    def challenge(self):
        header = self.post(body=b"").headers["WWW-Authenticate"]
        return CHALLENGE.fullmatch(header).group(1, 2)

    def digest(self, realm, nonce, count, user="admin", password=None, uri="/wsman", quoted=False, extra=""):
        password = password or self.agent.users[user]
        nc, cnonce, mark = f"{count:08x}", secrets.token_hex(8), '"' if quoted else ""

        def md5(*parts):
            return hashlib.md5(":".join(parts).encode()).hexdigest()

        response = md5(md5(user, realm, password), nonce, nc, cnonce, "auth", md5("POST", uri))
        return (f'Digest username="{user}", realm="{realm}", nonce="{nonce}", uri="{uri}", response="{response}", '
                f'qop={mark}auth{mark}, nc={mark}{nc}{mark}, cnonce="{cnonce}"{extra}')


@pytest.fixture
def connection(agent):
    opened = Connection(agent)
    yield opened
    opened.http.close()


def test_the_challenge_is_one_that_every_client_reads(connection):
    answer = connection.post()
    assert answer.status == 401
    challenges = answer.headers.get_all("WWW-Authenticate")
    assert len(challenges) == 1 and CHALLENGE.fullmatch(challenges[0]), challenges
    assert answer.headers["Content-Length"] is not None


def test_an_empty_post_is_challenged(connection):
    """Some clients send one on purpose, to be asked."""
    assert connection.post(body=b"").status == 401


def test_nonces_differ_and_the_realm_does_not(connection):
    (realm, nonce), (same, other) = connection.challenge(), connection.challenge()
    assert realm == same and nonce != other


@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("first", [1, 2])
def test_counts_may_start_at_two_and_be_quoted(connection, first, quoted):
    realm, nonce = connection.challenge()
    for count in range(first, first + 3):
        assert connection.post(connection.digest(realm, nonce, count, quoted=quoted)).status == 200


def test_a_nonce_works_on_several_connections_and_counts_may_overtake(connection, agent):
    realm, nonce = connection.challenge()
    other = Connection(agent)
    for count, on in ((2, connection), (1, other), (5, other), (3, connection)):
        assert on.post(connection.digest(realm, nonce, count)).status == 200
    other.http.close()


def test_a_count_is_good_only_once(connection):
    realm, nonce = connection.challenge()
    once = connection.digest(realm, nonce, 1)
    assert connection.post(once).status == 200
    assert connection.post(once).status == 401


def test_a_nonce_nobody_gave_out_is_stale(connection):
    realm, nonce = connection.challenge()
    answer = connection.post(connection.digest(realm, secrets.token_hex(len(nonce) // 2), 1))
    assert answer.status == 401
    assert re.search(r'stale="?true', answer.headers["WWW-Authenticate"])


def test_the_digest_is_of_this_path_and_this_password(connection):
    realm, nonce = connection.challenge()
    assert connection.post(connection.digest(realm, nonce, 1, uri="/elsewhere")).status == 401
    answer = connection.post(connection.digest(realm, nonce, 2, password="wrong word"))
    assert answer.status == 401
    assert not re.search(r'stale="?true', answer.headers["WWW-Authenticate"])


def test_parameters_nobody_knows_are_ignored(connection):
    realm, nonce = connection.challenge()
    assert connection.post(connection.digest(realm, nonce, 1, extra=', algorithm="MD5", opaque="", x=y')).status == 200


def test_both_spellings_of_the_path(agent):
    for path in ("/wsman", "/wsman/"):
        assert Client(agent.urls[0] + path, "admin", agent.users["admin"]).get("CIM_ComputerSystem").ok


def test_basic_over_plain_http_only_when_allowed(agent, open_agent):
    assert Client(agent.url, "admin", agent.users["admin"], "basic").session.post(
        agent.url, data=IDENTIFY, timeout=30).status_code == 401
    client = Client(open_agent.url, "admin", open_agent.users["admin"], "basic")
    assert client.get("CIM_ComputerSystem").ok
    assert Client(open_agent.url, "admin", "wrong word", "basic").session.post(
        open_agent.url, data=IDENTIFY, timeout=30).status_code == 401


def test_a_connection_is_kept_and_requests_on_it_may_come_early(agent, connection):
    realm, nonce = connection.challenge()
    body = IDENTIFY.encode()
    requests = b"".join(
        (f"POST /wsman HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
         f"Authorization: {connection.digest(realm, nonce, count)}\r\n"
         f"{'Connection: close' if count == 5 else 'X-Count: ' + str(count)}\r\n\r\n").encode() + body
        for count in range(1, 6))
    with socket.create_connection(("127.0.0.1", agent.port), timeout=30) as raw:
        raw.sendall(requests)
        answer = b""
        while chunk := raw.recv(65536):
            answer += chunk
    assert answer.count(b"HTTP/1.1 200") == 5
