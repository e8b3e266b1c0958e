"""What a stranger, a broken client or a port scanner may send: each gets its status and its fault, costs a bounded
amount of memory and time, and the next request is answered."""

import http.client
import os
import selectors
import socket
import time
from base64 import b64encode

import pytest

from harness.agent import Agent
from harness.pairs import (
    Bytes, Document, Memory, Pair, World, enumerate_, fault, get, ok, pull, request, soap_fault)
from harness.pairs import http as status
from harness.processes import descriptors, eventually, forget_peak, memory, processor_time
from harness.wsman import ANONYMOUS, IDENTIFY

SANITIZED = "/address/" in os.environ.get("LANTERN_BIN", "") or "/thread/" in os.environ.get("LANTERN_BIN", "")
# KiB above what the agent had before. Freed memory is kept by a sanitizer, so nothing is said there.
GROWTH = 1 << 30 if SANITIZED else 24 * 1024
# Processor time for one request in a debug build, in seconds: generous, but what is quadratic takes ten times as much.
COST = 0.15 * (10 if SANITIZED else 1)

GET = get("CIM_ComputerSystem")
POST = "POST /wsman HTTP/1.1\nHost: x\nContent-Type: application/soap+xml;charset=UTF-8\n$basic\n"
CLOSE = "Connection: close"
SENDER = soap_fault("Sender")
# Most of the names are in the namespace that was declared last, and all namespaces begin alike.
PARAMETERS = ("".join(f"<x:P xmlns:x='urn:{'x' * 900}{n}'></x:P>" for n in range(200))
              + f"<x:P xmlns:x='urn:{'x' * 900}'>{'<x:Q></x:Q>' * 600}</x:P>")
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


def entity(declaration, use="&x;"):
    return GET.edit("<s:Envelope", f"<!DOCTYPE x [{declaration}]><s:Envelope").edit("<s:Body>", f"<s:Body>{use}")


def inside(text):
    return GET.edit("<s:Body></s:Body>", f"<s:Body>{text}</s:Body>")


def length(value):
    return Bytes(f"{POST}Content-Length: {value}\n{CLOSE}")


