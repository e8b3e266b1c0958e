"""How clients log in: one row for each habit of a client of the field, all of them on one Digest challenge or on Basic."""

import random
import re
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from harness.agent import Agent
from harness.digest import HEADER, SPELLING, Connection, basic
from harness.tls import make_certificate, settings
from harness.wsman import IDENTIFY, TRANSFER, envelope

GET = envelope(TRANSFER + "/Get", "CIM_ComputerSystem")
SOAP = "Content-Type: application/soap+xml;charset=UTF-8"
LIBCURL = ('Digest username="{user}", realm="{realm}", nonce="{nonce}", uri="{uri}", cnonce="{cnonce}", nc={nc}, '
           'qop=auth, response="{response}"')
BASE64 = "NjBiYmJhM2EwZWJhZDZhNjBjZTEyOTg5NmY3YTVhNDg="


@dataclass(frozen=True)
class Habit:
    """How a client writes its header, and what it does around that."""

    template: str = HEADER
    # What it sends without credentials, to be asked for them.
    opening: str = GET
    counts: tuple = (1, 2, 3)
    uri: str = "/wsman"
    # The target in its request line, when that is another text than `uri`.
    target: str | None = None
    fields: tuple = (SOAP,)
    # Whether it hangs up after the challenge, and after each answer.
    reconnects: bool = False
    says_close: bool = False
    digits: int = 8
    cnonce: str | None = None


HABITS = {
    "wsmancli, dashcli, fence_amt_ws, MAAS (libwsman)": Habit(LIBCURL, cnonce=BASE64),
    "curl --digest": Habit(LIBCURL, opening="", cnonce=BASE64, fields=("Accept: */*", "User-Agent: curl/7.88.1", SOAP)),
    "amtctrl (python-requests)": Habit(),
    "amtctrl status, without a Content-Type": Habit(fields=()),
    "MeshCommander": Habit(
        'Digest username="{user}",realm="{realm}",nonce="{nonce}",uri="{uri}",qop=auth,response="{response}",nc={nc},'
        'cnonce="{cnonce}"', fields=(), reconnects=True, cnonce="0azgj"),
    "go-wsman-messages, Connection: close and counts from 2": Habit(
        'Digest username="{user}",realm="{realm}",nonce="{nonce}",uri="{uri}",response="{response}",qop="auth",'
        'nc="{nc}",cnonce="{cnonce}"', counts=(2, 3, 4), says_close=True, cnonce="32edab"),
    "iamt, with an empty POST first": Habit(
        'Digest username="{user}",realm="{realm}",nonce="{nonce}",uri="{uri}",response="{response}",algorithm="MD5",'
        'qop=auth,nc={nc},cnonce="{cnonce}"', opening=""),
    "omicli's path": Habit(LIBCURL, uri="/wsman/"),
    "the first count is 2": Habit(counts=(2, 3)),
    "the first count is large": Habit(counts=(0xFFFFFF00, 0xFFFFFF01)),
    "a count is left out": Habit(counts=(1, 2, 5, 3)),
    "nc quoted": Habit(HEADER.replace("nc={nc}", 'nc="{nc}"')),
    "nc without leading zeros": Habit(digits=1),
    "nc in upper case": Habit(HEADER.replace("nc={nc}", "NC={nc}"), counts=(10, 11)),
    "qop without quotes": Habit(HEADER.replace('qop="auth"', "qop=auth")),
    "algorithm quoted": Habit(HEADER + ', algorithm="MD5"'),
    "algorithm without quotes": Habit(HEADER + ", algorithm=MD5"),
    "algorithm in lower case": Habit(HEADER + ", algorithm=md5"),
    "an opaque nobody asked for": Habit(HEADER + ', opaque=""'),
    "an opaque with something in it": Habit(HEADER + ', opaque="5ccc069c403ebaf9f0171e9517f40e41"'),
    "parameters nobody knows": Habit(HEADER + ', charset="UTF-8", userhash=false, x="a, b=\\"c\\"", auth-param=1'),
    "absolute uri": Habit(uri="http://{host}/wsman", target="/wsman"),
    "absolute target, absolute uri": Habit(uri="http://{host}/wsman"),
    "absolute target, relative uri": Habit(target="http://{host}/wsman"),
    "absolute uri with another host": Habit(uri="HTTP://board.example:16992/wsman", target="/wsman"),
    "scheme in lower case": Habit("digest" + HEADER.removeprefix("Digest")),
    "scheme in upper case": Habit("DIGEST" + HEADER.removeprefix("Digest")),
    "names in upper case": Habit(re.sub(r"(\w+)=", lambda found: found.group(0).upper(), HEADER)),
    "no blanks after commas": Habit(HEADER.replace(", ", ",")),
    "blanks and tabs around everything": Habit(HEADER.replace(", ", " \t, ").replace("=", " = ") + "  "),
    "two blanks after the scheme": Habit(HEADER.replace("Digest ", "Digest  ")),
    "empty elements": Habit(HEADER.replace(", ", ",, ,") + ","),
    "nothing quoted but the name": Habit(
        'Digest username="{user}", realm={realm}, nonce={nonce}, uri={uri}, response={response}, qop=auth, nc={nc}, '
        'cnonce={cnonce}'),
    "everything in another order": Habit(
        'Digest nc={nc}, cnonce="{cnonce}", qop="auth", response="{response}", uri="{uri}", nonce="{nonce}", '
        'realm="{realm}", username="{user}"'),
    "response in upper case": Habit(HEADER.replace("{response}", "{RESPONSE}")),
    "an empty client nonce": Habit(cnonce='" "'.strip('"')),
    "quotes escaped that need not be": Habit(HEADER.replace('"{user}"', '"\\a\\dmin"')),
}

