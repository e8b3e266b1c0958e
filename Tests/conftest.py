"""Fixtures: an agent on the simulated board, fresh for each test file, with one administrator called admin."""

import atexit
import os
import shutil
import tempfile

import pytest

from harness import own_user
from harness.agent import Agent

ADMIN = "admin"

# Other test sessions of this machine close the directory that pytest shares among them to everybody but its owner, and
# agents that run as another user would not reach theirs any more.
if own_user.is_used() and "PYTEST_DEBUG_TEMPROOT" not in os.environ:
    os.environ["PYTEST_DEBUG_TEMPROOT"] = tempfile.mkdtemp(prefix="lantern-tests-")
    atexit.register(shutil.rmtree, os.environ["PYTEST_DEBUG_TEMPROOT"], ignore_errors=True)


@pytest.fixture
def start_agent(tmp_path):
    """Starts agents that end with the test: start_agent(board=..., config=..., listen=...)."""
    started = []

    def start(users=(ADMIN,), **options):
        directory = tmp_path / f"agent{len(started)}"
        directory.mkdir()
        agent = Agent(directory, **options)
        started.append(agent)
        for user in users:
            agent.add_user(user)
        return agent.start()

    yield start
    for agent in started:
        agent.stop()


@pytest.fixture(scope="module")
def agent(tmp_path_factory):
    """An agent without any configuration, shared by the tests of one file."""
    yield from running(tmp_path_factory, "")


@pytest.fixture(scope="module")
def open_agent(tmp_path_factory):
    """An agent for clients that send Basic without being asked, and that know only AMT's names."""
    yield from running(tmp_path_factory, "compatibility: amt\nallow-basic-over-http: true\n")


def running(tmp_path_factory, config):
    agent = Agent(tmp_path_factory.mktemp("agent"), config=config)
    agent.add_user(ADMIN)
    agent.start()
    yield agent
    agent.stop()


@pytest.fixture
def client(agent):
    return agent.client()
