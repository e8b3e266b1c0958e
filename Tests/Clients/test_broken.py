"""Tests/Broken: data files with mistakes, each with the exact words that they are met with (NAME.txt). The same words
are in the log of an agent that is started with such a file, and it serves all the same.

After a change of words: cd Tests/Broken/KIND && lantern lint KIND NAME.yaml >NAME.txt, and read them."""

import re
import shutil
import signal
import subprocess

import pytest

from harness import own_user
from harness.agent import BINARIES
from harness.own_user import ROOT
from harness.processes import eventually

BROKEN = ROOT / "Tests" / "Broken"
KINDS = ["board", "chip", "config", "profile"]
FILES = {kind: sorted(path.stem for path in (BROKEN / kind).glob("*.yaml")) for kind in KINDS}
ALL = [(kind, name) for kind in KINDS for name in FILES[kind]]


def diagnostics(kind, name):
    """What is said of a file, without the line that counts."""
    return (BROKEN / kind / f"{name}.txt").read_text().splitlines()[:-1]


def test_there_are_many_of_each_kind():
    assert len(ALL) >= 50 and all(len(FILES[kind]) >= 5 for kind in KINDS)


@pytest.mark.parametrize("kind, name", ALL)
def test_each_is_met_with_its_words(kind, name):
    done = subprocess.run(
        [BINARIES / "lantern", "lint", kind, f"{name}.yaml", "--data-dir", ROOT], cwd=BROKEN / kind,
        capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and done.stderr == ""
    assert done.stdout == (BROKEN / kind / f"{name}.txt").read_text()
    assert re.search(r"error: .+\.$|error: .+\?$", done.stdout, re.MULTILINE), "it ends as a sentence"


def serves_and_says(agent, words):
    """It answers, its log has the words, and a SIGHUP takes nothing away."""
    assert agent.client().identify().ok
    for line in words:
        eventually(lambda: any(line in logged for logged in agent.log), 10, line + "\nin the log:\n" + "".join(agent.log))
    agent.process.send_signal(signal.SIGHUP)
    # A machine is there, whatever else is not.
    assert agent.client().instances("CIM_ComputerSystem")
    assert agent.stop() == 0


@pytest.fixture
def place(tmp_path):
    """Puts a broken file where an agent finds it, and returns its new path."""
    def put(kind, name, path):
        file = tmp_path / "data" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(BROKEN / kind / f"{name}.yaml", file)
        own_user.hand_over(tmp_path / "data")
        return file

    return put


def in_place(kind, name, file):
    """What is said of a file that now is elsewhere, and of the scenario that is not beside it."""
    return [line.replace(f"{name}.yaml:", f"{file}:").replace("'./none", f"'{file.parent}/none")
            for line in diagnostics(kind, name)]


@pytest.mark.parametrize("name", FILES["board"])
def test_no_board_stops_the_agent(start_agent, place, name):
    file = place("board", name, f"{name}.yaml")
    serves_and_says(start_agent(board=file), in_place("board", name, file))


@pytest.mark.parametrize("name", FILES["config"])
def test_no_settings_stop_the_agent(start_agent, place, name):
    file = place("config", name, f"{name}.yaml")
    serves_and_says(start_agent(options=["--config", file]), in_place("config", name, file))


@pytest.mark.parametrize("name", FILES["profile"])
def test_no_profile_stops_the_agent(start_agent, place, name):
    file = place("profile", name, f"profiles/{name}.yaml")
    options = ["--data-dir", file.parent.parent]
    serves_and_says(start_agent(options=options), in_place("profile", name, file))


@pytest.mark.parametrize("name", FILES["chip"])
def test_no_chip_stops_the_agent(start_agent, place, name):
    """Examples are not tried by an agent, so a chip that only they are against is used."""
    file = place("chip", name, "board-configs/chips/bench.yaml")
    board = file.parents[2] / "board.yaml"
    board.write_text("format: 1\nboard: bench\nbuses: { main: { i2c: 250 } }\n"
                     "chips: { one: { type: bench, at: main@0x48 } }\n")
    own_user.hand_over(file.parents[2])
    words = [] if "example" in name else in_place("chip", name, file)
    serves_and_says(start_agent(board=board, options=["--data-dir", file.parents[2]]), words)
