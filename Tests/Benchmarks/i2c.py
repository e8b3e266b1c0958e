"""What reading chips costs: 200 of them on eight simulated buses; CPU time, memory, and how late scans are."""

import os
import re
import tempfile
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path

from measure import cpu_seconds, median, memory

from harness.agent import Agent
from harness.hardware import Hardware
from harness.processes import eventually

BUSES = 8
INTERVAL = 1
# On each bus: where the chips of a kind are, and what of them is read.
KINDS = {
    "tmp75": (range(0x48, 0x50), ["temp"]),
    "tmp421": (range(0x1C, 0x20), ["local", "remote1"]),
    "ina226": (range(0x40, 0x48), ["voltage", "current"]),
    "pmbus-psu": (range(0x58, 0x5D), ["vin", "vout", "iout", "temp1", "fan1"]),
}
REGISTERS = {
    "tmp75": {0: [0x19, 0x80]},
    "tmp421": {0: 0x1E, 0x10: 0x40, 1: 0x32, 0x11: 0x80, 9: 0, 0xFE: 0x55, 0xFF: 0x21},
    "ina226": {1: [0x1F, 0x40], 2: [0x25, 0x70], 0xFE: [0x54, 0x49], 0xFF: [0x22, 0x60]},
    "pmbus-psu": {0: 0, 0x20: 0x17, 0x78: 0, 0x79: [0, 0], 0x7E: 0, 0x88: [0x97, 0xF3], 0x8B: [0, 0x18],
                  0x8C: [0x64, 0xE8], 0x8D: [0x19, 0], 0x90: [0x64, 0x38]},
}


def measure(quick):
    os.sched_setaffinity(0, range(os.cpu_count()))
    seconds = 5 if quick else 60
    print("| chips on buses | readings | PSS / RSS | CPU | CPU a reading |\n|---|---|---|---|---|")
    for buses in (1, BUSES):
        with board(buses) as (hardware, start, readings):
            print(costs(start(), buses, readings, seconds), flush=True)
    print(f"\n| scans of {BUSES} buses, one a second | a scan takes | late, median | 99th percentile | at most |\n"
          "|---|---|---|---|---|")
    with board(BUSES) as (hardware, start, _):
        recording = hardware.directory / "traffic"
        recording.touch()
        agent = start("--capture", recording)
        time.sleep(seconds)
        print(lateness("all answer", recording), flush=True)
        hardware.faults(0, "* 0 * timeout")
        time.sleep(3)
        begun = recording.stat().st_size
        time.sleep(seconds)
        agent.stop()
        print(lateness("one of them stuck: the other seven", recording, begun, without="i2c-0"), flush=True)


@contextmanager
def board(buses):
    """Chips on so many buses, what starts an agent that reads them, and how many readings there are."""
    with tempfile.TemporaryDirectory(prefix="lantern-i2c-") as directory:
        directory = Path(directory)
        hardware = Hardware(directory / "hardware", logs=False)
        lines = ["format: 1", "board: bench", f"interval: {INTERVAL} s", "buses:"]
        lines += [f"  bus{bus}: {{ i2c: {bus} }}" for bus in range(buses)]
        chips, sensors = ["chips:"], ["sensors:"]
        for bus in range(buses):
            hardware.bus(bus)
            for kind, (addresses, channels) in KINDS.items():
                for address in addresses:
                    name = f"b{bus}-{address:02x}"
                    hardware.put(f"{bus}/{address:02x}", REGISTERS[kind], *["strict"] * (kind == "pmbus-psu"))
                    shunt = ", shunt: 0.002" if kind == "ina226" else ""
                    chips.append(f"  {name}: {{ type: {kind}, at: bus{bus}@0x{address:02x}{shunt} }}")
                    sensors += [f"  - {{ id: {name}-{channel}, name: {name} {channel}, read: {name}.{channel} }}"
                                for channel in channels]
        (directory / "board.yaml").write_text("\n".join(lines + chips + sensors) + "\n")
        agents = []

        def start(*options):
            agent = Agent(directory, board=directory / "board.yaml", prefix=hardware.prefix,
                          options=["--system-root", hardware.root, *options])
            agents.append(agent)
            agent.add_user("admin")
            agent.start()
            client = agent.client()
            eventually(lambda: all("CurrentReading" in one for one in client.instances("CIM_NumericSensor")), 60,
                       "every chip is read", every=1)
            return agent

        try:
            yield hardware, start, len(sensors) - 1
        finally:
            for agent in agents:
                agent.stop()


def costs(agent, buses, readings, seconds):
    time.sleep(2 * INTERVAL)
    before, begun = cpu_seconds(agent.pid), time.monotonic()
    time.sleep(seconds)
    used = (cpu_seconds(agent.pid) - before) / (time.monotonic() - begun)
    pss, rss = memory(agent.pid)
    chips = buses * sum(len(addresses) for addresses, _ in KINDS.values())
    return (f"| {chips} on {buses} | {readings} | {pss:.1f} / {rss:.1f} MiB | {used * 1000:.2f} ms/s "
            f"| {used / readings * INTERVAL * 1e6:.1f} µs |")


def lateness(name, recording, begun=0, without=None):
    """By the times in a recording: from a bus's first exchange of a scan to its last, and how much later than an interval
    after the one before a scan began."""
    first = f"0x{KINDS['tmp75'][0][0]:02x}"
    scans = defaultdict(list)
    # Less than a line may have been cut off at the beginning.
    for line in recording.read_text()[begun:].splitlines()[1:]:
        found = re.match(r"(\d+\.\d+) (i2c-\d+) (0x\w\w) ", line)
        if not found or found[2] == without:
            continue
        at = float(found[1])
        if found[3] == first:
            scans[found[2]].append([at, at])
        elif scans[found[2]]:
            scans[found[2]][-1][1] = at
    # The first scans also identify chips, and the last may be cut off.
    whole = [bus[2:-1] for bus in scans.values()]
    late = sorted((after[0] - before[0] - INTERVAL) * 1000 for bus in whole for before, after in zip(bus, bus[1:]))
    took = median((end - start) * 1000 for bus in whole for start, end in bus)
    return (f"| {name} | {took:.1f} ms | {median(late):.1f} ms | {late[len(late) * 99 // 100]:.1f} ms "
            f"| {late[-1]:.1f} ms |")
