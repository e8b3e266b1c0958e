"""The commands that scripts/run prints, run as they are printed: curl with Digest, and a little awk and grep."""

import re
import subprocess

import pytest

from harness.agent import ROOT
from harness.power import OFF, ON, POWER_LIMIT
from harness.processes import eventually

PRINTED = re.findall(r"^  \$ask (.*)$", (ROOT / "scripts" / "run").read_text(), re.MULTILINE)


@pytest.fixture
def show(agent, tmp_path):
    """Runs the printed command that sends this file of scripts/demo; what it shows."""
    netrc = tmp_path / "netrc"
    netrc.touch(mode=0o600)
    netrc.write_text(f"machine 127.0.0.1 login admin password {agent.users['admin']}\n")
    ask = f"curl -s --digest --netrc-file {netrc} -H 'Content-Type: application/soap+xml' {agent.url}"

    def run(file):
        [command] = [line for line in PRINTED if f"scripts/demo/{file}" in line]
        done = subprocess.run(["bash", "-c", f"{ask} {command}"], cwd=ROOT, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_four_commands_are_printed():
    assert len(PRINTED) == 4


def test_sensors_are_shown_as_a_table(show, agent):
    client = agent.client()
    eventually(lambda: client.power_state() == ON, 10, "the machine is seen to be on")
    rows = show("sensors.xml").splitlines()
    assert len(rows) == len(client.references("CIM_NumericSensor"))
    inlet = next(row.split() for row in rows if row.startswith("Inlet "))
    assert 15 < float(inlet[1]) < 50
    assert inlet[2:] == ["C", "Normal"]


def test_what_has_happened_is_shown_line_by_line(show, agent):
    client = agent.client()
    eventually(lambda: client.instances("CIM_LogEntry"), 10, "the log is read")
    assert show("log.xml").splitlines()[0] == "The controller of ManagedSystem has started."


def test_the_machine_is_power_cycled(show, agent):
    client = agent.client()
    eventually(lambda: client.power_state() == ON, 10, "the machine is seen to be on")
    assert show("power-state.xml") == "PowerState>2\n"
    assert show("power-cycle.xml") == "ReturnValue>0\n"
    for state in (OFF, ON):
        eventually(lambda: show("power-state.xml") == f"PowerState>{state}\n", POWER_LIMIT, f"PowerState {state}")
