"""docs/bring-up.md as somebody with a new board follows it: its file, its commands, on buses and lines that are as it says."""

import re
import subprocess

import pytest

from harness.agent import ROOT
from harness.gpio import Chip
from harness.hardware import Hardware, fru_image
from harness.own_user import BINARIES
from harness.power import OFF, ON
from harness.processes import eventually

PAGE = (ROOT / "docs" / "bring-up.md").read_text()
[BOARD] = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
[NAME] = re.findall(r"^board: (.*)$", BOARD, re.MULTILINE)
LIMIT = 30


@pytest.fixture
def board(tmp_path):
    path = tmp_path / f"{NAME}.yaml"
    path.write_text(BOARD)
    return path


@pytest.fixture
def machine(tmp_path):
    """The hardware that the page describes."""
    hardware = Hardware(tmp_path / "hardware")
    hardware.bus(6)
    hardware.put("6/49", {0: [0x19, 0x80], 1: 0x60})
    hardware.put("6/20", {0x00: 0x20, **{2 + fan: 0x08 for fan in range(6)}, **{8 + fan: 0x4C for fan in range(6)},
                          0x10: 0, 0x11: 0, **{0x18 + 2 * fan: [0x2B, 0xC0] for fan in range(12)},
                          **{0x40 + 2 * fan: [0x80, 0x00] for fan in range(6)}})
    hardware.put("6/70", {0: 0}, "switch")
    hardware.put("6/70.2/58", {0x00: 0, 0x03: [], 0x20: 0x17, 0x78: 0, 0x79: [0, 0], 0x7E: 0, 0x97: [0x64, 0xF8]})
    hardware.memory("6/50", fru_image("Acme", "Sim 1U", "SN-0042"))
    chip = Chip(hardware.root, {"POWER_OUT": 1, "PS_PWROK": 0})

    def follow(name, level):
        if name == "POWER_OUT" and level == 0:
            chip.set("PS_PWROK", 1 - chip.level("PS_PWROK"))

    chip.follow = follow
    yield hardware, chip
    chip.close()


def tool(*words):
    done = subprocess.run(
        [BINARIES / "lantern", *words, "--data-dir", ROOT], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_file_is_short_and_right(board):
    assert len(BOARD.splitlines()) <= 40
    assert tool("lint", "board", board) == "1 file, 0 errors, 0 warnings.\n"
    assert "assert power-button: POWER_OUT, active low" in tool("power", "off", "--dry-run", "--board", board)


def test_it_runs_without_the_hardware(board, start_agent):
    agent = start_agent(board=board, options=["--simulate"])
    eventually(lambda: agent.client().power_state() == ON, LIMIT, "the simulated machine is on")


def test_it_runs_on_the_hardware(board, machine, start_agent):
    hardware, chip = machine
    environment = hardware.environment | chip.environment
    preloaded = f"{hardware.environment['LD_PRELOAD']}:{chip.environment['LD_PRELOAD']}"
    words = [f"{name}={value}" for name, value in (environment | {"LD_PRELOAD": preloaded}).items()]
    agent = start_agent(board=board, options=["--system-root", hardware.root], prefix=["env", *words])
    client = agent.client()

    def readings():
        return {name: sensor.reading if "CurrentReading" in sensor else None for name, sensor in client.sensors().items()}

    # Fan speeds count only while the machine is on.
    eventually(lambda: client.power_state() == OFF, LIMIT, "the state is read from its line")
    assert client.power(ON).outputs == {"ReturnValue": 0}
    eventually(lambda: client.power_state() == ON, LIMIT, "the machine is on")
    eventually(lambda: readings() == {"Inlet": 25.5, "PSU 1 input": 50, "Fan 1 speed": 2809, "Fan 2 speed": 2809}, LIMIT,
               "everything is read")
    # 25.5 degrees demand 38.75 percent.
    eventually(lambda: hardware.register("6/20", 0x40)[0] == round(0.3875 * 511) >> 1, LIMIT, "the fans follow")
    eventually(lambda: "SN-0042" in [one.get("SerialNumber") for one in client.instances("CIM_Chassis")], LIMIT,
               "the chassis knows its number")
    assert "Sources      2 working" in agent.tool("status").stdout
    explained = agent.tool("explain", "inlet-temp").stdout
    assert re.search(r"address 0x49.*register 0x00", explained) and "19 80" in explained
