"""Fans that the agent drives, and devices that stand in for each other: DSP1013 and DSP1015 on the wire."""

import json

import pytest

from harness.agent import Agent
from harness.boards import write_board
from harness.processes import eventually
from harness.wsman import Reference

FAN, SET = "CIM_Fan", "CIM_RedundancySet"
MACHINE = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")
AUTOMATIC, MANUAL = "2", "3"
DONE, NOT_SUPPORTED, NOT_VALID = 0, 1, 3
FULLY_REDUNDANT, REDUNDANCY_LOST = "2", "4"

# t0 reads about 30 degrees, and is critical above 80; it demands half of full speed.
COOLING = """\
  - { id: tach1, name: Tach 1, kind: tachometer, of: fan1 }
  - { id: tach2, name: Tach 2, kind: tachometer, of: fan2, crit: [500, ~] }
cooling: [ { id: main, by: { t0: [[0, 50%], [60, 50%], [80, 100%]] } } ]
fans:
  - { id: fan1, name: Fan 1, tach: tach1, pwm: simulated, minimum: 20%, full-speed: 8000 rpm, cooling: main }
  - { id: fan2, name: Fan 2, tach: tach2, pwm: simulated, minimum: 20%, full-speed: 8000 rpm }
  - { id: fan3, name: Fan 3 }
redundancy: [ { id: fans, name: Fans, of: [fan1, fan2], needed: 1 } ]
"""


def board(directory, events=""):
    """A board whose fans follow t0."""
    path = write_board(directory / "board.yaml", sensors=1, events=events)
    text = path.read_text()
    path.write_text(text.replace("simulation:\n", COOLING + "simulation:\n"))
    return path


@pytest.fixture
def make(tmp_path):
    agents = []

    def start(events=""):
        directory = tmp_path / f"agent{len(agents)}"
        directory.mkdir()
        agent = Agent(directory, board=board(directory, events))
        for user, role in (("admin", "administrator"), ("operator", "operator"), ("reader", "readonly")):
            agent.add_user(user, role)
        agents.append(agent)
        return agent.start()

    yield start
    for agent in agents:
        agent.stop()


def key(client, device):
    return next(one for one in client.references(FAN) if one["DeviceID"] == device)


def fan(client, device="fan1"):
    return client.get_reference(key(client, device)).instance


def set_speed(client, speed, device="fan1"):
    argument = "" if speed is None else f"<p:DesiredSpeed>{speed}</p:DesiredSpeed>"
    return client.invoke(FAN, "SetSpeed", argument, key(client, device).selectors)


def speed(client, device="tach1"):
    reading = client.get("CIM_NumericSensor", DeviceID=device).instance
    return reading.scaled("CurrentReading") if "CurrentReading" in reading.names else None


def turns(client, rpm, device="tach1", what="the fan turns so"):
    eventually(lambda: speed(client, device) is not None and abs(speed(client, device) - rpm) < 200, 30, what)


def test_a_fan_follows_its_zone_until_somebody_sets_a_speed_and_gives_it_back(make):
    client = make().client()
    assert fan(client)["VariableSpeed"] == "true"
    assert fan(client)["ControlMode"] == AUTOMATIC
    assert sorted(fan(client).all("ControlModesSupported")) == [AUTOMATIC, MANUAL]
    assert "DesiredSpeed" not in fan(client).names
    turns(client, 4000, what="its zone demands half of full speed")
    assert set_speed(client, 6000).outputs["ReturnValue"] == DONE
    assert (fan(client)["ControlMode"], fan(client)["DesiredSpeed"]) == (MANUAL, "6000")
    turns(client, 6000)
    assert set_speed(client, 6000).outputs["ReturnValue"] == DONE, "what is so already is no mistake"
    assert set_speed(client, 0).outputs["ReturnValue"] == DONE
    assert fan(client)["ControlMode"] == AUTOMATIC
    turns(client, 4000)


def test_a_governor_that_cannot_be_read_is_full_speed_whatever_was_set(make):
    client = make("- { at: 8 s, for: 15 s, sensor: t0, fault: timeout }\n").client()
    assert set_speed(client, 3000).outputs["ReturnValue"] == DONE
    turns(client, 3000)
    turns(client, 8000, what="the sensor fails")
    assert fan(client)["DesiredSpeed"] == "3000"
    turns(client, 3000, what="the sensor is back")