# name: what is sent, and what must come back.
HOSTILE = {
    "malformed XML": (Document(content="<s:Envelope><"), SENDER),
    "empty body": (Document(content=""), SENDER),
    "entities of 10^9 characters": (entity(f'<!ENTITY e0 "l">{ENTITIES}', "&e9;"), SENDER),
    "internal entity": (entity('<!ENTITY x "y">'), SENDER),
    "external entity": (entity('<!ENTITY x SYSTEM "file:///etc/passwd">'), SENDER),
    "external entity over HTTP": (entity('<!ENTITY x SYSTEM "http://127.0.0.1:1/">'), SENDER),
    "parameter entity": (entity('<!ENTITY % x SYSTEM "http://127.0.0.1:1/"> %x;', ""), SENDER),
    "100,000 nested elements": (inside("<x>" * 100_000), SENDER),
    "10,000 attributes": (inside("<x " + " ".join(f'a{n}="1"' for n in range(10_000)) + "></x>"), SENDER),
    "unknown mustUnderstand": (GET.header('<x:y xmlns:x="urn:x" s:mustUnderstand="true"></x:y>'),
                               soap_fault("MustUnderstand", "urn:x")),
    "unknown action": (request("urn:nonsense", "CIM_Fan"), fault("wsa:ActionNotSupported", None, "urn:nonsense")),
    "unknown resource": (get("CIM_Nonsense"),
                         fault("wsa:DestinationUnreachable", "InvalidResourceURI", "CIM_Nonsense")),
    "no MessageID": (GET.without("wsa:MessageID"), fault("wsa:MessageInformationHeaderRequired", None, "MessageID")),
    "no Action": (GET.without("wsa:Action"), fault("wsa:MessageInformationHeaderRequired", None, "Action")),
    "a thousand headers of the protocol": (
        GET.header("".join(f"<wsa:H{n}></wsa:H{n}>" for n in range(1000))), ok("Get")),
    "200 namespaces in reference parameters": (
        GET.header(f"<wsa:FaultTo><wsa:Address>{ANONYMOUS}</wsa:Address><wsa:ReferenceParameters>{PARAMETERS}"
                   "</wsa:ReferenceParameters></wsa:FaultTo>").edit("<s:Body>", "<s:Body><x></x>"),
        soap_fault("Sender", strict=False)),
    "MaxEnvelopeSize 100": (GET.header('<wsman:MaxEnvelopeSize s:mustUnderstand="true">100</wsman:MaxEnvelopeSize>'),
                            fault("wsman:EncodingLimit", "MinimumEnvelopeLimit", "100")),
    "SOAP 1.1": (Document(content='<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body></e:Body>'
                                  "</e:Envelope>"), soap_fault("VersionMismatch")),
    "text/plain": (GET.http(Content_Type="text/plain"), status(415)),
    "no Content-Type": (GET.http(Content_Type=None), ok("Get")),
    "UTF-16": (GET.encoded("utf-16", "UTF-16"), ok("Get", charset="UTF-16")),
    "bad charset": (GET.encoded("utf-8", "klingon"), fault("wsman:EncodingLimit", "CharacterSet", "klingon")),
    "bad bytes": (Document(content=b"\xff\xfe\xfd"), soap_fault("Sender", charset=None)),
    "GET": (Bytes(f"GET /wsman HTTP/1.1\nHost: x\n$basic\n{CLOSE}"), status(405)),
    "M-POST": (Bytes(f"M-POST /wsman HTTP/1.1\nHost: x\n$basic\nContent-Length: 0\n{CLOSE}"), status((400, 405, 501))),
    "wrong path": (Bytes(f"POST /etc/passwd HTTP/1.1\nHost: x\n$basic\nContent-Length: 0\n{CLOSE}"), status(404)),
    "negative Content-Length": (length(-1), status(400)),
    "double Content-Length": (Bytes(f"{POST}Content-Length: 1\nContent-Length: 2\n{CLOSE}", "xx"), status(400)),
    "5 GB Content-Length": (length(5 << 30), status(413)),
    "64 KB header": (Bytes(f"{POST}X: {'x' * 65536}\nContent-Length: 0\n{CLOSE}"), status(431)),
    "100 MB declared": (length(100 << 20), status(413)),
    "TLS to a plain port": (Bytes("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"), status((400, None))),
    "nothing but zeros": (Bytes("\x00" * 1000), status((400, None))),
}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    agent = Agent(tmp_path_factory.mktemp("agent"), config="allow-basic-over-http: true\n")
    for name, role in (("admin", "administrator"), ("reader", "readonly")):
        agent.add_user(name, role)
    world = World(agent.start())
    for _ in range(50):  # what a first request costs, once and for all
        world.run(Pair("warm", "", (GET,), ok("Get")))
    yield world
    agent.stop()


@pytest.fixture(autouse=True)
def bounded(world):
    """After every test here the same process answers, without having grown beyond the bound on the way."""
    pid = world.agent.pid
    before = memory(pid)
    forget_peak(pid)
    yield
    assert world.agent.process.poll() is None, "".join(world.agent.log[-20:])
    assert eventually(lambda: world.agent.stranger(world.base + "/wsman-anon/identify").post(IDENTIFY).ok, 60,
                      "a new client is answered")
    assert memory(pid, "VmHWM") < before + GROWTH


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(world, name):
    """Often enough to see that nothing stays behind, and what one costs."""
    asked, expected = HOSTILE[name]
    times = 30
    before = processor_time(world.agent.pid)
    for _ in range(times):
        text, answer = asked.send(world, Memory())
        expected.check(answer, text, Memory())
        assert "root:" not in answer.text
    assert (processor_time(world.agent.pid) - before) / times < COST
    world.run(Pair("next", "", (GET,), ok("Get")))


def connect(world, source="127.0.0.1", timeout=30):
    return socket.create_connection(world.address, timeout, source_address=(source, 0))


def received(connection):
    """All that comes until the agent closes."""
    answer = b""
    try:
        while chunk := connection.recv(65536):
            answer += chunk
    except ConnectionError:  # closed with something of ours still unread
        pass
    return answer


