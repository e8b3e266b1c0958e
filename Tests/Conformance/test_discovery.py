"""Being found (RMCP presence pings, DNS-SD) and finding others (lantern discover)."""

import contextlib
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import threading
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from harness import processes
from harness.agent import BINARIES, ROOT, Agent
from harness.tls import make_certificate, settings

PING = bytes.fromhex("0600ff06 000011be 80 2a 00 00")
PONG = bytes.fromhex("0600ff06 000011be 40 2a 00 10 000011be 00000000 01 20 000000000000")
# On this address nobody else has the port that rmcpping insists on.
OWN_ADDRESS = "127.6.23.1"


def pings_answered_at(agent):
    """The (address, port) pairs at which an agent answers pings, once it says so."""
    def said():
        return [(host.strip("[]"), int(port)) for line in agent.log
                for host, port in re.findall(r"answering presence pings udp=(\S+):(\d+)", line)]
    return processes.eventually(said, 20, "the agent answers pings")


def udp(address, source=None):
    """A socket that talks to one address and waits twenty seconds at most."""
    client = socket.socket(socket.AF_INET6 if ":" in address[0] else socket.AF_INET, socket.SOCK_DGRAM)
    client.settimeout(20)
    if source:
        client.bind((source, 0))
    client.connect(address)
    return client


def answer_to_a_ping(client):
    """As every sender of UDP does, asks again: among thousands of datagrams the kernel drops some."""
    client.settimeout(0.5)
    for _ in range(40):
        client.send(PING)
        try:
            return client.recv(100)
        except TimeoutError:
            continue
    raise AssertionError("pings are not answered")


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """An agent that can be found in every way: IPv4 and IPv6, pings, http and https."""
    directory = tmp_path_factory.mktemp("agent")
    certificate, key = make_certificate(directory)
    agent = Agent(directory, listen=["http://127.0.0.1:0", "https://[::1]:0"],
                  config='presence: { listen: ["127.0.0.1:0", "[::1]:0"] }\n' + settings(certificate, key))
    agent.certificate = certificate
    yield agent.start()
    agent.stop()


# MARK: Pings


def test_pings_are_answered_over_ipv4_and_ipv6(found):
    addresses = pings_answered_at(found)
    assert [host for host, _ in addresses] == ["127.0.0.1", "::1"]
    for address in addresses:
        with udp(address) as client:
            client.send(PING)
            assert client.recv(100) == PONG


def test_a_numbered_ping_is_acknowledged_first(found):
    with udp(pings_answered_at(found)[0]) as client:
        client.send(PING[:2] + b"\x05" + PING[3:])
        assert client.recv(100) == bytes.fromhex("06000586")
        assert client.recv(100) == PONG


def test_hostile_datagrams_leave_no_trace(found):
    address = pings_answered_at(found)[0]
    lines = len(found.log)
    descriptors = processes.descriptors(found.pid)
    with udp(address, "127.0.0.9") as client:
        for round in range(200):
            client.send(os.urandom(round))
            client.send(PING[:round % 12])
            client.send(PING + bytes(round + 1))
            client.send(PONG)
            client.send(bytes.fromhex("06000586"))
        client.send(bytes(60_000))
        assert answer_to_a_ping(client) == PONG
    assert len(found.log) == lines
    assert processes.descriptors(found.pid) == descriptors


def test_a_flood_is_not_answered_and_others_are(found):
    address = pings_answered_at(found)[0]
    with udp(address, "127.0.0.10") as flood, udp(address, "127.0.0.11") as other:
        start = time.monotonic()
        for _ in range(3000):
            flood.send(PING)
        assert answer_to_a_ping(other) == PONG
        flood.settimeout(0.2)
        answers = 0
        while True:
            try:
                flood.recv(100)
                answers += 1
            except TimeoutError:
                break
        assert answers <= 9 + 4 * (time.monotonic() - start)


def test_without_the_setting_no_udp_port_is_open(agent):
    processes.look_into(agent.pid)
    inodes = {link.split("[")[1].rstrip("]") for link in (
        os.readlink(f"/proc/{agent.pid}/fd/{number}") for number in os.listdir(f"/proc/{agent.pid}/fd"))
        if link.startswith("socket:[")}
    for table in ("udp", "udp6"):
        lines = Path(f"/proc/{agent.pid}/net/{table}").read_text().splitlines()[1:]
        assert not inodes & {line.split()[9] for line in lines}


