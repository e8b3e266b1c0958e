"""Power by GPIO lines, with the real agent on lines that outlive it: it is killed at every step of its sequences, and
nothing stays pressed."""

import os
import signal
import subprocess
import threading

import pytest

from harness import own_user
from harness.gpio import Chip
from harness.power import OFF, ON
from harness.processes import eventually

BOARD = """format: 1
board: bench
lines:
  button: { gpio: POWER_OUT, active: low }
  reset:  { gpio: { chip: gpiochip0, line: 1 } }
  good:   { gpio: PS_PWROK }
  door:   { gpio: DOOR, active: low }
sensors:
  - { id: door, name: Door, kind: intrusion, line: door, states: { Open: critical } }
power:
  on-when: good
  minimum-off: 200 ms
  on:    [ { pulse: button, for: 100 ms }, { until: on, within: 10 s } ]
  off:   [ { hold: button, until: off, within: 10 s } ]
  reset: [ { pulse: reset, for: 100 ms } ]
"""
RESTING = {"POWER_OUT": 1, "RESET": 0}
LIMIT = 20


class Machine:
    """What is behind the lines: a press switches it on, and off while it is on."""

    def __init__(self, directory, is_on):
        self.chip = Chip(directory / "hardware", {**RESTING, "PS_PWROK": int(is_on), "DOOR": 1})
        self.chip.follow = self._follow
        self.pressed = []

    def _follow(self, name, level):
        self.pressed.append((name, level))
        if name == "POWER_OUT" and level == 0:
            self.chip.set("PS_PWROK", 1 - self.chip.level("PS_PWROK"))

    def rests(self):
        return all(self.chip.level(name) == level and not self.chip.is_held(name) for name, level in RESTING.items())


@pytest.fixture
def machine(tmp_path):
    made = []

    def make(is_on):
        made.append(Machine(tmp_path, is_on))
        return made[-1]

    yield make
    for each in made:
        each.chip.hold = lambda *_: None
        each.chip.close()


def start(start_agent, machine, tmp_path, **options):
    board = tmp_path / "board.yaml"
    board.write_text(BOARD)
    return start_agent(
        board=board, options=["--system-root", machine.chip.directory], prefix=machine.chip.prefix, **options)


def guardian_of(agent):
    children = subprocess.run(["pgrep", "-P", str(agent.pid)], capture_output=True, text=True).stdout.split()
    [guardian] = [int(child) for child in children
                  if open(f"/proc/{child}/cmdline").read().startswith("lantern-guard\0")]
    return guardian


def is_alive(process):
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_machine_is_switched_by_its_lines(start_agent, machine, tmp_path):
    board = machine(is_on=False)
    client = start(start_agent, board, tmp_path).client()
    eventually(lambda: client.power_state() == OFF, LIMIT, "the machine is off")
    assert client.power(ON).outputs == {"ReturnValue": 0}
    eventually(lambda: client.power_state() == ON, LIMIT, "the machine is on")
    eventually(board.rests, LIMIT, "the button is let go")
    assert client.power(OFF).outputs == {"ReturnValue": 0}
    eventually(lambda: client.power_state() == OFF, LIMIT, "the machine is off")
    eventually(board.rests, LIMIT, "the button is let go")
    assert board.pressed == [("POWER_OUT", 0), ("POWER_OUT", 1)] * 2


def test_the_state_is_that_of_the_line_whatever_was_asked_for(start_agent, machine, tmp_path):
    board = machine(is_on=True)
    client = start(start_agent, board, tmp_path).client()
    eventually(lambda: client.power_state() == ON, LIMIT, "the machine is on")
    board.chip.set("PS_PWROK", 0)
    eventually(lambda: client.power_state() == OFF, LIMIT, "somebody else switched it off")


def test_a_sensor_tells_the_level_of_a_line(start_agent, machine, tmp_path):
    board = machine(is_on=True)
    client = start(start_agent, board, tmp_path).client()

    def door():
        [sensor] = client.instances("CIM_Sensor")
        return sensor["CurrentState"]

    eventually(lambda: door() == "Normal", LIMIT, "the door is closed")
    board.chip.set("DOOR", 0)
    eventually(lambda: door() == "Open", LIMIT, "the door is open")


def test_a_line_of_somebody_else_is_named_and_refused(start_agent, machine, tmp_path):
    board = machine(is_on=True)
    board.chip["POWER_OUT"].holder, board.chip["POWER_OUT"].consumer = object(), "power-button"
    board.chip["POWER_OUT"].flags |= 1
    agent = start(start_agent, board, tmp_path)
    eventually(lambda: "used by 'power-button': end that program" in agent.tool("status").stdout, LIMIT, "it is said")