def test_a_governor_that_is_critical_is_full_speed(make):
    client = make("- { at: 3 s, sensor: t0, value: 81 }\n").client()
    turns(client, 8000)
    assert set_speed(client, 3000).outputs["ReturnValue"] == DONE
    assert fan(client)["ControlMode"] == MANUAL
    turns(client, 8000)


def test_what_a_fan_cannot_do_is_a_return_value(make):
    client = make().client()
    assert set_speed(client, 8001).outputs["ReturnValue"] == NOT_VALID
    assert set_speed(client, 1599).outputs["ReturnValue"] == NOT_VALID, "less than its minimum"
    assert set_speed(client, None).outputs["ReturnValue"] == NOT_VALID
    assert set_speed(client, 0, "fan2").outputs["ReturnValue"] == NOT_VALID, "it has no zone"
    assert set_speed(client, 4000, "fan3").outputs["ReturnValue"] == NOT_SUPPORTED
    assert set_speed(client, -1).fault.subcode == "wsman:InvalidParameter"
    assert fan(client, "fan3")["VariableSpeed"] == "false"
    assert "ControlMode" not in fan(client, "fan3").names


def test_a_speed_that_was_set_does_not_outlive_the_agent(make):
    agent = make()
    client = agent.client()
    assert set_speed(client, 6000).outputs["ReturnValue"] == DONE
    agent.stop()
    agent.start()
    assert fan(agent.client())["ControlMode"] == AUTOMATIC


def test_it_takes_the_permission_and_is_recorded(make):
    agent = make()
    assert set_speed(agent.client("reader"), 6000).fault.subcode == "wsman:AccessDenied"
    assert set_speed(agent.client("operator"), 6000).outputs["ReturnValue"] == DONE
    record = json.loads((agent.state / "audit.jsonl").read_text().splitlines()[-1])
    assert (record["command"], record["fan"], record["speed"], record["user"]) == (
        "set-fan-speed", "fan1", "6000", "operator")
    assert (record["before"], record["after"]) == ("automatic", "manual at 6000 rpm")


def test_a_fan_leads_to_what_it_cools_and_to_its_tachometer(make):
    client = make().client()
    turns(client, 4000)
    cooled = client.associated(key(client, "fan1"), mode="EnumerateObjectAndEPR",
                               AssociationClassName="CIM_AssociatedCooling", Role="Antecedent")
    assert [item.reference for item in cooled] == [MACHINE]
    assert client.associated(key(client, "fan2"), AssociationClassName="CIM_AssociatedCooling") == []
    sensors = client.associated(key(client, "fan1"), AssociationClassName="CIM_AssociatedSensor")
    assert [one.instance["DeviceID"] for one in sensors] == ["tach1"]


def test_a_redundancy_set_follows_from_its_members(make):
    client = make("- { at: 6 s, sensor: tach2, value: 0 }\n").client()
    eventually(lambda: client.get(SET).instance["RedundancyStatus"] == FULLY_REDUNDANT, 30, "both are seen to turn")
    found = client.get(SET).instance
    assert (found["MinNumberNeeded"], found["MaxNumberSupported"]) == ("1", "2")
    reference = client.references(SET)[0]
    members = client.associated(reference, AssociationClassName="CIM_MemberOfCollection", Role="Collection")
    assert [one.instance["DeviceID"] for one in members] == ["fan1", "fan2"]
    owner = client.associated(reference, mode="EnumerateObjectAndEPR",
                              AssociationClassName="CIM_OwningCollectionElement")
    assert [item.reference for item in owner] == [MACHINE]
    eventually(lambda: client.get(SET).instance["RedundancyStatus"] == REDUNDANCY_LOST, 30, "one stands still")
    assert client.invoke(SET, "Failover", (
        f"<p:FailoverFrom>{key(client, 'fan1').body()}</p:FailoverFrom>"
        f"<p:FailoverTo>{key(client, 'fan2').body()}</p:FailoverTo>")).outputs["ReturnValue"] == NOT_SUPPORTED


def test_the_rack_server_has_fans_that_are_driven_and_both_kinds_of_redundancy(client):
    fans = client.instances(FAN)
    assert {one["ControlMode"] for one in fans} == {AUTOMATIC}
    assert {one["ElementName"] for one in client.instances(SET)} == {"Fan redundancy", "Power redundancy"}
    eventually(lambda: {one["RedundancyStatus"] for one in client.instances(SET)} == {FULLY_REDUNDANT}, 30, "all work")
