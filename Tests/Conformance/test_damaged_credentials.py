"""No, an empty, a malformed or half an Authorization header never reaches an operation: each gets 401 and nothing else,
the machine stays as it is, and nothing is recorded as done or tried."""

import itertools
import re
from base64 import b64encode

import pytest

from harness.agent import Agent
from harness.digest import HEADER, Connection, basic
from harness.power import OFF, ON, reach
from harness.tls import make_certificate, settings
from harness.wsman import IDENTIFY, TRANSFER, WSEN, Reference, envelope, resource

SOAP = "Content-Type: application/soap+xml;charset=UTF-8"
SERVICE = "CIM_PowerManagementService"


def power(state):
    target = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")
    uri = resource(SERVICE)
    body = (f'<p:RequestPowerStateChange_INPUT xmlns:p="{uri}"><p:PowerState>{state}</p:PowerState>'
            f"<p:ManagedElement>{target.body()}</p:ManagedElement></p:RequestPowerStateChange_INPUT>")
    return envelope(f"{uri}/RequestPowerStateChange", SERVICE, body)


def enumerate_(operation, inner=""):
    return envelope(f"{WSEN}/{operation}", "CIM_NumericSensor", f"<wsen:{operation}>{inner}</wsen:{operation}>")


CONTEXT = "<wsen:EnumerationContext>uuid:1</wsen:EnumerationContext>"
OPERATIONS = {
    "power off": power(OFF),
    "Put": envelope(TRANSFER + "/Put", "CIM_NumericSensor",
                    f'<p:CIM_NumericSensor xmlns:p="{resource("CIM_NumericSensor")}"></p:CIM_NumericSensor>'),
    "Delete": envelope(TRANSFER + "/Delete", "CIM_ConcreteJob"),
    "Get": envelope(TRANSFER + "/Get", "CIM_ComputerSystem"),
    "Enumerate": enumerate_("Enumerate"),
    "Pull": enumerate_("Pull", CONTEXT),
    "Release": enumerate_("Release", CONTEXT),
    "Identify": IDENTIFY,
    "nothing": "",
}

# Enough of them where each connection costs a TLS handshake.
A_FEW = ("power off", "Get", "nothing")


def without(name):
    """The right header with one parameter left out."""
    return lambda right: re.sub(rf', {name}=("[^"]*"|[^,]*)|{name}=("[^"]*"|[^,]*), ', "", right, count=1)


def instead(name, value):
    """The right header with another value for one parameter."""
    def change(right):
        changed, count = re.subn(rf'\b{name}=("[^"]*"|[^,]*)', lambda found: f"{name}={value}", right)
        assert count == 1
        return changed
    return change