# Clients that never wait for a challenge.
BASIC = {
    "wsl, python-dracclient (libcurl, python-requests)": lambda user, password: basic(user, password),
    "omicli": lambda user, password: basic(user, password, "Basic"),
    "scheme in lower case": lambda user, password: basic(user, password, "basic"),
    "scheme in upper case": lambda user, password: basic(user, password, "BASIC"),
    "two blanks": lambda user, password: basic(user, password, "Basic "),
    "a blank at the end": lambda user, password: basic(user, password) + " ",
}

LISTEN = {"http": "http://127.0.0.1:0", "https": "https://127.0.0.1:0"}


@pytest.fixture(scope="module")
def agent(tmp_path_factory):
    """One agent with both schemes; `connect(way)` opens a connection."""
    directory = tmp_path_factory.mktemp("agent")
    certificate, key = make_certificate(directory)
    agent = Agent(directory, listen=list(LISTEN.values()), config=settings(certificate, key))
    agent.add_user("admin")
    agent.connect = lambda way, **options: Connection(
        next(url for url in agent.urls if url.startswith(way + ":")), verify=certificate, **options)
    yield agent.start()
    agent.stop()


def log_in(agent, way, habit):
    connection = agent.connect(way)
    challenge = connection.post(habit.opening, fields=habit.fields).challenge
    assert not challenge.stale
    for count in habit.counts:
        if habit.reconnects or habit.says_close:
            connection.close()
            connection = agent.connect(way)
        uri = habit.uri.format(host=connection.host)
        target = (habit.target or habit.uri).format(host=connection.host)
        header = challenge.answer("admin", agent.users["admin"], count, habit.template, uri, digits=habit.digits,
                                  cnonce=habit.cnonce)
        fields = [*habit.fields, *(["Connection: close"] if habit.says_close else [])]
        answer = connection.post(GET, header, target, fields)
        assert answer.status == 200, f"count {count}: {answer.status} to {header}"
        assert b"CIM_ComputerSystem>" in answer.content
        assert (connection.answer() is None) if habit.says_close else "Connection" not in answer.headers
    connection.close()


@pytest.mark.parametrize("habit", HABITS)
@pytest.mark.parametrize("way", LISTEN)
def test_digest(agent, way, habit):
    log_in(agent, way, HABITS[habit])


@pytest.mark.parametrize("habit", BASIC)
def test_basic_without_being_asked_over_tls(agent, habit):
    with agent.connect("https") as connection:
        for _ in range(2):
            answer = connection.post(GET, BASIC[habit]("admin", agent.users["admin"]), fields=[SOAP])
            assert answer.status == 200 and b"CIM_ComputerSystem>" in answer.content


@pytest.mark.parametrize("habit", BASIC)
def test_basic_over_plain_http_is_refused_without_looking_at_it(agent, habit):
    with agent.connect("http") as connection:
        answer = connection.post(GET, BASIC[habit]("admin", agent.users["admin"]), fields=[SOAP])
        assert answer.status == 401 and not answer.challenge.stale and answer.content == b""


@pytest.mark.parametrize("habit", BASIC)
def test_basic_over_plain_http_is_taken_where_the_settings_say_so(open_agent, habit):
    with Connection(open_agent.urls[0]) as connection:
        for password, status in ((open_agent.users["admin"], 200), ("wrong word", 401)):
            assert connection.post(GET, BASIC[habit]("admin", password), fields=[SOAP]).status == status


@pytest.mark.parametrize("way", LISTEN)
@pytest.mark.parametrize("body", ["", IDENTIFY, GET, "x" * 100_000], ids=["empty", "Identify", "Get", "nonsense"])
def test_the_challenge_is_spelled_as_it_was_measured(agent, way, body):
    """Whatever is asked for, and before it was looked at."""
    with agent.connect(way) as connection:
        for fields in ((), (SOAP,), ("Content-Type: text/plain",)):
            answer = connection.post(body, fields=fields)
            assert answer.status == 401 and answer.content == b"" and answer.headers["Content-Length"] == "0"
            (header,) = answer.headers.get_all("WWW-Authenticate")
            assert SPELLING.fullmatch(header).group(3) == "false", header


def test_nonces_differ_and_the_realm_does_not(agent):
    with agent.connect("http") as first, agent.connect("https") as second:
        challenges = [connection.challenge() for connection in (first, second, first, second)]
    assert len({challenge.nonce for challenge in challenges}) == 4
    assert len({challenge.realm for challenge in challenges}) == 1


