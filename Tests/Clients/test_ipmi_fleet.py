"""Two hundred BMCs behind one agent: all of them are read, on a bounded number of threads and sessions, and half of them
can fall silent without the others noticing."""

import os

import pytest

from harness import processes
from harness.agent import Agent
from harness.fleet import Fleet
from harness.processes import eventually
from harness.rack import rack, states

COUNT, INTERVAL = 200, 5
# Of 27 sensors, 20 give numbers.
SENSORS, NUMERIC = 27, 20
LIMIT = 240
THREADS, DESCRIPTORS = 50, 120
# 20 MiB with one BMC in a debug build, and 100 KiB for each further one.
MEMORY_KIB = 20 * 1024 + COUNT * 100

pytestmark = pytest.mark.rig


@pytest.fixture(scope="module")
def fleet(tmp_path_factory):
    fleet = Fleet(tmp_path_factory.mktemp("fleet"), COUNT)
    yield fleet
    fleet.stop()


@pytest.fixture(scope="module")
def agent(fleet, tmp_path_factory):
    directory = tmp_path_factory.mktemp("agent")
    hosts = {f"node{number:03}": (port, ", cipher: 3, workarounds: [opensesspriv]")
             for number, port in enumerate(fleet.ports)}
    agent = Agent(directory, board=rack(directory / "board.yaml", hosts, f"{INTERVAL} s"))
    try:
        agent.add_user("admin")
        agent.start()
        yield agent
    finally:
        agent.stop()


def read(client):
    """System to the number of its sensors that have a reading."""
    found = {}
    for sensor in client.instances("CIM_NumericSensor"):
        found[sensor["SystemName"]] = found.get(sensor["SystemName"], 0) + ("CurrentReading" in sensor)
    return found


def is_read(client):
    return read(client) == {f"node{number:03}": NUMERIC for number in range(COUNT)}


def test_all_are_read_and_working(agent):
    client = agent.client()
    eventually(lambda: is_read(client), LIMIT, "every sensor of every BMC has a reading", every=1)
    assert len(client.instances("CIM_Sensor")) == COUNT * SENSORS
    assert set(states(agent).values()) == {("working", None)}


def test_threads_sessions_and_memory_are_bounded(agent):
    eventually(lambda: is_read(agent.client()), LIMIT, "every sensor of every BMC has a reading", every=1)
    worker = agent.worker()
    assert len(os.listdir(f"/proc/{worker}/task")) <= THREADS
    assert processes.descriptors(worker) <= DESCRIPTORS
    assert processes.memory(worker) <= MEMORY_KIB


def test_half_of_them_fall_silent_and_come_back(agent, fleet):
    client = agent.client()
    eventually(lambda: is_read(client), LIMIT, "every sensor of every BMC has a reading", every=1)
    fleet.silence_half()
    try:
        eventually(lambda: sorted(read(client).values()) == [0] * (COUNT // 2) + [NUMERIC] * (COUNT // 2), LIMIT,
                   "the silent ones are unknown, and only they", every=1)
        eventually(lambda: [state for state, _ in states(agent).values()].count("failing") == COUNT // 2, LIMIT,
                   "the status says so", every=1)
        for name in ("node001", "node101", "node199"):
            assert states(agent)[name] == ("working", None)
    finally:
        fleet.wake()
    eventually(lambda: is_read(client), LIMIT, "all are back", every=1)
