"""The light by which a machine shows which one it is, as CIM_IndicatorLED (DSP1074)."""

import json

import pytest

from harness.agent import Agent
from harness.boards import write_board
from harness.processes import eventually
from harness.wsman import TRANSFER, Reference, resource

LIGHT = "CIM_IndicatorLED"
LIT, BLINKING, OFF = 2, 3, 4
MACHINE = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")


@pytest.fixture(scope="module")
def agent(tmp_path_factory):
    directory = tmp_path_factory.mktemp("light")
    agent = Agent(directory, board=write_board(directory / "board.yaml", controller="identify: true"))
    for user, role in (("admin", "administrator"), ("operator", "operator"), ("reader", "readonly")):
        agent.add_user(user, role)
    yield agent.start()
    agent.stop()


@pytest.fixture
def client(agent):
    """The light is off."""
    client = agent.client()
    eventually(lambda: client.instances(LIGHT), 30, "the light is seen")
    assert switch(client, OFF).ok
    return client


def switch(client, state):
    return client.put(LIGHT, {"ActivationState": state}, client.references(LIGHT)[0].selectors)


def is_lit(client):
    return client.get(LIGHT).instance["ActivationState"] == str(LIT)


def test_the_light_says_what_it_is_for(client):
    light = client.get(LIGHT).instance
    assert light.all("IndicatedConditions") == ["3"], "location"
    assert light["ControlMode"] == "3", "manual"
    assert light["DefaultActivationState"] == light["ActivationState"] == str(OFF)


def test_it_is_switched_on_and_off(client):
    assert switch(client, LIT).ok
    assert is_lit(client), "confirmed when the answer comes"
    assert switch(client, LIT).ok, "what is so already is no mistake"
    assert is_lit(client)
    assert switch(client, OFF).ok
    assert not is_lit(client)


def test_a_fragment_will_do(client):
    header = '<wsman:FragmentTransfer s:mustUnderstand="true">ActivationState</wsman:FragmentTransfer>'
    body = (f'<wsman:XmlFragment><p:ActivationState xmlns:p="{resource(LIGHT)}">{LIT}</p:ActivationState>'
            "</wsman:XmlFragment>")
    assert client.send(f"{TRANSFER}/Put", LIGHT, body, extra=header).ok
    assert is_lit(client)


def test_what_was_read_can_be_sent_back(client):
    light = client.get(LIGHT).instance
    assert client.put(LIGHT, {name: light[name] for name in light.names}).ok
    assert not is_lit(client)


@pytest.mark.parametrize("state", [BLINKING, 0, 5])
def test_other_states_cannot_be_had(client, state):
    assert switch(client, state).fault.subcode == "wsman:SchemaValidationError" or not switch(client, state).ok
    assert not is_lit(client)


def test_it_hangs_on_its_machine(client):
    light = client.references(LIGHT)[0]
    for association in ("CIM_AssociatedIndicatorLED", "CIM_SystemDevice"):
        found = client.associated(light, mode="EnumerateObjectAndEPR", AssociationClassName=association)
        assert [item.reference for item in found] == [MACHINE]
    names = {one["RegisteredName"] for one in client.instances("CIM_RegisteredProfile")}
    assert "Indicator LED" in names


def test_who_may_switch_the_machine_may_switch_its_light_and_it_is_recorded(agent, client):
    assert switch(agent.client("reader"), LIT).fault.subcode == "wsman:AccessDenied"
    assert not is_lit(client)
    assert switch(agent.client("operator"), LIT).ok
    record = json.loads((agent.state / "audit.jsonl").read_text().splitlines()[-1])
    assert (record["command"], record["identify"], record["user"]) == ("identify", "on", "operator")
    assert (record["before"], record["after"]) == ("off", "on")


def test_a_machine_without_a_light_has_none(start_agent, tmp_path):
    client = start_agent(board=write_board(tmp_path / "bare.yaml")).client()
    assert client.instances(LIGHT) == []