def test_the_agent_starts_where_somebody_else_has_the_port(start_agent):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bmc:
        bmc.bind(("127.0.0.1", 0))
        port = bmc.getsockname()[1]
        agent = start_agent(config=f'presence: {{ listen: ["127.0.0.1:{port}", "127.0.0.1:0"] }}\n')
        assert len(pings_answered_at(agent)) == 1
        assert any(f"Cannot answer presence pings on 127.0.0.1:{port}: " in line for line in agent.log)
        assert agent.client().identify().ok


# MARK: Other people's tools


def test_rmcpping_finds_it(start_agent):
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind((OWN_ADDRESS, 623))
    except PermissionError:
        pytest.skip("rmcpping knows no port but 623, which only root may have here")
    agent = start_agent(config=f"presence: {{ listen: {OWN_ADDRESS} }}\n", capabilities=["net_bind_service"])
    assert pings_answered_at(agent) == [(OWN_ADDRESS, 623)]
    run = subprocess.run(["rmcpping", "-v", "-c", "2", "-i", "1", OWN_ADDRESS], capture_output=True, text=True, timeout=60,
                         env={"PATH": "/usr/sbin:/usr/bin"})
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"pong received from {OWN_ADDRESS}" in run.stdout and "ipmi not-supported" in run.stdout
    assert "2 pings transmitted, 2 pongs received" in run.stdout


def test_ipmiutil_finds_it(found):
    program = shutil.which("ipmiutil") or ROOT / ".build" / "ipmiutil" / "usr" / "bin" / "ipmiutil"
    if not Path(program).exists():
        pytest.skip("ipmiutil is neither installed nor unpacked; scripts/test unpacks it")
    host, port = pings_answered_at(found)[0]
    run = subprocess.run([program, "discover", "-b", host, "-e", host, "-p", str(port)], capture_output=True, text=True,
                         timeout=60)
    assert re.search(r"response from\D+127\.0\.0\.1\b", run.stdout), run.stdout + run.stderr
    assert "1 pings sent, 1 responses" in run.stdout


def test_tshark_decodes_the_pong(found, tmp_path):
    if not shutil.which("tshark"):
        pytest.skip("tshark is not installed")
    with udp(pings_answered_at(found)[0]) as client:
        client.send(PING)
        pong = client.recv(100)
    capture = tmp_path / "pong.pcap"
    # A raw IPv4 packet (link type 101), from port 623 as it would come over the wire.
    packet = struct.pack("!HHHH", 623, 40000, 8 + len(pong), 0) + pong
    header = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(packet), 1, 0, 64, 17, 0, bytes(4), bytes(4))
    size = len(header) + len(packet)
    capture.write_bytes(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101)
                        + struct.pack("<IIII", 0, 0, size, size) + header + packet)
    text = subprocess.run(["tshark", "-r", capture, "-V"], capture_output=True, text=True, timeout=60).stdout
    assert "Remote Management Control Protocol, Class: ASF" in text
    assert re.search(r"Type: Presence Pong \(0x40\)", text), text
    assert "Message Tag: 0x2a" in text and "Data Length: 16" in text
    assert "Malformed" not in text


# MARK: lantern discover


def discover(*words, status=0, text=None):
    run = subprocess.run([BINARIES / "lantern", "discover", *map(str, words)], capture_output=True, text=True, timeout=60,
                         input=text)
    assert run.returncode == status, run.stdout + run.stderr
    return run


def ways(found):
    """The options that name the agent's ports."""
    return ["--port", found.urls[0].rsplit(":", 1)[1], "--tls-port", found.urls[1].rsplit(":", 1)[1]]


def test_discover_prints_the_one_machine_among_closed_addresses(found):
    _, pings = pings_answered_at(found)[0]
    run = discover("127.0.0.0/29", "--rmcp-port", pings, *ways(found))
    heading, line = run.stdout.splitlines()
    assert heading.split() == ["ADDRESS", "PONG", "DASH", "PRODUCT", "SECURITY", "URL"]
    assert re.split(r"  +", line) == [
        "127.0.0.1", "DASH", "1.2.0", "Lantern Project, Lantern 0", "http/digest,https/digest,https/basic",
        found.urls[0] + "/wsman"]
    assert run.stderr == "1 of 6 addresses answered.\n"


def test_discover_prints_json(found):
    _, pings = pings_answered_at(found)[0]
    machine, = json.loads(discover("127.0.0.0/29", "--rmcp-port", pings, *ways(found), "--json").stdout)
    assert machine == {
        "address": "127.0.0.1", "pong": ["DASH"], "url": found.urls[0] + "/wsman", "wants_login": False,
        "product_vendor": "Lantern Project", "product_version": "Lantern 0", "dash_version": "1.2.0",
        "protocol_version": "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd",
        "security_profiles": ["http/digest", "https/digest", "https/basic"], "certificate": None}


