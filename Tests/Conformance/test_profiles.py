"""Registered profiles: what the agent says it conforms to is there."""

import pytest

from harness.agent import SIMULATED_BOARD
from harness.wsman import Reference

PROFILES = {
    "Profile Registration": None, "Base Server": "CIM_ComputerSystem", "Computer System": "CIM_ComputerSystem",
    "Power State Management": "CIM_PowerManagementService", "Sensors": "CIM_Sensor", "Fan": "CIM_Fan",
    "Power Supply": "CIM_PowerSupply", "Physical Asset": "CIM_PhysicalPackage",
    "Software Inventory": "CIM_SoftwareIdentity", "Record Log": "CIM_RecordLog",
    "Boot Control": "CIM_BootConfigSetting", "Indicator LED": "CIM_IndicatorLED",
}


# Binds a class that no shipped profile uses to every sensor.
ADDED_PROFILE = """\
profile: Local Example
specification: LOCAL1
organization: DMTF
version: 1.0.0
central: CIM_Battery

classes:
  - class: CIM_Battery
    for: sensor
    keys: { SystemCreationClassName: CIM_ComputerSystem, SystemName: "{system}", DeviceID: "{id}" }
    properties:
      ElementName: .name
"""


@pytest.fixture(scope="module")
def registered(agent):
    return {item.instance["RegisteredName"]: item
            for item in agent.client().items("CIM_RegisteredProfile", mode="EnumerateObjectAndEPR")}


def test_every_profile_is_registered(registered):
    assert set(registered) >= set(PROFILES)
    for item in registered.values():
        assert item.instance["RegisteredOrganization"] == "2"  # DMTF
        assert item.instance["RegisteredVersion"].count(".") == 2
        assert " " not in item.instance["InstanceID"]


@pytest.mark.parametrize("name", [name for name in PROFILES if PROFILES[name]])
def test_a_profile_leads_to_elements_that_conform_to_it(client, registered, name):
    found = client.associated(registered[name].reference, mode="EnumerateObjectAndEPR",
                              AssociationClassName="CIM_ElementConformsToProfile", Role="ConformantStandard")
    assert found
    assert all(client.get_reference(item.reference).ok for item in found)


def test_the_machine_leads_to_its_profiles(client):
    machine = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")
    found = {item.instance["RegisteredName"] for item in client.associated(
        machine, AssociationClassName="CIM_ElementConformsToProfile")}
    assert "Base Server" in found


def test_a_profile_added_by_one_file_is_served(start_agent, tmp_path):
    """No code: a file in a data directory binds a class nobody served before."""
    (tmp_path / "data" / "profiles").mkdir(parents=True)
    (tmp_path / "data" / "profiles" / "local.yaml").write_text(ADDED_PROFILE)
    agent = start_agent(board=SIMULATED_BOARD, options=["--data-dir", str(tmp_path / "data")])
    client = agent.client()
    found = client.instances("CIM_Battery")
    assert len(found) == len(client.instances("CIM_Sensor")), "".join(agent.log)
    assert "Local Example" in {profile["RegisteredName"] for profile in client.instances("CIM_RegisteredProfile")}
    assert client.instances("CIM_Fan")
