"""Power of a machine with a BMC: chassis control of `ipmi_sim`, and what its hook was told."""

import pytest

from harness.bmc import POLL, watching
from harness.power import OFF, ON, POWER_LIMIT, reach
from harness.processes import eventually


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    with watching(tmp_path_factory.mktemp("power")) as pair:
        yield pair


@pytest.fixture(scope="module")
def bmc(both):
    return both[0]


@pytest.fixture(scope="module")
def agent(both):
    return both[1]


def test_the_power_state_is_the_one_ipmitool_reads(bmc, client):
    assert {ON: "on", OFF: "off"}[client.power_state()] == bmc.power()


@pytest.mark.parametrize("first, state, seen, last", [
    (ON, 8, [("power", "0")], OFF), (OFF, 2, [("power", "1")], ON),
    (ON, 5, [("power", "0"), ("power", "1")], ON), (ON, 10, [("reset", "1")], ON)],
    ids=["off", "on", "cycle", "reset"])
def test_a_power_command_reaches_the_chassis(bmc, client, first, state, seen, last):
    reach(client, first)
    before = len(bmc.chassis_log())
    assert client.power(state).outputs == {"ReturnValue": 0}
    eventually(lambda: bmc.chassis_log()[before:] == seen, POWER_LIMIT, f"the chassis hook sees {seen}")
    reach(client, last)
    assert bmc.power() == {ON: "on", OFF: "off"}[last]
    assert bmc.chassis_log()[before:] == seen


def test_a_change_made_by_another_is_served_within_one_poll(bmc, client):
    for command, state in (("off", OFF), ("on", ON)):
        reach(client, ON if state == OFF else OFF)
        bmc.ipmitool("power", command)
        eventually(lambda: client.power_state() == state, POLL, f"PowerState {state}")
