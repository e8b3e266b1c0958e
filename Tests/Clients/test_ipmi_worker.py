"""The worker that holds the sessions with BMCs: it hangs, it dies, and requests do not notice."""

import os
import random
import signal
import time

import pytest

from harness import processes
from harness.agent import Agent
from harness.bmc import INTERVAL, complete, unknown, watching
from harness.power import OFF
from harness.processes import eventually


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    with watching(tmp_path_factory.mktemp("worker")) as pair:
        yield pair


@pytest.fixture(scope="module")
def bmc(both):
    return both[0]


@pytest.fixture(scope="module")
def agent(both):
    return both[1]


def gets_in(client, seconds):
    """How many Gets are answered in so many seconds."""
    count, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        assert client.get("CIM_ComputerSystem").ok
        count += 1
    return count


def test_readings_of_a_worker_that_hangs_become_unknown_and_requests_stay_fast(agent, bmc, client):
    complete(client, bmc)
    before = gets_in(client, 2)
    os.kill(agent.worker(), signal.SIGSTOP)
    try:
        eventually(lambda: unknown(client), 3 * INTERVAL + 1, "every reading is unknown")
        during = gets_in(client, 2)
        assert during > before / 2, (before, during)
    finally:
        os.kill(agent.worker(), signal.SIGCONT)
    complete(client, bmc)


def test_a_command_to_a_worker_that_hangs_is_answered(agent, bmc, client):
    complete(client, bmc)
    log = bmc.chassis_log()
    os.kill(agent.worker(), signal.SIGSTOP)
    try:
        eventually(lambda: unknown(client), 3 * INTERVAL + 1, "every reading is unknown")
        reply = client.power(OFF)
        assert not reply.ok or reply.outputs["ReturnValue"] != 0, reply.text
    finally:
        os.kill(agent.worker(), signal.SIGCONT)
    complete(client, bmc)
    assert ("power", "0") not in bmc.chassis_log()[len(log):] or client.power_state() == OFF


def test_a_worker_that_dies_is_replaced(agent, bmc, client):
    complete(client, bmc)
    worker = agent.worker()
    os.kill(worker, signal.SIGKILL)
    eventually(lambda: agent.worker() not in (None, worker), 60, "there is a new worker")
    complete(client, bmc)
    assert agent.process.poll() is None


def test_a_worker_does_not_outlive_its_agent(bmc, tmp_path):
    agent = Agent(tmp_path, board=bmc.board(tmp_path / "board.yaml")).start()
    worker = eventually(agent.worker, 30, "there is a worker")
    agent.process.kill()
    agent.process.wait()
    eventually(lambda: not os.path.exists(f"/proc/{worker}"), 10, "the worker is gone")


@pytest.mark.long
def test_a_storm_of_kills(agent, bmc, client):
    """Workers die one after the other, at random moments while clients ask; the agent neither stops nor leaks.

    After each one the agent waits longer before it starts the next, up to half a minute: fifteen take five minutes.
    """
    descriptors = processes.descriptors(agent.pid)
    for _ in range(15):
        worker = eventually(agent.worker, 60, "there is a worker")
        end = time.monotonic() + random.uniform(0, 1.5)
        while time.monotonic() < end:
            assert client.get("CIM_ComputerSystem").ok
        os.kill(worker, random.choice((signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV)))
        eventually(lambda: agent.worker() not in (None, worker), 120, "there is a new worker")
    complete(client, bmc)
    assert processes.descriptors(agent.pid) <= descriptors + 2
