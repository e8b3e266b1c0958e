#!/usr/bin/env python3
"""Measures the agent and prints Markdown tables. usage: bench.py ECHO [size] [start] [memory] [cpu] [throughput]

ECHO is the bare swift-nio server built from echo/. Rates and times drift with the machine, so an agent is always
measured in turns with a bare server that sends the same bytes, and what counts is the ratio.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from pathlib import Path

import requests

sys.path.insert(0, str(Path(__file__).parents[1]))

from measure import cpu_seconds, load, median, memory  # noqa: E402

from harness import processes  # noqa: E402
from harness.agent import BINARIES, Agent  # noqa: E402
from harness.boards import write_board  # noqa: E402
from harness.wsman import CIM, IDENTIFY, TRANSFER, WSEN, Client, envelope  # noqa: E402

ROUNDS = 7
STARTS = 11
SENSORS = 100
PASSWORD = "correct horse battery"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("echo", type=Path)
    parser.add_argument("what", nargs="*")
    arguments = parser.parse_args()
    parts = {"size": size, "start": start, "memory": idle_memory, "cpu": cpu, "throughput": throughput}
    with tempfile.TemporaryDirectory(prefix="lantern-bench-") as directory:
        bench = Bench(Path(directory), arguments.echo)
        for name in arguments.what or parts:
            print(f"\n### {name.capitalize()}\n")
            parts[name](bench)


class Bench:
    """An agent with a board of a hundred numeric sensors, and bare servers that send what it sends."""

    def __init__(self, directory, echo):
        self.directory, self.echo = directory, echo
        self.board = write_board(directory / "board.yaml", SENSORS)
        os.sched_setaffinity(0, {0})  # inherited by the servers

    def agent(self):
        agent = Agent(self.directory, board=self.board, config="allow-basic-over-http: true\n")
        if not agent.state.exists():
            agent.add_user("admin", password=PASSWORD)
        agent.users["admin"] = PASSWORD
        return agent.start()

    def requests(self, agent):
        """One body of each kind, in files, with the size of the answer."""
        client = agent.client()
        sensor = client.references("CIM_NumericSensor")[0]
        service = client.references("CIM_PowerManagementService")[0]
        bodies = {
            "Identify": IDENTIFY,
            "Get": envelope(TRANSFER + "/Get", "CIM_NumericSensor", selectors=sensor.selectors),
            "Invoke": envelope(
                CIM + "CIM_PowerManagementService/RequestPowerStateChange", "CIM_PowerManagementService",
                f'<p:RequestPowerStateChange_INPUT xmlns:p="{CIM}CIM_PowerManagementService"><p:PowerState>99'
                "</p:PowerState></p:RequestPowerStateChange_INPUT>", service.selectors),
            f"Enumerate {SENSORS}": envelope(
                WSEN + "/Enumerate", "CIM_NumericSensor",
                "<wsen:Enumerate><wsman:OptimizeEnumeration></wsman:OptimizeEnumeration>"
                "<wsman:MaxElements>1000</wsman:MaxElements></wsen:Enumerate>"),
        }
        found = {}
        for name, body in bodies.items():
            reply = client.post(body)
            assert reply.ok, reply.text
            request, answer = self.directory / f"{name}.request", self.directory / f"{name}.answer"
            request.write_text(body)
            answer.write_text(reply.text)
            found[name] = (request, answer)
        return found

    def bare(self, answer):
        """A bare server that sends this answer; the process and its URL."""
        port = processes.free_port()
        process = subprocess.Popen([self.echo, str(port), answer], preexec_fn=processes.die_with_parent)
        url = f"http://127.0.0.1:{port}/wsman"
        processes.eventually(lambda: answers(url), 10, "the bare server answers", every=0.01)
        return process, url


def answers(url):
    try:
        return requests.post(url, data=b"x", timeout=5).status_code == 200
    except requests.ConnectionError:
        return False


def basic(agent):
    return "Basic " + b64encode(f"admin:{agent.users['admin']}".encode()).decode()


def size(bench):
    """Bytes of the programs, as they are here."""
    print("| program | MB |\n|---|---|")
    for program in ("lanternd", "lantern-ipmi", "lantern"):
        print(f"| `{program}` | {(BINARIES / program).stat().st_size / 1e6:.2f} |")


def start(bench):
    """From exec to the end of the first answer."""
    bench.agent().stop()
    times = []
    for _ in range(STARTS):
        port = processes.free_port()
        agent = Agent(bench.directory, board=bench.board, listen=f"http://127.0.0.1:{port}")
        client = Client(f"http://127.0.0.1:{port}/wsman-anon/identify")
        begun = time.monotonic()
        process = subprocess.Popen(agent.command(), stderr=subprocess.DEVNULL, preexec_fn=processes.die_with_parent)
        while not raw_identify(port):
            pass
        times.append((time.monotonic() - begun) * 1000)
        assert client.identify().ok
        processes.stop(process)
    print("| start to first answered Identify | ms |\n|---|---|")
    print(f"| median of {STARTS} | {median(times):.1f} |\n| best | {min(times):.1f} |")


def raw_identify(port):
    """Whether an anonymous Identify is answered; as little Python as possible in the time that is measured."""
    request = (f"POST /wsman-anon/identify HTTP/1.1\r\nHost: x\r\nContent-Length: {len(IDENTIFY)}\r\n"
               f"Content-Type: application/soap+xml\r\n\r\n{IDENTIFY}").encode()
    try:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(request)
            return connection.recv(65536).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


def idle_memory(bench):
    """Idle after the first scans, and again after one request of each kind; also what idling costs."""
    agent = bench.agent()
    time.sleep(3)
    fresh = memory(agent.pid)
    before, begun = cpu_seconds(agent.pid), time.monotonic()
    time.sleep(10)
    used = (cpu_seconds(agent.pid) - before) / (time.monotonic() - begun)
    bench.requests(agent)
    time.sleep(1)
    asked = memory(agent.pid)
    agent.stop()
    print(f"| `lanternd` idle, {SENSORS} sensors | after start | after a request of each kind |\n|---|---|---|")
    for name, first, second in zip(("PSS", "RSS"), fresh, asked):
        print(f"| {name} | {first:.1f} MiB | {second:.1f} MiB |")
    print(f"\nReading {SENSORS} sensors every second costs {used * 1000:.2f} ms of CPU a second.")


def cpu(bench):
    """CPU time of one request next to a bare server that sends the same bytes."""
    compare(bench, "CPU of one request", connections=4, unit="µs", of=lambda found: found.cpu * 1e6,
            ratio=lambda ours, bare: ours / bare)


def throughput(bench):
    """Requests a second at 16 connections next to a bare server that sends the same bytes."""
    compare(bench, "requests a second, 16 connections", connections=16, unit="/s", of=lambda found: found.rate,
            ratio=lambda ours, bare: ours / bare)


def compare(bench, title, connections, unit, of, ratio):
    agent = bench.agent()
    print(f"| {title} | answer | agent | bare swift-nio | ratio |\n|---|---|---|---|---|")
    for name, (request, answer) in bench.requests(agent).items():
        bare, url = bench.bare(answer)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(of(load(agent.pid, agent.url, request, basic(agent), connections)))
            theirs.append(of(load(bare.pid, url, request, connections=connections)))
        processes.stop(bare)
        print(f"| {name} | {answer.stat().st_size / 1000:.1f} kB | {median(ours):.1f} {unit} "
              f"| {median(theirs):.1f} {unit} | {median(map(ratio, ours, theirs)):.2f} |", flush=True)
    agent.stop()


main()
