"""Debian's wsl 0.2.1 ("whistle"): curl and shell, Basic, and endpoint references pasted into its own envelope."""

import os
import subprocess
import xml.etree.ElementTree as ET

import pytest

from harness.power import OFF, ON, POWER_LIMIT, reach
from harness.processes import eventually
from harness.wsman import DASH, SOAP, WSMAN, Instance, Reference, local, read_item


@pytest.fixture
def wsl(open_agent, tmp_path):
    """Runs one wsl command and returns the SOAP body of the last answer."""
    environment = {
        "HOME": str(tmp_path), "PATH": os.environ["PATH"], "TERM": "dumb", "SHELL": "/bin/bash", "KEEPHISTORY": "0",
        "WSNOSSL": "true", "WSENDPOINT": f"127.0.0.1:{open_agent.port}", "WSUSER": "admin",
        "WSPASS": open_agent.users["admin"],
    }

    def run(*arguments):
        done = subprocess.run(["wsl", *arguments], cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=120)
        answer = (tmp_path / "response.xml").read_text()
        assert done.returncode == 0, answer or done.stdout + done.stderr
        return ET.fromstring(answer).find(f"{{{SOAP}}}Body")[0]

    return run


def items(body):
    return [read_item(element) for element in body.find(f"{{{WSMAN}}}Items")]


def test_identify(wsl):
    answer = wsl("identify", "check")
    assert local(answer) == "IdentifyResponse"
    assert answer.find(f"{{{DASH}}}DASHVersion") is not None


def test_enumerate(open_agent, wsl):
    found = {item.instance["DeviceID"] for item in items(wsl("enum", "CIM_NumericSensor"))}
    assert found == {sensor["DeviceID"] for sensor in open_agent.client().instances("CIM_NumericSensor")}


def test_enumerate_references(open_agent, wsl):
    found = [item.reference for item in items(wsl("enum", "CIM_Fan", "-mode", "epr"))]
    assert found == open_agent.client().references("CIM_Fan")


def test_get(open_agent, wsl):
    expected = open_agent.client().instances("CIM_Fan")[0]
    found = Instance(wsl("get", "CIM_Fan", f"DeviceID={expected['DeviceID']}"))
    assert found["ElementName"] == expected["ElementName"]


def test_invoke_with_a_reference_the_agent_gave_out(open_agent, wsl, tmp_path):
    client = open_agent.client()
    for state in (OFF, ON):
        reach(client, ON if state == OFF else OFF)
        wsl("enum", "CIM_ComputerSystem", "-mode", "epr")
        (tmp_path / "response.xml").rename(tmp_path / "system.xml")
        answer = wsl("invoke", "CIM_PowerManagementService", "RequestPowerStateChange", f"PowerState={state}",
                     "ManagedElement=FILE:system.xml")
        assert [(local(child), child.text) for child in answer] == [("ReturnValue", "0")]
        eventually(lambda: client.power_state() == state, POWER_LIMIT, f"PowerState {state}")


@pytest.mark.parametrize("option, kind", [("-associators", "AssociationInstances"),
                                          ("-references", "AssociatedInstances")])
def test_associations(open_agent, wsl, option, kind):
    """The two options are the wrong way round in wsl itself."""
    found = items(wsl("enum", "CIM_ComputerSystem", option, "CreationClassName=CIM_ComputerSystem",
                      "Name=ManagedSystem"))
    machine = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")
    expected = open_agent.client().associated(machine, kind)
    assert len(found) == len(expected) > 0
    assert {item.instance.class_name for item in found} == {item.instance.class_name for item in expected}