def test_discover_prints_targets_for_prometheus(found):
    group, = json.loads(discover("127.0.0.0/29", "--no-rmcp", *ways(found), "--prometheus").stdout)
    assert group == {
        "targets": [found.urls[0].removeprefix("http://")],
        "labels": {
            "__meta_lantern_url": found.urls[0] + "/wsman", "__meta_lantern_product_vendor": "Lantern Project",
            "__meta_lantern_product_version": "Lantern 0", "__meta_lantern_dash_version": "1.2.0"}}


def test_discover_speaks_tls_and_ipv6_and_shows_the_certificate(found):
    machine, = json.loads(discover("::1", "--no-rmcp", *ways(found), "--json").stdout)
    assert (machine["address"], machine["url"]) == ("::1", found.urls[1] + "/wsman")
    shown = subprocess.run(["openssl", "x509", "-in", found.certificate, "-noout", "-fingerprint", "-sha256"],
                           check=True, capture_output=True, text=True, timeout=60).stdout
    assert machine["certificate"]["sha256"] == shown.split("=")[1].strip().replace(":", "").lower()
    assert machine["certificate"]["expires"].endswith("Z")


def test_discover_can_leave_those_alone_that_do_not_answer_pings(found):
    _, pings = pings_answered_at(found)[0]
    closed = processes.free_port(socket.SOCK_DGRAM)
    assert "1 of 6" in discover("127.0.0.1-6", "--only-pong", "--rmcp-port", pings, *ways(found)).stderr
    run = discover("127.0.0.1-6", "--only-pong", "--rmcp-port", closed, *ways(found), "--timeout", "0.2")
    assert (run.stdout, run.stderr) == ("", "0 of 6 addresses answered.\n")


def test_discover_shows_who_wants_a_login(start_agent):
    agent = start_agent(config="anonymous-identify: false\n")
    machine, = json.loads(discover("127.0.0.1", "--no-rmcp", "--port", agent.port, "--json").stdout)
    assert machine["wants_login"] and machine["product_vendor"] is None
    assert "(wants a login)" in discover("127.0.0.1", "--no-rmcp", "--port", agent.port).stdout


def test_discover_reads_ranges_from_a_file(found, tmp_path):
    file = tmp_path / "hosts"
    file.write_text("# ours\n127.0.0.1-2, ::1\n")
    assert "2 of 3" in discover("--from", file, "--no-rmcp", *ways(found)).stderr
    assert "1 of 1" in discover("--from", "-", "--no-rmcp", *ways(found), text="127.0.0.1\n").stderr
    file.write_text("127.0.0.1\nbmc-7\n")
    assert f"{file}:2: 'bmc-7' is no address" in discover("--from", file, status=1).stderr


@pytest.mark.parametrize("words, sentence", [
    ([], "No address to look at"), (["bmc-7"], "'bmc-7' is no address"), (["10.0.0.0/15"], "more than 65536 addresses"),
    (["192.0.2.9-1"], "ends before it begins"), (["224.0.0.1"], "no single machine"),
    (["192.0.2.1", "--parallel", "0"], "--parallel must be"), (["192.0.2.1", "--json", "--prometheus"], "together"),
])
def test_discover_says_what_is_wrong_with_its_command_line(words, sentence):
    assert sentence in discover(*words, status=2).stderr


def test_discover_passes_by_what_is_not_ws_management():
    """A server of something else, one that says nothing, and one that says too much."""
    def chatter(web):
        while True:
            try:
                connection, _ = web.accept()
            except OSError:  # closed: the test is over
                return
            with connection, contextlib.suppress(OSError):
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n" + b"<a>" * 100_000)

    with socket.create_server(("127.0.0.1", 0)) as silent, socket.create_server(("127.0.0.1", 0)) as web:
        threading.Thread(target=chatter, args=(web,), daemon=True).start()
        ports = [word for server in (silent, web) for word in ("--port", server.getsockname()[1])]
        run = discover("127.0.0.1", "--no-rmcp", "--timeout", "0.2", *ports, "--tls-port", web.getsockname()[1])
        assert (run.stdout, run.stderr) == ("", "0 of 1 addresses answered.\n")


# MARK: DNS-SD


def test_the_avahi_file_announces_the_usual_https_ports():
    services = ElementTree.parse(ROOT / "scripts" / "packaging" / "avahi" / "lantern.service").getroot()
    assert {(each.findtext("type"), each.findtext("port")) for each in services.iter("service")} == {
        ("_oob-ws-https._tcp", "664"), ("_wsmans._tcp", "5986")}
    assert {each.text for each in services.iter("txt-record")} == {"path=/wsman"}