def test_a_truncated_body(world):
    """It ends before the body that was announced: a bad request, or no answer at all; never a hanging connection."""
    head = credentials(world) + b"Content-Length: 1000\r\n\r\n"
    with connect(world) as connection:
        connection.sendall(head + b"<s:Envelope")
        connection.shutdown(socket.SHUT_WR)
        answer = received(connection)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400")


def test_100_mb_in_chunks(world):
    """Refused once it is too much, not when it is over."""
    sent = 0
    with connect(world) as connection:
        chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
        try:
            connection.sendall(credentials(world) + b"Transfer-Encoding: chunked\r\n\r\n")
            while sent < 100 << 20:
                connection.sendall(chunk)
                sent += len(chunk)
            answer = received(connection)
        except ConnectionError:  # it closed while we were still sending
            answer = None
    assert answer is None or answer.startswith(b"HTTP/1.1 413")


def test_10_000_abandoned_enumerations(world):
    """A user's own oldest give way; others are told that there are too many; nobody's memory grows."""
    connection = http.client.HTTPConnection(*world.address, timeout=30)
    token = b64encode(f"admin:{world.agent.users['admin']}".encode()).decode()
    body = enumerate_("CIM_NumericSensor").text(Memory())
    for _ in range(10_000):
        connection.request("POST", "/wsman", body, {"Authorization": f"Basic {token}"})
        answer = connection.getresponse()
        text = answer.read()
        assert answer.status == 200 or b"QuotaLimit" in text, text
    connection.close()
    for user in ("admin", "reader"):
        world.run(Pair("next", "", (enumerate_("CIM_Fan").by(user), pull("CIM_Fan").by(user)),
                       ok("Pull", count={"*/wsen:Items/*": 6})))


def test_a_pull_of_a_million(world):
    many = "<wsen:MaxElements>1000000</wsen:MaxElements>"
    for _ in range(30):
        world.run(Pair("million", "", (enumerate_("CIM_NumericSensor"), pull("CIM_NumericSensor", many)),
                       ok("Pull", count={"*/wsen:Items/*": (30, 100)}, has={"*/wsen:EndOfSequence": ""})))


def test_a_pull_with_an_envelope_of_100(world):
    small = '<wsman:MaxEnvelopeSize s:mustUnderstand="true">100</wsman:MaxEnvelopeSize>'
    for _ in range(30):
        world.run(Pair("small", "", (enumerate_("CIM_Fan"), pull("CIM_Fan").header(small)),
                       fault("wsman:EncodingLimit", "MinimumEnvelopeLimit", "100")))


def credentials(world):
    token = b64encode(f"admin:{world.agent.users['admin']}".encode())
    return b"POST /wsman HTTP/1.1\r\nHost: x\r\nAuthorization: Basic " + token + b"\r\n"


# Many at once

ANONYMOUS = (f"POST /wsman-anon/identify HTTP/1.1\r\nHost: x\r\nContent-Length: {len(IDENTIFY)}\r\n"
             f"Connection: close\r\n\r\n{IDENTIFY}").encode()


def many(world, sources, number):
    """So many connections, the sources taking turns."""
    return [connect(world, sources[n % len(sources)]) for n in range(number)]


def answers(connections, within=60):
    """What each is sent until it is closed; all of them are read at once."""
    found = {connection: b"" for connection in connections}
    watch = selectors.DefaultSelector()
    for connection in connections:
        connection.setblocking(False)
        watch.register(connection, selectors.EVENT_READ)
    end = time.monotonic() + within
    while watch.get_map() and time.monotonic() < end:
        for key, _ in watch.select(1):
            try:
                chunk = key.fileobj.recv(65536)
            except ConnectionError:
                chunk = b""
            found[key.fileobj] += chunk
            if not chunk:
                watch.unregister(key.fileobj)
    assert not watch.get_map(), f"{len(watch.get_map())} connections are still open after {within} s"
    watch.close()
    return list(found.values())


def close(connections):
    for connection in connections:
        connection.close()


