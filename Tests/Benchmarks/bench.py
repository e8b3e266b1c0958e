#!/usr/bin/env python3
"""Measures the agent and prints Markdown tables. usage: bench.py ECHO [PART...] [--quick]

PART: size, start, memory, wsman (all of these unless told), ipmi, i2c, instructions or order. ECHO is the bare swift-nio
server built from echo/. Rates and times drift with the machine, so an agent is always measured in turns with a bare
server that sends the same bytes, and what counts is the ratio.
"""

import argparse
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import urllib3

sys.path.insert(0, str(Path(__file__).parents[1]))

import i2c  # noqa: E402
import instructions  # noqa: E402
import ipmi  # noqa: E402
import order  # noqa: E402
import wsman  # noqa: E402
from measure import cpu_seconds, median, memory  # noqa: E402
from rig import AUTHORIZATION, SENSORS, Rig  # noqa: E402

from harness import processes  # noqa: E402
from harness.agent import BINARIES  # noqa: E402
from harness.wsman import IDENTIFY  # noqa: E402

STARTS = 11
SIZE_BUDGETS = {"lanternd": "≤ 13"}
START_BUDGETS = {"plain": 30, "TLS": 100}
MEMORY_BUDGETS = {"PSS": 13, "RSS": 15}


def main():
    urllib3.disable_warnings()  # certificates are made on the spot here, and nobody is told of them
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("echo", type=Path)
    parser.add_argument("what", nargs="*")
    parser.add_argument("--quick", action="store_true")
    arguments = parser.parse_args()
    parts = {"size": size, "start": start, "memory": idle_memory, "wsman": throughput}
    with tempfile.TemporaryDirectory(prefix="lantern-bench-") as directory:
        rig = Rig(directory, arguments.echo)
        for name in arguments.what or parts:
            print(f"\n### {name.capitalize()}\n", flush=True)
            others = {"ipmi": watch_bmcs, "i2c": read_chips, "instructions": count_instructions, "order": list_functions}
            (parts | others)[name](rig, arguments.quick)


def size(rig, quick):
    """Bytes of the programs, as they are here."""
    print("| program | MB | budget |\n|---|---|---|")
    for program in ("lanternd", "lantern-ipmi", "lantern"):
        print(f"| `{program}` | {(BINARIES / program).stat().st_size / 1e6:.2f} | {SIZE_BUDGETS.get(program, '')} |")


def start(rig, quick):
    """From exec to the end of the first answer, the handshake included."""
    rig.agent().stop()
    print("| start to first answered Identify | median | best | budget |\n|---|---|---|---|")
    for transport, scheme in (("plain", "http"), ("TLS", "https")):
        times = [start_once(rig, scheme) for _ in range(3 if quick else STARTS)]
        print(f"| {transport} | {median(times):.1f} ms | {min(times):.1f} ms | ≤ {START_BUDGETS[transport]} ms |")


def start_once(rig, scheme):
    port = processes.free_port()
    agent = rig.prepare([f"{scheme}://127.0.0.1:{port}"])
    context = ssl.create_default_context(cafile=str(rig.certificate)) if scheme == "https" else None
    begun = time.monotonic()
    process = subprocess.Popen(agent.command(), stderr=subprocess.DEVNULL, preexec_fn=processes.die_with_parent)
    while not raw_identify(port, context):
        pass
    taken = (time.monotonic() - begun) * 1000
    processes.stop(process)
    return taken


def raw_identify(port, context):
    """Whether an anonymous Identify is answered; as little Python as possible in the time that is measured."""
    request = (f"POST /wsman-anon/identify HTTP/1.1\r\nHost: x\r\nContent-Length: {len(IDENTIFY)}\r\n"
               f"Content-Type: application/soap+xml\r\n\r\n{IDENTIFY}").encode()
    try:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            if context:
                connection = context.wrap_socket(connection, server_hostname="127.0.0.1")
            connection.sendall(request)
            return connection.recv(65536).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


def idle_memory(rig, quick):
    """Idle after the first scans, and again after one request of each kind; also what idling costs."""
    agent = rig.agent()
    time.sleep(3)
    fresh = memory(agent.pid)
    before, begun = cpu_seconds(agent.pid), time.monotonic()
    time.sleep(2 if quick else 10)
    used = (cpu_seconds(agent.pid) - before) / (time.monotonic() - begun)
    rig.requests(agent)
    time.sleep(1)
    asked = memory(agent.pid)
    agent.stop()
    print(f"| `lanternd` idle, TLS on, {SENSORS} sensors | after start | after a request of each kind | budget |")
    print("|---|---|---|---|")
    for name, first, second in zip(("PSS", "RSS"), fresh, asked):
        print(f"| {name} | {first:.1f} MiB | {second:.1f} MiB | ≤ {MEMORY_BUDGETS[name]} MiB |")
    print(f"\nReading {SENSORS} sensors every second costs {used * 1000:.2f} ms of CPU a second.")


def throughput(rig, quick):
    wsman.measure(rig, AUTHORIZATION, quick)


def watch_bmcs(rig, quick):
    ipmi.measure(quick)


def read_chips(rig, quick):
    i2c.measure(quick)


def count_instructions(rig, quick):
    # Nothing moves meanwhile: under callgrind a scan would come between any two requests.
    slow = Rig(rig.directory, rig.echo, instructions.wrapper(rig.directory), interval="10 min")
    instructions.measure(slow, AUTHORIZATION)


def list_functions(rig, quick):
    order.write(Rig(rig.directory, rig.echo, order.wrapper(rig.directory)), AUTHORIZATION)


main()