# What is sent in place of the right header, which is the argument: text, bytes, or None for no header at all.
DAMAGED = {
    "no header": lambda right: None,
    "an empty one": lambda right: "",
    "a blank": lambda right: " ",
    "a scheme alone": lambda right: "Digest",
    "a scheme and a blank": lambda right: "Digest ",
    "a comma": lambda right: "Digest ,",
    "no scheme": lambda right: right.removeprefix("Digest "),
    "a scheme nobody knows": lambda right: right.replace("Digest", "Digestive"),
    "Bearer": lambda right: "Bearer " + "a" * 40,
    "Negotiate": lambda right: "Negotiate TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAAKALpHAAAADw==",
    "NTLM": lambda right: "NTLM TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAAKALpHAAAADw==",
    **{f"no {name}": without(name)
       for name in ("username", "realm", "nonce", "uri", "response", "qop", "nc", "cnonce")},
    **{f"{name} empty": instead(name, '""')
       for name in ("username", "realm", "nonce", "uri", "response", "qop", "nc", "cnonce")},
    "response of zeros": instead("response", '"' + "0" * 32 + '"'),
    "half a response": instead("response", '"0123456789abcdef"'),
    "a response too long": lambda right: right.replace('response="', 'response="00'),
    "response null": instead("response", "null"),
    "a response with a zero byte": lambda right: right.encode().replace(b'response="', b'response="\0'),
    "another user": instead("username", '"root"'),
    "user and more": instead("username", '"admin\\"x"'),
    "another realm": instead("realm", '"elsewhere"'),
    "qop auth-int": instead("qop", "auth-int"),
    "algorithm SHA-256": lambda right: right + ", algorithm=SHA-256",
    "algorithm MD5-sess": lambda right: right + ", algorithm=MD5-sess",
    "algorithm none": lambda right: right + ", algorithm=none",
    "count of zero": instead("nc", "00000000"),
    "negative count": instead("nc", "-0000001"),
    "count too long": instead("nc", "000000001"),
    "another count": instead("nc", "00000099"),
    "another path": instead("uri", '"/wsman-anon/identify"'),
    "an open path as uri": instead("uri", '"*"'),
    "cut in the middle": lambda right: right[:len(right) // 2],
    "cut in the last quote": lambda right: right[:-1],
    "a quote more": lambda right: right + '"',
    "a parameter twice": lambda right: right + ', username="admin"',
    "two headers": lambda right: right + "\r\nAuthorization: " + right,
    "an empty header before": lambda right: "\r\nAuthorization: " + right,
    "folded": lambda right: right.replace(", nonce", ",\r\n nonce"),
    "a blank before the colon": lambda right: "Digest\r\nAuthorization : " + right,
    "not ASCII": lambda right: right.encode().replace(b"admin", b"\xff\xfe\x80", 1),
    "semicolons": lambda right: right.replace(",", ";"),
    "16 KiB of it": lambda right: "Digest " + "x" * (16 * 1024),
    "two thousand parameters": lambda right: "Digest " + ",".join(f"a{n}=1" for n in range(2000)),
}

# As above over TLS, where Basic is taken: the arguments are user and password.
DAMAGED_BASIC = {
    "a scheme alone": lambda user, password: "Basic",
    "a scheme and a blank": lambda user, password: "Basic ",
    "no password": lambda user, password: basic(user, ""),
    "no user": lambda user, password: basic("", password),
    "neither": lambda user, password: basic("", ""),
    "no colon": lambda user, password: "Basic " + b64encode(user.encode()).decode(),
    "not base 64": lambda user, password: f"Basic {user}:{password}",
    "half of it": lambda user, password: basic(user, password)[:-len(password) // 2],
    "a character left out": lambda user, password: basic(user, password).rstrip("=")[:-1],
    "padding in the middle": lambda user, password: basic(user, password).replace("Basic ", "Basic ===="),
    "a zero byte after the password": lambda user, password: basic(user, password + "\0"),
    "a line feed after the password": lambda user, password: basic(user, password + "\n"),
    "the password before the user": lambda user, password: basic(password, user),
    "upper-case user": lambda user, password: basic(user.upper(), password),
    "twice": lambda user, password: f"{basic(user, password)}, {basic(user, password)}",
    "two headers": lambda user, password: f"{basic(user, password)}\r\nAuthorization: {basic(user, password)}",
    "after an empty one": lambda user, password: f"\r\nAuthorization: {basic(user, password)}",
    "the credentials in Digest": lambda user, password: basic(user, password, "Digest"),
    "the credentials in Bearer": lambda user, password: basic(user, password, "Bearer"),
    "no scheme": lambda user, password: basic(user, password).removeprefix("Basic "),
}


@pytest.fixture(scope="module")
def agent(tmp_path_factory):
    """An agent with a machine that is on, and a trail that has something in it."""
    directory = tmp_path_factory.mktemp("agent")
    certificate, key = make_certificate(directory)
    agent = Agent(directory, listen=["http://127.0.0.1:0", "https://127.0.0.1:0"], config=settings(certificate, key))
    agent.certificate = certificate
    for name in ("admin", *(f"admin{number}" for number in range(10))):
        agent.add_user(name, password="secret12")
    agent.start()
    for state in (OFF, ON):
        reach(agent.client(), state)
    yield agent
    agent.stop()


@pytest.fixture
def untouched(agent):
    """The machine, its sensors' limits, and every file of the trail are afterwards what they were before."""
    def look():
        client = agent.client()
        trail = {file.name: file.read_bytes() for file in agent.state.glob("audit*")}
        limits = {name: [sensor.scaled(limit) for limit in sorted(sensor.names) if limit.startswith("UpperThreshold")]
                  for name, sensor in client.sensors().items()}
        return client.power_state(), trail, limits, len(client.items("CIM_ConcreteJob"))

    before = look()
    assert before[0] == ON and before[1]["audit.jsonl"]
    yield
    assert look() == before


def refused(answer, name, operation):
    """401 with a challenge, or 400 and 431 for what is no header; no word of what is behind."""
    assert answer.status in (401, 400, 431), f"{name}, {operation}: {answer.status}"
    assert b"Envelope" not in answer.content and b"<" not in answer.content, answer.content
    if answer.status == 401:
        assert answer.challenge and answer.content == b""


SOURCES = (f"127.40.{number // 250}.{number % 250 + 1}" for number in itertools.count())
VICTIMS = itertools.cycle(f"admin{number}" for number in range(10))


def try_operations(agent, url, name, header, operations):
    """`header` makes one of a connection and an account; each operation is tried with it. Wrong passwords slow down the
    address and the account that they are for, so each attempt has another."""
    for operation in operations:
        with Connection(url, source=next(SOURCES), verify=agent.certificate) as connection:
            answer = connection.post(OPERATIONS[operation], header(connection, next(VICTIMS)), fields=[SOAP])
            refused(answer, name, operation)


@pytest.mark.parametrize("name", DAMAGED)
@pytest.mark.parametrize("way", [0, 1], ids=["http", "https"])
def test_damaged_digest(agent, untouched, way, name):
    def header(connection, user):
        return DAMAGED[name](connection.challenge().answer(user, agent.users[user], template=HEADER))

    try_operations(agent, agent.urls[way], name, header, A_FEW if way else OPERATIONS)


@pytest.mark.parametrize("name", DAMAGED_BASIC)
def test_damaged_basic_over_tls(agent, untouched, name):
    try_operations(agent, agent.urls[1], name, lambda _, user: DAMAGED_BASIC[name](user, agent.users[user]), A_FEW)


def test_the_right_ones_do_reach_it(agent):
    """What the tables damage is whole: each operation is answered by more than a challenge."""
    for operation, body in OPERATIONS.items():
        if operation != "power off":
            with Connection(agent.urls[1], verify=agent.certificate) as connection:
                for header in (connection.challenge().answer("admin", agent.users["admin"]),
                               basic("admin", agent.users["admin"])):
                    answer = connection.post(body, header, fields=[SOAP])
                    assert answer.status != 401 and b"Envelope" in answer.content, operation


def test_the_tables_are_as_long_as_promised():
    assert len(DAMAGED) + len(DAMAGED_BASIC) >= 25 and "power off" in OPERATIONS
