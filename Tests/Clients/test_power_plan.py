"""`lantern power VERB --dry-run`: the plan of a power command."""

import subprocess

import pytest

from harness.own_user import BINARIES, ROOT

BOARD = """format: 1
board: bench
lines:
  button: { gpio: POWER_OUT, active: low }
  good:   { gpio: { chip: gpiochip0, line: 12 } }
power:
  on-when: good
  minimum-off: 5 s
  on:  [ { pulse: button, for: 200 ms }, { until: on, within: 8 s } ]
  off: [ { hold: button, until: off, within: 15 s } ]
"""


def plan(*words):
    return subprocess.run(
        [BINARIES / "lantern", "power", *words, "--data-dir", ROOT], capture_output=True, text=True, timeout=60)


@pytest.fixture
def board(tmp_path):
    path = tmp_path / "bench.yaml"
    path.write_text(BOARD)
    return path


def test_each_step_has_its_line_and_its_times(board):
    done = plan("cycle", "--dry-run", "--board", board)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == """cycle of ManagedSystem, board bench
  0.0 s               assert button: POWER_OUT, active low
  0.0 s to 15.0 s     release button, when good (gpiochip0 line 12) says off; if it does not within 15.0 s, release it and fail
  5.0 s to 20.0 s     waited 5.0 s
  5.0 s to 20.0 s     assert button: POWER_OUT, active low
  5.2 s to 20.2 s     release button
  5.2 s to 28.2 s     go on when good (gpiochip0 line 12) says on; if it does not within 8.0 s, fail
  5.2 s to 28.2 s     done
"""


def test_a_machine_is_off_for_a_while_before_it_is_switched_on(board):
    assert "  not before it was off for 5.0 s\n" in plan("on", "--dry-run", "--board", board).stdout


def test_a_bmc_is_sent_its_chassis_controls():
    done = plan("off", "--dry-run", "--board", "ipmi-lan")
    assert done.stdout.splitlines()[1:3] == [
        "  0.0 s               send the chassis control power-down to the BMC",
        "  0.0 s to 60.0 s     go on when the BMC says off; if it does not within 60.0 s, fail"]


def test_what_cannot_be_is_said(board):
    for words, status, message in [
        (["off", "--board", board], 2, "add --dry-run to see what 'off' would do."),
        (["of", "--dry-run", "--board", board], 2, "There is no power command 'of'. Choose from: on, off,"),
        (["nmi", "--dry-run", "--board", board], 1, "ManagedSystem has no 'nmi' on this board; it has on, off, cycle."),
        (["on", "--dry-run", "--board", board, "--system", "x"], 1, "no system 'x'. Choose from: ManagedSystem."),
    ]:
        done = plan(*words)
        assert done.returncode == status and message in done.stderr and not done.stdout, done
