"""Damaged requests at the agent's edge, for LANTERN_FUZZ_SECONDS (20 unless told): it answers or closes, never ends.

The seed is printed and can be given back as LANTERN_FUZZ_SEED.
"""

import os
import random
import re
import socket
import time
from base64 import b64encode
from pathlib import Path

import pytest

from harness.wsman import CIM, TRANSFER, WSEN, Reference, association_filter, envelope

RECORDED = Path(__file__).parents[1] / "Recorded" / "requests"
SECONDS = float(os.environ.get("LANTERN_FUZZ_SECONDS", "20"))
STATUSES = {200, 400, 401, 404, 405, 411, 413, 414, 415, 417, 431, 500, 501, 503, 505}
MACHINE = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")
FRAGMENTS = [
    b"<", b">", b"</", b"/>", b"<!DOCTYPE a>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?", b"&amp;", b"&#0;",
    b"&#x110000;", b"&x;", b'xmlns:p="', b"s:mustUnderstand",
    b"\x00", b"\xff\xfe", b"\xc3", b"\xf4\x90\x80\x80", b"-1", b"0",
    b"99999999999999999999", b"1e308", b"NaN", b"PT-1S", b"%00", b"../", b"\r\n", b"\r\n\r\n", b" ", b"A" * 9000,
    b"<a>" * 300, b"Content-Length: 18446744073709551616\r\n", b"Transfer-Encoding: chunked\r\n",
]


def corpus():
    bodies = [path.read_bytes().split(b"\n\n", 1)[1] for path in sorted(RECORDED.glob("*.http"))]
    bodies += [text.encode() for text in (
        envelope(TRANSFER + "/Get", "CIM_NumericSensor", selectors={"DeviceID": "x"}),
        envelope(WSEN + "/Enumerate", "http://schemas.dmtf.org/wbem/wscim/1/*", "<wsen:Enumerate>"
                 + association_filter(MACHINE, ResultClassName="CIM_Sensor") + "</wsen:Enumerate>"),
        envelope(CIM + "CIM_PowerManagementService/RequestPowerStateChange", "CIM_PowerManagementService",
                 f'<p:RequestPowerStateChange_INPUT xmlns:p="{CIM}CIM_PowerManagementService">'
                 "<p:PowerState>10</p:PowerState></p:RequestPowerStateChange_INPUT>"),
    )]
    return bodies


class Mutator:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.bodies = corpus()

    def damaged(self, data):
        chance = self.chance
        data = bytearray(data)
        for _ in range(chance.choice((1, 1, 2, 4, 16))):
            at = chance.randrange(len(data) + 1)
            kind = chance.randrange(6)
            if kind == 0:
                data[at:at] = chance.choice(FRAGMENTS)
            elif kind == 1:
                del data[at:at + chance.choice((1, 1, 8, 100))]
            elif kind == 2 and at < len(data):
                data[at] = chance.randrange(256)
            elif kind == 3:
                end = at + chance.randrange(200)
                data[at:at] = data[at:end] * chance.choice((1, 1, 5))
            elif kind == 4:
                other = chance.choice(self.bodies)
                start = chance.randrange(len(other))
                data[at:at] = other[start:start + chance.randrange(300)]
            else:
                data[:] = re.sub(rb">[^<>]+<", lambda found: b">" + chance.choice(FRAGMENTS) + b"<", bytes(data),
                                 count=chance.randint(1, 3))
        return bytes(data[:300_000])

    def request(self, credentials):
        """Mostly sound HTTP around a damaged body; now and then the head is damaged too."""
        chance = self.chance
        body = self.damaged(chance.choice(self.bodies)) if chance.random() < 0.95 else b""
        head = b"POST /wsman HTTP/1.1\r\nHost: x\r\nContent-Type: application/soap+xml;charset=UTF-8\r\n"
        if chance.random() < 0.97:
            head += b"Authorization: Basic " + credentials + b"\r\n"
        head += b"Connection: close\r\n"
        if chance.random() < 0.1:
            head = self.damaged(head)
        if chance.random() < 0.1:
            pieces = [body[at:at + 500] for at in range(0, len(body), 500)]
            chunks = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces if piece)
            return head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n"
        return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


def exchange(port, request):
    """All that comes back until the agent closes; empty when it closes without a word."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        answer = b""
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            while chunk := connection.recv(65536):
                answer += chunk
        except ConnectionError:  # it may close while we still send
            pass
    return answer


def resident(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()).group(1))


def test_damaged_requests(open_agent):
    seed = int(os.environ.get("LANTERN_FUZZ_SEED", random.randrange(1 << 31)))
    print(f"LANTERN_FUZZ_SEED={seed}")
    mutator = Mutator(seed)
    credentials = b64encode(f"admin:{open_agent.users['admin']}".encode())
    count, warm = 0, None
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        request = mutator.request(credentials)
        answer = exchange(open_agent.port, request)
        assert open_agent.process.poll() is None, (count, request, "".join(open_agent.log[-20:]))
        if answer:
            assert answer.startswith(b"HTTP/1."), (request, answer)
            assert int(answer.split(b" ", 2)[1]) in STATUSES, (request, answer)
        count += 1
        if count % 500 == 0:
            assert open_agent.client().identify().ok
            warm = warm or resident(open_agent.pid)
    print(count, "requests")
    assert count > 100
    assert open_agent.client().get("CIM_ComputerSystem").ok
    if warm and "/address/" not in os.environ.get("LANTERN_BIN", ""):  # freed memory is kept there
        assert resident(open_agent.pid) < warm + 32 * 1024, "memory grows with damaged requests"


@pytest.mark.parametrize("length", [1, 100, 5000])
def test_requests_that_come_byte_by_byte_and_stop(open_agent, length):
    """Slow senders hold nothing up."""
    whole = Mutator(length).request(b"x").ljust(length, b"x")[:length]
    held = [socket.create_connection(("127.0.0.1", open_agent.port), timeout=20) for _ in range(50)]
    try:
        for connection in held:
            connection.sendall(whole)
        assert open_agent.client().get("CIM_ComputerSystem").ok
    finally:
        for connection in held:
            connection.close()
    assert open_agent.client().identify().ok