# A cycle presses the button to switch off, lets go, presses it to switch on, lets go.
STEPS = [("POWER_OUT", 0), ("POWER_OUT", 1), ("POWER_OUT", 0), ("POWER_OUT", 1)]


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("step", range(len(STEPS)))
def test_killed_at_any_step_nothing_stays_pressed_and_the_state_is_true(step, moment, start_agent, machine, tmp_path):
    board = machine(is_on=True)
    agent = start(start_agent, board, tmp_path)
    client = agent.client()
    eventually(lambda: client.power_state() == ON, LIMIT, "the machine is on")
    guardian, reached, seen = guardian_of(agent), threading.Event(), []
    killed = threading.Event()

    def hold(process, when, name, level):
        """The agent waits at the step until it is dead; the guardian never waits."""
        if process != agent.pid or when != moment:
            return
        seen.append((name, level))
        if len(seen) == step + 1:
            reached.set()
            killed.wait(LIMIT)
            raise OSError("its process is dead")

    board.chip.hold = hold
    # Cycle (off, hard). The answer may never come.
    threading.Thread(target=lambda: _quietly(lambda: client.power(5)), daemon=True).start()
    assert reached.wait(LIMIT), seen
    assert seen == STEPS[:step + 1]
    os.kill(agent.pid, signal.SIGKILL)
    agent.process.wait()
    killed.set()
    eventually(board.rests, LIMIT, "everything is let go of")
    eventually(lambda: not is_alive(guardian), LIMIT, "the guardian has done its work and ended")

    is_on = board.chip.level("PS_PWROK") == 1
    board.chip.hold = lambda *_: None
    before = list(board.pressed)
    agent.start()
    again = agent.client()
    eventually(lambda: again.power_state() == (ON if is_on else OFF), LIMIT, "the state is what the line says")
    assert board.rests() and board.pressed == before, "starting moves nothing"


def test_what_was_left_pressed_is_released_by_the_next_start(start_agent, machine, tmp_path):
    board = machine(is_on=True)
    agent = start(start_agent, board, tmp_path)
    pressed = _left_pressed(agent, board)
    assert pressed
    agent.start()
    eventually(board.rests, LIMIT, "the next agent lets go of it")


def test_what_was_left_pressed_is_released_by_the_units_last_command(start_agent, machine, tmp_path):
    board = machine(is_on=True)
    agent = start(start_agent, board, tmp_path)
    assert _left_pressed(agent, board)
    done = subprocess.run(
        [*board.chip.prefix, *own_user.readable(
            [own_user.BINARIES / "lanternd", "--board", agent.board, "--release", "--system-root", board.chip.directory])],
        capture_output=True, text=True, timeout=60, **own_user.options())
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert board.rests()


def test_a_guardian_that_dies_is_replaced_before_anything_is_pressed(start_agent, machine, tmp_path):
    board = machine(is_on=False)
    agent = start(start_agent, board, tmp_path)
    first = guardian_of(agent)
    os.kill(first, signal.SIGKILL)
    eventually(lambda: "The guardian has died" in "".join(agent.log), LIMIT, "it is said")
    eventually(lambda: guardian_of(agent) != first, LIMIT, "there is another one")


def test_an_agent_that_ends_as_it_should_leaves_nothing(start_agent, machine, tmp_path):
    board = machine(is_on=True)
    agent = start(start_agent, board, tmp_path)
    guardian = guardian_of(agent)
    assert agent.stop() == 0
    eventually(lambda: not is_alive(guardian), LIMIT, "the guardian ended, too")
    assert board.rests() and not board.pressed


def _left_pressed(agent, board):
    """Kills agent and guardian together while the button is pressed."""
    client = agent.client()
    eventually(lambda: client.power_state() == ON, LIMIT, "the machine is on")
    guardian, reached, killed = guardian_of(agent), threading.Event(), threading.Event()

    def hold(process, when, name, level):
        if process == agent.pid and when == "after" and level == 0:
            reached.set()
            killed.wait(LIMIT)
            raise OSError("its process is dead")

    board.chip.hold = hold
    threading.Thread(target=lambda: _quietly(lambda: client.power(OFF)), daemon=True).start()
    assert reached.wait(LIMIT)
    os.kill(guardian, signal.SIGKILL)
    os.kill(agent.pid, signal.SIGKILL)
    agent.process.wait()
    killed.set()
    board.chip.hold = lambda *_: None
    eventually(lambda: not board.chip.is_held("POWER_OUT"), LIMIT, "nobody holds the line")
    return board.chip.level("POWER_OUT") == 0


def _quietly(body):
    try:
        body()
    except Exception:  # The agent dies meanwhile.
        pass