def test_500_first_time_connections_at_once(world):
    """From five places, as after a power cut: each is answered."""
    before = descriptors(world.agent.pid)
    connections = many(world, [f"127.0.7.{n}" for n in range(1, 6)], 500)
    for connection in connections:
        connection.sendall(ANONYMOUS)
    found = answers(connections)
    assert [answer[:12] for answer in found] == [b"HTTP/1.1 200"] * 500
    close(connections)
    eventually(lambda: descriptors(world.agent.pid) <= before + 2, 30, "all descriptors are given back")


def test_500_connections_from_one_place(world):
    """One place gets its share; the rest is refused politely, with words and not with a reset."""
    before = descriptors(world.agent.pid)
    connections = many(world, ["127.0.8.1"], 500)
    for connection in connections:
        try:
            connection.sendall(ANONYMOUS)
        except ConnectionError:  # refused already
            pass
    found = answers(connections)
    statuses = [answer[:12] for answer in found]
    assert statuses.count(b"HTTP/1.1 200") >= 100
    assert set(statuses) <= {b"HTTP/1.1 200", b"HTTP/1.1 503"}, set(statuses)
    close(connections)
    eventually(lambda: descriptors(world.agent.pid) <= before + 2, 30, "all descriptors are given back")


def test_1_000_slow_connections(world):
    """They send a little and then nothing. Who is connected is answered meanwhile, and each of them is closed in the
    end."""
    before = descriptors(world.agent.pid)
    connected = world.agent.client("admin", scheme="basic")
    assert connected.get("CIM_ComputerSystem").ok
    slow = many(world, [f"127.0.9.{n}" for n in range(1, 11)], 1000)
    for number, connection in enumerate(slow):
        try:
            connection.sendall(ANONYMOUS[:1 + number % 120])
        except ConnectionError:  # refused: there are too many
            pass
    for _ in range(20):
        assert connected.get("CIM_ComputerSystem").ok
    found = answers(slow, 90)
    assert {answer[:12] for answer in found} <= {b"", b"HTTP/1.1 408", b"HTTP/1.1 503", b"HTTP/1.1 400"}
    assert connected.get("CIM_ComputerSystem").ok
    close(slow)
    eventually(lambda: descriptors(world.agent.pid) <= before + 4, 30, "all descriptors are given back")


def test_connections_that_say_nothing_are_closed(world):
    with connect(world, "127.0.10.1", 90) as silent:
        assert received(silent)[:12] in (b"", b"HTTP/1.1 408")


def test_a_slow_body_is_closed(world):
    with connect(world, "127.0.10.2", 90) as slow:
        slow.sendall(credentials(world) + b"Content-Length: 1000\r\n\r\n<")
        assert received(slow)[:12] in (b"", b"HTTP/1.1 408")


def test_pipelined_requests_are_answered_in_order_and_not_all_at_once(world):
    """Two hundred requests before the first answer is read."""
    whole = credentials(world) + f"Content-Length: {len(IDENTIFY)}\r\n".encode()
    last = whole + b"Connection: close\r\n\r\n" + IDENTIFY.encode()
    with connect(world, "127.0.10.3") as connection:
        connection.sendall((whole + b"\r\n" + IDENTIFY.encode()) * 200 + last)
        assert received(connection).count(b"HTTP/1.1 200") == 201


def test_an_answer_that_nobody_reads(world):
    """Clients that ask and never read: each is cut off, and the others go on."""
    body = enumerate_("CIM_NumericSensor", "<wsman:OptimizeEnumeration></wsman:OptimizeEnumeration>"
                                           "<wsman:MaxElements>500</wsman:MaxElements>").text(Memory()).encode()
    asked = credentials(world) + f"Content-Length: {len(body)}\r\n\r\n".encode() + body
    deaf = []
    for number in range(20):
        connection = connect(world, f"127.0.11.{1 + number}")
        connection.setblocking(False)
        try:
            for _ in range(200):
                connection.send(asked)
        except BlockingIOError:  # it stopped reading, as it should
            pass
        deaf.append(connection)
    for _ in range(20):
        assert world.agent.client("admin", scheme="basic").get("CIM_ComputerSystem").ok
    close(deaf)
