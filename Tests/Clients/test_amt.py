"""amtctrl (PyPI `amt` 0.8.0): knows only port 16992, the account admin and AMT's object names."""

import subprocess
import sys
from pathlib import Path

import pytest

from harness.agent import Agent
from harness.power import OFF, ON, POWER_LIMIT, reach
from harness.processes import eventually
from harness.wsman import Reference

AMTCTRL = Path(sys.executable).parent / "amtctrl"


@pytest.fixture(scope="module")
def amt_agent(tmp_path_factory):
    agent = Agent(tmp_path_factory.mktemp("agent"), listen="http://127.0.0.1:16992", config="compatibility: amt\n")
    agent.add_user("admin")
    agent.start()
    yield agent
    agent.stop()


@pytest.fixture
def amtctrl(amt_agent, tmp_path):
    """Runs one amtctrl command; the password goes in on standard input, as at its prompt."""
    def run(command):
        done = subprocess.run(
            [sys.executable, AMTCTRL, "-p", "127.0.0.1", command], input=amt_agent.users["admin"] + "\n",
            capture_output=True, text=True, timeout=60, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"})
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run


def test_status_tells_on_and_off(amt_agent, amtctrl):
    reach(amt_agent.client(), ON)
    assert amtctrl("status") == "on"
    reach(amt_agent.client(), OFF)
    assert amtctrl("status") == "off"


def test_off_switches_the_machine_off(amt_agent, amtctrl):
    reach(amt_agent.client(), ON)
    assert amtctrl("off") == ""
    eventually(lambda: amt_agent.client().power_state() == OFF, POWER_LIMIT, "the machine is off")
    assert amtctrl("status") == "off"


def test_on_switches_the_machine_on(amt_agent, amtctrl):
    reach(amt_agent.client(), OFF)
    assert amtctrl("on") == ""
    eventually(lambda: amt_agent.client().power_state() == ON, POWER_LIMIT, "the machine is on")
    assert amtctrl("status") == "on"


def test_reboot_takes_the_machine_off_and_on_again(amt_agent, amtctrl):
    client = amt_agent.client()
    reach(client, ON)
    assert amtctrl("reboot") == ""
    eventually(lambda: client.power_state() == OFF, POWER_LIMIT, "the machine goes off")
    eventually(lambda: client.power_state() == ON, POWER_LIMIT, "the machine comes back")


def test_pxeboot_restarts_the_machine_from_the_network_once(amt_agent, amtctrl):
    client = amt_agent.client()
    reach(client, ON)
    eventually(lambda: client.instances("CIM_BootConfigSetting"), 10, "boot control is there")
    assert amtctrl("pxeboot") == ""
    eventually(lambda: client.instances("CIM_LogEntry")[-1]["Message"] == "ManagedSystem starts from network.",
               POWER_LIMIT, "it was started from the network")
    eventually(lambda: client.get("CIM_ElementSettingData").instance["IsNext"] == "2", 10, "and will not be again")


def test_the_names_of_amt_are_unknown_without_the_option(agent):
    target = Reference.of("CIM_ComputerSystem", Name="ManagedSystem")
    reply = agent.client().invoke(
        "CIM_PowerManagementService", "RequestPowerStateChange",
        f"<p:PowerState>2</p:PowerState><p:ManagedElement>{target.body()}</p:ManagedElement>",
        {"Name": "Intel(r) AMT Power Management Service"})
    assert reply.status == 400 and reply.fault.subcode in ("wsman:InvalidSelectors", "wsa:DestinationUnreachable")
