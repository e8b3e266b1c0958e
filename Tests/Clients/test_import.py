"""`lantern import entity-manager`: a board file of what another project knows of a machine, and what was left out."""

import subprocess

import pytest

from harness.agent import BINARIES
from harness.own_user import ROOT

RECORDED = ROOT / "Tests" / "EntityManager"


def run(*words):
    return subprocess.run([BINARIES / "lantern", *map(str, words)], capture_output=True, text=True, timeout=60)


def imported(name, *options):
    return run("import", "entity-manager", RECORDED / f"{name}.json", *options)


@pytest.mark.parametrize("name, options, taken", [
    ("main-board", [], "7 of 13"), ("backplane", [], "2 of 6"), ("supply", [], "0 of 2"),
    ("supply", ["--bus", 7, "--address", "0x51"], "2 of 2"),
])
def test_what_is_printed_is_a_sound_board(tmp_path, name, options, taken):
    done = imported(name, *options)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == f"{taken} records taken."
    board = tmp_path / "board.yaml"
    board.write_text(done.stdout)
    checked = run("lint", "board", board)
    assert checked.stdout == "1 file, 0 errors, 0 warnings.\n", checked.stdout + done.stdout


def test_each_record_that_is_left_out_is_named_with_the_reason(tmp_path):
    done = imported("main-board")
    file = RECORDED / "main-board.json"
    assert f"{file}:61:9: warning: the record 'CPU 1' of type XeonCPU is left out: it is read over PECI.\n" in done.stderr
    # Nothing is lost without a word: a record is taken, or told of.
    left = [line for line in done.stderr.splitlines() if " is left out: " in line and "the record" in line]
    assert len(left) == 13 - 7


def test_boards_can_be_imported_together(tmp_path):
    done = run("import", "entity-manager", RECORDED / "main-board.json", RECORDED / "backplane.json", "--name", "both")
    assert done.returncode == 0 and "9 of 19 records taken." in done.stderr
    assert "\nboard: both\n" in done.stdout
    board = tmp_path / "both.yaml"
    board.write_text(done.stdout)
    assert run("lint", "board", board).stdout == "1 file, 0 errors, 0 warnings.\n"


@pytest.mark.parametrize("text", ["", "{", "[1]", "{}", '{"Exposes": 7}'])
def test_what_is_no_such_file_is_refused(tmp_path, text):
    file = tmp_path / "x.json"
    file.write_text(text)
    done = run("import", "entity-manager", file)
    assert done.stdout == "" or "Exposes" in text
    assert done.returncode == (0 if "Exposes" in text else 1)
    assert run("import", "entity-manager", tmp_path / "none.json").returncode == 1
