"""What watching BMCs costs: a scan, memory and CPU time by their number, and what a request notices when half are
dead."""

import http.client
import os
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from measure import cpu_seconds, median, memory
from relay import Relay
from rig import AUTHORIZATION, PASSWORD, USER

from harness.agent import Agent
from harness.fleet import Fleet
from harness.processes import eventually
from harness.rack import rack
from harness.wsman import TRANSFER, envelope

# Sensors of each BMC of a fleet, and how often they are read.
SENSORS, INTERVAL = 27, 5
SUITE_3 = ", cipher: 3, workarounds: [opensesspriv]"


def measure(quick):
    os.sched_setaffinity(0, range(os.cpu_count()))
    scans(quick)
    fleets((1, 5) if quick else (1, 20, 200), 10 if quick else 60)
    deaths(4 if quick else 20, 500 if quick else 5000)


@contextmanager
def watching(fleet, directory, ports=None):
    """An agent that has read all of a fleet."""
    hosts = {f"node{number}": (port, SUITE_3) for number, port in enumerate(ports or fleet.ports)}
    agent = Agent(directory, board=rack(Path(directory) / "board.yaml", hosts, f"{INTERVAL} s"),
                  config="allow-basic-over-http: true\n")
    agent.add_user(USER, password=PASSWORD)
    agent.start()
    try:
        client = agent.client()
        eventually(lambda: len(power_states(client)) == len(hosts), 300, "every BMC is read", every=1)
        yield agent
    finally:
        agent.stop()


def power_states(client):
    return [one for one in client.instances("CIM_AssociatedPowerManagementService") if "PowerState" in one]


@contextmanager
def fleet_of(count, extra=0):
    with tempfile.TemporaryDirectory(prefix="lantern-fleet-") as directory:
        fleet = None
        try:
            fleet = Fleet(Path(directory) / "bmcs", count, extra)
            (Path(directory) / "agent").mkdir()
            yield fleet, Path(directory) / "agent"
        finally:
            if fleet:
                fleet.stop()


def scans(quick):
    """From the first packet of a scan to its last, on the wire."""
    print("| sensors | a scan takes | packets |\n|---|---|---|")
    for extra in (0, 150):
        with fleet_of(1, extra) as (fleet, directory):
            relay = Relay(fleet.ports[0])
            with watching(fleet, directory, [relay.port]):
                time.sleep(2 * INTERVAL)  # the first scans follow the inventory
                begun = time.monotonic()
                time.sleep((2 if quick else 6) * INTERVAL)
            # Some bursts are not scans: power is read in between.
            bursts = sorted(relay.bursts(begun), key=lambda burst: burst[1])
            found = [burst for burst in bursts if burst[1] >= SENSORS + extra]
            print(f"| {SENSORS + extra} | {median(took for took, _ in found) * 1000:.1f} ms "
                  f"| {median(count for _, count in found):.0f} |", flush=True)


def fleets(counts, seconds):
    print(f"\n| BMCs of {SENSORS} sensors, read every {INTERVAL} s | `lanternd` PSS / RSS | `lantern-ipmi` PSS / RSS "
          "| CPU `lanternd` | CPU `lantern-ipmi` | CPU a reading, both |\n|---|---|---|---|---|---|")
    rows = []
    for count in counts:
        with fleet_of(count) as (fleet, directory), watching(fleet, directory) as agent:
            time.sleep(2 * INTERVAL)
            pids = agent.pid, agent.worker()
            before, begun = [cpu_seconds(pid) for pid in pids], time.monotonic()
            time.sleep(seconds)
            passed = time.monotonic() - begun
            used = [(cpu_seconds(pid) - start) / passed for pid, start in zip(pids, before)]
            rows.append((count, [memory(pid) for pid in pids], used))
            print(fleet_row(*rows[-1]), flush=True)
    project(rows[0], rows[-1])


def fleet_row(count, memories, used):
    shown = " | ".join(f"{pss:.1f} / {rss:.1f} MiB" for pss, rss in memories)
    times = " | ".join(f"{seconds * 1000:.2f} ms/s" for seconds in used)
    reading = sum(used) / (count * SENSORS / INTERVAL) * 1e6
    return f"| {count} | {shown} | {times} | {reading:.0f} µs |"


def project(first, last):
    """2,000 BMCs, by the slope between the smallest fleet and the largest."""
    def line(value):
        slope = (value(last) - value(first)) / (last[0] - first[0])
        return value(first) + slope * (2000 - first[0]), slope

    print("\n| | for each further BMC | 2,000 BMCs, by that slope |\n|---|---|---|")
    for place, name in enumerate(("lanternd", "lantern-ipmi")):
        total, slope = line(lambda row, place=place: row[1][place][0])
        print(f"| `{name}` PSS | {slope * 1024:.0f} KiB | {total:.0f} MiB |")
        total, slope = line(lambda row, place=place: row[2][place])
        print(f"| `{name}` CPU | {slope * 1000:.2f} ms/s | {total * 1000:.0f} ms/s |")


def deaths(count, requests):
    """The same Gets while all BMCs answer, right after half of them fell silent, and once that is known."""
    print(f"\n| Gets with {count} BMCs | median | 99th percentile | longest |\n|---|---|---|---|")
    with fleet_of(count) as (fleet, directory), watching(fleet, directory) as agent:
        get_row("all alive", agent, requests)
        fleet.silence_half()
        get_row("half of them silent", agent, requests)
        eventually(lambda: len(power_states(agent.client())) <= count // 2, 120, "the dead are known to be dead")
        get_row("half of them known to be dead", agent, requests)


def get_row(name, agent, requests):
    taken = sorted(gets(agent, requests))
    print(f"| {name} | {median(taken):.2f} ms | {taken[len(taken) * 99 // 100]:.2f} ms | {taken[-1]:.2f} ms |",
          flush=True)


def gets(agent, requests):
    """Milliseconds of each of so many Gets of a sensor, over one connection."""
    sensor = agent.client().references("CIM_NumericSensor")[-1]
    body = envelope(TRANSFER + "/Get", sensor.class_name, selectors=sensor.selectors).encode()
    headers = {"Content-Type": "application/soap+xml;charset=UTF-8", "Authorization": AUTHORIZATION}
    connection = http.client.HTTPConnection("127.0.0.1", agent.port, timeout=30)
    for _ in range(requests):
        begun = time.monotonic()
        connection.request("POST", "/wsman", body, headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200
        yield (time.monotonic() - begun) * 1000
    connection.close()
