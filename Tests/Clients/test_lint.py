"""`lantern lint`: what the agent would say of data files, as lines that editors and scripts can read."""

import re
import shutil
import subprocess

import pytest

from harness.agent import BINARIES
from harness.own_user import ROOT

BOARD = """format: 1
board: bench
sensors:
  - { id: inlet, name: Inlet, kind: temperatur }
simulation: {}
"""


def lint(*words):
    return subprocess.run([BINARIES / "lantern", "lint", *map(str, words)], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("words", [
    ("board", ROOT / "board-configs" / "boards", ROOT / "board-configs" / "simulated"), ("board", "rack-server"),
    ("profile", ROOT / "profiles"), ("profile", ROOT / "profiles" / "DSP1009-sensors.yaml"),
])
def test_what_is_shipped_is_sound(words):
    done = lint(*words)
    assert done.returncode == 0, done.stdout
    assert done.stdout.endswith("0 errors, 0 warnings.\n") and done.stdout.count("\n") == 1


def test_each_mistake_is_a_line_with_its_place(tmp_path):
    board = tmp_path / "bench.yaml"
    board.write_text(BOARD)
    done = lint("board", board)
    assert done.returncode == 1 and done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0] == f"{board}:4:37: error: 'kind' cannot be 'temperatur'. Did you mean 'temperature'?"
    assert lines[-1].startswith("1 file, ") and lines[-1].endswith(" errors, 0 warnings.")


def test_what_several_files_have_in_common_is_said_once(tmp_path):
    for name, text in [("base", "format: 1\nboard: base\nodd: 1\n"), ("a", "format: 1\nboard: a\nextends: base\n"),
                       ("b", "format: 1\nboard: b\nextends: base\n")]:
        (tmp_path / f"{name}.yaml").write_text(text)
    done = lint("board", tmp_path)
    assert done.stdout.count("base.yaml:3:1: error:") == 1, done.stdout
    assert done.stdout.endswith("3 files, 1 error, 0 warnings.\n")


def test_a_profile_is_checked_in_the_place_of_the_shipped_one(tmp_path):
    copy = tmp_path / "DSP1009-sensors.yaml"
    shutil.copy(ROOT / "profiles" / "DSP1009-sensors.yaml", copy)
    assert lint("profile", copy).stdout == "1 file, 0 errors, 0 warnings.\n"
    copy.write_text(copy.read_text().replace("CIM_NumericSensor", "CIM_NumericSensr"))
    done = lint("profile", copy)
    assert done.returncode == 1 and f"{copy}:" in done.stdout and "CIM_NumericSensr" in done.stdout
    # Under another name it is a second one.
    copy.rename(tmp_path / "other.yaml")
    assert "profile 'Sensors' is already in" in lint("profile", tmp_path / "other.yaml").stdout


def test_settings_are_checked_against_the_board_they_are_for(tmp_path):
    settings = tmp_path / "lantern.yaml"
    settings.write_text('listen: { url: "https://127.0.0.1:664", system: node1 }\n')
    assert lint("config", settings).returncode == 0
    done = lint("config", settings, "--board", "rack-server")
    assert done.returncode == 1
    assert done.stdout.startswith(f"{settings}:1:49: error: 'system' cannot be 'node1': this board has ManagedSystem.")
    settings.write_text("compatibility: nobody\nlisten: nonsense\nodd: 1\n")
    done = lint("config", settings)
    assert [line.split(" ")[0] for line in done.stdout.splitlines()[:3]] == [
        f"{settings}:2:9:", f"{settings}:3:1:", "profiles/compatibility:"]


def test_data_of_ones_own_comes_first(tmp_path):
    folder = tmp_path / "board-configs" / "boards"
    folder.mkdir(parents=True)
    (folder / "rack-server.yaml").write_text("format: 1\nboard: mine\nodd: 1\n")
    assert lint("board", "rack-server").returncode == 0
    assert lint("board", "rack-server", "--data-dir", tmp_path).returncode == 1


def test_the_examples_of_every_chip_come_true():
    done = lint("chip", ROOT / "board-configs" / "chips")
    files = len(list((ROOT / "board-configs" / "chips").glob("*.yaml")))
    assert done.returncode == 0, done.stdout
    found = re.fullmatch(rf"{files} files, 0 errors, 0 warnings, (\d+) examples came true\.\n", done.stdout)
    assert found and int(found.group(1)) > files


def test_a_chip_is_found_by_each_of_its_names():
    one, other = lint("chip", "lm75"), lint("chip", "lm75b")
    assert one.returncode == 0 and one.stdout == other.stdout and one.stdout.startswith("1 file, 0 errors")
    done = lint("chip", "no-such-chip")
    assert done.returncode == 1 and done.stdout.startswith("no-such-chip: error: ")


@pytest.mark.parametrize("words", [(), ("board",), ("bord", "x.yaml"), ("board", "x.yaml", "--no-such")])
def test_a_wrong_command_line_is_told_from_a_wrong_file(words):
    assert lint(*words).returncode in ((0, 2) if not words else (2,))


def test_a_directory_without_files_is_no_success(tmp_path):
    done = lint("board", tmp_path)
    assert done.returncode == 2 and "has no file that ends in .yaml" in done.stderr
    assert lint("board", tmp_path / "none.yaml").returncode == 1
