"""Every pair of the tables: the requests are sent, and every answer is checked against what the pair expects and
against what holds for all answers."""

import importlib
import pkgutil
from pathlib import Path

import pytest

import pairs
from harness.agent import Agent
from harness.pairs import World

DATA = Path(__file__).parent / "data"
TOPICS = {module.name: importlib.import_module(f"pairs.{module.name}").PAIRS
          for module in pkgutil.iter_modules(pairs.__path__)}
PAIRS = [one for topic in TOPICS.values() for one in topic]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    agent = Agent(tmp_path_factory.mktemp("agent"), config="allow-basic-over-http: true\n",
                  options=["--data-dir", str(DATA)])
    for name, role in (("admin", "administrator"), ("operator", "operator"), ("reader", "readonly")):
        agent.add_user(name, role)
    yield World(agent.start())
    agent.stop()


@pytest.mark.parametrize("case", PAIRS, ids=lambda case: case.id)
def test_pair(world, case):
    world.run(case)
    assert world.agent.process.poll() is None


def test_there_are_enough_of_them_and_most_say_no():
    assert len(PAIRS) >= 150
    assert sum(case.expected.negative for case in PAIRS) * 2 >= len(PAIRS)


def test_each_has_a_name_of_its_own_and_a_rule():
    ids = [case.id for case in PAIRS]
    assert len(ids) == len(set(ids)), [one for one in ids if ids.count(one) > 1]
    assert all(len(case.rule) > 5 for case in PAIRS)
