"""Power: commands are accepted or refused for what they are, and PowerState is what the hardware confirms."""

import pytest

from harness.agent import Agent
from harness.boards import write_board
from harness.power import OFF, ON, POWER_LIMIT, in_transition, reach
from harness.processes import eventually
from harness.wsman import Reference

CYCLE, OFF_HARD, NMI, RESET, OFF_GRACEFUL, DONE = 5, 6, 11, 10, 12, 0
NOT_SUPPORTED, INVALID_TRANSITION, BUSY = 1, 4097, 4099
SERVICE = "CIM_AssociatedPowerManagementService"


def service(client):
    return client.get(SERVICE).instance


def ask(client, state):
    """Gives the command; its ReturnValue, which must be the only output."""
    outputs = client.power(state).outputs
    assert list(outputs) == ["ReturnValue"]
    return outputs["ReturnValue"]


def states_until_settled(client, last):
    """Every PowerState seen until the transition is over and `last` is confirmed, without repetitions."""
    seen = []

    def settled():
        found = service(client)
        state = int(found["PowerState"])
        if not seen or seen[-1] != state:
            seen.append(state)
        return state == last and not in_transition(found)

    eventually(settled, POWER_LIMIT, f"PowerState {last}", every=0.01)
    return seen


def test_off_and_on_are_confirmed_by_the_hardware(client):
    reach(client, ON)
    assert ask(client, OFF) == DONE
    assert states_until_settled(client, OFF)[-1] == OFF
    assert ask(client, ON) == DONE
    assert states_until_settled(client, ON) in ([OFF, ON], [ON])


def test_the_state_is_not_what_was_asked_for_but_what_is(client):
    """Right after the command the old state still stands, and the transition is shown."""
    reach(client, OFF)
    assert ask(client, ON) == DONE
    during = service(client)
    assert during["PowerState"] == str(OFF)
    assert during["TransitioningToPowerState"] == str(ON)
    assert during["RequestedPowerState"] == str(ON)
    assert states_until_settled(client, ON) == [OFF, ON]
    assert not in_transition(service(client))


def test_cycle_goes_through_off(client):
    reach(client, ON)
    assert ask(client, CYCLE) == DONE
    assert OFF in states_until_settled(client, ON)


def test_reset_presses_the_button_once_and_does_not_switch_off(client):
    reach(client, ON)
    before = client.sensors()["Resets"].reading
    assert ask(client, RESET) == DONE
    assert states_until_settled(client, ON) == [ON]
    eventually(lambda: client.sensors()["Resets"].reading == before + 1, 10, "the reset button was pressed once")


def test_a_graceful_off_ends_off(client):
    reach(client, ON)
    assert ask(client, OFF_GRACEFUL) == DONE
    assert states_until_settled(client, OFF) == [ON, OFF]


def test_a_state_that_is_there_already_is_fine(client):
    for state in (OFF, ON):
        reach(client, state)
        assert ask(client, state) == DONE
        assert not in_transition(service(client))


@pytest.mark.parametrize("verb", [CYCLE, RESET, NMI])
def test_what_needs_a_running_machine_is_refused_while_it_is_off(client, verb):
    reach(client, OFF)
    assert ask(client, verb) in (INVALID_TRANSITION, NOT_SUPPORTED)
    assert not in_transition(service(client)) and client.power_state() == OFF


@pytest.mark.parametrize("state", [0, 1, 3, 4, OFF_HARD, 7, 13, 16, 99])
def test_what_the_board_cannot_do_is_refused(client, state):
    capable = client.instances("CIM_PowerManagementCapabilities")[0].all("RequestedPowerStatesSupported")
    assert str(state) not in capable
    assert ask(client, state) in (NOT_SUPPORTED, 5)


def test_a_second_command_during_a_transition_is_answered_busy(client):
    reach(client, OFF)
    assert ask(client, ON) == DONE
    assert ask(client, OFF) == BUSY
    assert states_until_settled(client, ON)[-1] == ON


def test_what_may_be_asked_for_depends_on_the_state(client):
    capable = set(client.instances("CIM_PowerManagementCapabilities")[0].all("RequestedPowerStatesSupported"))
    assert capable >= {"2", "5", "8", "10"}
    reach(client, OFF)
    off = set(service(client).all("AvailableRequestedPowerStates"))
    reach(client, ON)
    on = set(service(client).all("AvailableRequestedPowerStates"))
    assert off <= capable and on <= capable
    assert "2" in off and not {"5", "10"} & off
    assert {"5", "8", "10"} <= on


def test_fans_stop_when_the_machine_is_off(client):
    """A simulated machine is a whole one."""
    def speeds():
        return [sensor.reading for sensor in client.instances("CIM_NumericSensor") if sensor["SensorType"] == "5"]

    reach(client, OFF)
    eventually(lambda: not any(speed and speed > 0 for speed in speeds()), 30, "no fan turns")
    reach(client, ON)
    eventually(lambda: all(speed and speed > 0 for speed in speeds()), 30, "all fans turn")


# Two machines behind one agent

@pytest.fixture(scope="module")
def two(tmp_path_factory):
    directory = tmp_path_factory.mktemp("two")
    agent = Agent(directory, board=write_board(directory / "two.yaml", systems=("node1", "node2")))
    agent.add_user("admin")
    yield agent.start().client()
    agent.stop()


def state_of(client, name):
    machine = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name=name)
    found = [instance for instance in client.instances(SERVICE) if instance["UserOfService"] == machine]
    assert len(found) == 1
    return int(found[0].get("PowerState", "0"))


@pytest.mark.parametrize("selectors, detail", [
    ({}, "InsufficientSelectors"), ({"CreationClassName": "CIM_PowerManagementService"}, "AmbiguousSelectors")])
def test_a_command_that_could_mean_either_machine_is_refused(two, selectors, detail):
    eventually(lambda: state_of(two, "node1") == state_of(two, "node2") == ON, 30, "both are on")
    target = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem")
    reply = two.invoke(
        "CIM_PowerManagementService", "RequestPowerStateChange",
        f"<p:PowerState>8</p:PowerState><p:ManagedElement>{target.body()}</p:ManagedElement>", selectors)
    assert (reply.status, reply.fault.subcode, reply.fault.detail) == (400, "wsman:InvalidSelectors", detail)
    assert state_of(two, "node1") == state_of(two, "node2") == ON


def test_a_command_reaches_only_the_machine_it_names(two):
    eventually(lambda: state_of(two, "node1") == state_of(two, "node2") == ON, 30, "both are on")
    own = [service for service in two.references("CIM_PowerManagementService") if service["SystemName"] == "node2"]
    machine = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="node2")
    reply = two.invoke(
        "CIM_PowerManagementService", "RequestPowerStateChange",
        f"<p:PowerState>8</p:PowerState><p:ManagedElement>{machine.body()}</p:ManagedElement>", own[0].selectors)
    assert reply.outputs == {"ReturnValue": 0}
    eventually(lambda: state_of(two, "node2") == OFF, 30, "node2 is off")
    assert state_of(two, "node1") == ON