def test_a_nonce_is_shared_by_connections_at_the_same_time(agent):
    """Counts overtake each other on the way; within 64 none is lost."""
    with agent.connect("http") as connection:
        challenge = connection.challenge()
    counts = list(range(1, 257))
    blocks = [counts[start:start + 32] for start in range(0, len(counts), 32)]
    order = random.Random(4)
    for block in blocks:
        order.shuffle(block)
    connections = [agent.connect("http") for _ in range(8)]

    def ask(connection, counts):
        return [connection.post(IDENTIFY, challenge.answer("admin", agent.users["admin"], count), fields=[SOAP]).status
                for count in counts]

    with ThreadPoolExecutor(len(connections)) as pool:
        for block in blocks:
            found = pool.map(ask, connections, [block[lane::8] for lane in range(8)])
            assert [status for statuses in found for status in statuses] == [200] * len(block)
    for connection in connections:
        connection.close()


def test_another_connection_between_challenge_and_answer(agent):
    """Another client's whole conversation, and other challenges, change nothing for this one."""
    for way, between in (("http", "https"), ("https", "http")):
        with agent.connect(way) as connection:
            challenge = connection.challenge()
            log_in(agent, between, Habit())
            assert connection.challenge() != challenge
            header = challenge.answer("admin", agent.users["admin"])
            assert connection.post(GET, header, fields=[SOAP]).status == 200


def test_a_nonce_of_one_address_is_good_on_the_other(agent):
    with agent.connect("http") as connection:
        challenge = connection.challenge()
    with agent.connect("https") as connection:
        assert connection.post(GET, challenge.answer("admin", agent.users["admin"]), fields=[SOAP]).status == 200


@pytest.mark.parametrize("way", LISTEN)
def test_requests_that_come_before_the_answers(agent, way):
    """Pipelined: unauthenticated, authenticated, replayed, and a last one that says so."""
    with agent.connect(way) as connection:
        challenge = connection.challenge()
        headers = [challenge.answer("admin", agent.users["admin"], count) for count in (1, 2, 3, 4)]
        for header in (None, headers[0], headers[1], headers[0], headers[2]):
            connection.send(GET, header, fields=[SOAP])
        connection.send(GET, headers[3], fields=[SOAP, "Connection: close"])
        answers = [connection.answer() for _ in range(6)]
        assert [answer.status for answer in answers] == [401, 200, 200, 401, 200, 200]
        assert [bool(answer.content) for answer in answers] == [False, True, True, False, True, True]
        assert connection.answer() is None


@pytest.mark.parametrize("way", LISTEN)
def test_a_replay_is_refused_and_told_to_use_another_nonce(agent, way):
    """On the same connection and on another, while newer counts are good."""
    with agent.connect(way) as connection, agent.connect(way) as thief:
        challenge = connection.challenge()
        once = challenge.answer("admin", agent.users["admin"])
        assert connection.post(GET, once, fields=[SOAP]).status == 200
        for other in (thief, connection, thief):
            answer = other.post(GET, once, fields=[SOAP])
            assert answer.status == 401 and answer.challenge.stale and answer.challenge.nonce != challenge.nonce
        twice = challenge.answer("admin", agent.users["admin"], 2)
        assert connection.post(GET, twice, fields=[SOAP]).status == 200


def test_a_count_far_behind_the_newest_is_refused(agent):
    with agent.connect("http") as connection:
        challenge = connection.challenge()
        statuses = [connection.post(IDENTIFY, challenge.answer("admin", agent.users["admin"], count)).status
                    for count in (1000, 937, 936, 1001)]
        assert statuses == [200, 200, 401, 200]


def test_a_nonce_nobody_gave_out_is_stale_only_with_the_right_password(agent):
    with agent.connect("http") as connection:
        challenge = connection.challenge()
        made_up = type(challenge)(challenge.realm, secrets.token_hex(16), False)
        for password, stale in ((agent.users["admin"], True), ("wrong word", False)):
            answer = connection.post(GET, made_up.answer("admin", password), fields=[SOAP])
            assert answer.status == 401 and answer.challenge.stale == stale


def test_a_restart_makes_nonces_stale_and_keeps_the_realm(start_agent):
    """A client goes on with its old nonce, is told that it is stale, and need not ask for the password again."""
    agent = start_agent()
    with Connection(agent.urls[0]) as connection:
        before = connection.challenge()
        assert connection.post(GET, before.answer("admin", agent.users["admin"]), fields=[SOAP]).status == 200
    agent.stop()
    agent.start()
    with Connection(agent.urls[0]) as connection:
        answer = connection.post(GET, before.answer("admin", agent.users["admin"], 2), fields=[SOAP])
        assert answer.status == 401 and answer.challenge.stale and answer.challenge.realm == before.realm
        header = answer.challenge.answer("admin", agent.users["admin"])
        assert connection.post(GET, header, fields=[SOAP]).status == 200
