"""Three BMCs of different kinds behind one agent: none is taken for another, and none suffers with another."""

import pytest

from harness.agent import Agent
from harness.bmc import BMC, POLL
from harness.power import in_transition, request
from harness.processes import eventually
from harness.rack import host, rack, sensors, states

LOST, RECOVERY = 15, 120
KINDS = {"node1": (), "node2": ("--kind", "large", "--cipher17"), "node3": ("--kind", "odd", "--cipher17")}


@pytest.fixture(scope="module")
def bmcs(tmp_path_factory):
    started = {}
    try:
        for name, options in KINDS.items():
            started[name] = BMC(tmp_path_factory.mktemp(name), *options)
        yield started
    finally:
        for bmc in started.values():
            bmc.stop()


@pytest.fixture(scope="module")
def agent(bmcs, tmp_path_factory):
    directory = tmp_path_factory.mktemp("agent")
    board = rack(directory / "board.yaml", {name: host(bmc) for name, bmc in bmcs.items()})
    agent = Agent(directory, board=board)
    try:
        agent.add_user("admin")
        agent.start()
        yield agent
    finally:
        agent.stop()


def readable(served, name, bmc):
    """Whether every sensor of a system has the reading that its BMC gives."""
    return all(one in served.get(name, {}) and served[name][one].reading is not None for one in bmc.readable())


@pytest.fixture
def client(agent, bmcs):
    client = agent.client()

    def is_complete():
        served = sensors(client)
        return all(readable(served, name, bmc) for name, bmc in bmcs.items())

    eventually(is_complete, RECOVERY, "every sensor of every BMC has a reading", every=0.5)
    return client


def power_states(client):
    """System to its PowerState; without those that are unknown."""
    found = {}
    for service in client.instances("CIM_AssociatedPowerManagementService"):
        if "PowerState" in service:
            found[service["UserOfService"]["Name"]] = service["PowerState"]
    return found


def under_way(client):
    """The systems in which a power command is being carried out."""
    return {service["UserOfService"]["Name"] for service in client.instances("CIM_AssociatedPowerManagementService")
            if in_transition(service)}


def test_every_value_is_served_for_the_system_that_it_comes_from(bmcs, client):
    served = sensors(client)
    assert set(served) == set(bmcs)
    for name, bmc in bmcs.items():
        for one in bmc.readable():
            expected, sensor = bmc.expected["sensors"][one], served[name][one]
            if expected["linearization"] == 0 and expected["unit"] < 20:
                assert sensor.reading == pytest.approx(expected["value"], rel=1e-9), (name, one)


def test_the_status_lists_them(agent, client, bmcs):
    assert states(agent) == {name: ("working", None) for name in bmcs}


def test_a_command_reaches_the_bmc_that_is_meant(bmcs, client):
    eventually(lambda: set(power_states(client)) == set(bmcs), RECOVERY, "every power state is known")
    before = {name: bmc.chassis_log() for name, bmc in bmcs.items()}
    for state, word in (("8", "0"), ("2", "1")):
        # What shows the state may still be at the end of its work.
        eventually(lambda: "node2" not in under_way(client), RECOVERY, "nothing is under way")
        assert request(client, "node2", state).outputs["ReturnValue"] == 0
        eventually(lambda state=state: power_states(client).get("node2") == state, RECOVERY, f"PowerState {state}")
        assert bmcs["node2"].chassis_log()[-1] == ("power", word)
    for name in ("node1", "node3"):
        assert bmcs[name].chassis_log() == before[name], name


def test_one_that_dies_is_unknown_and_the_others_are_not(agent, bmcs, client):
    dead = bmcs["node1"]
    dead.process.kill()
    dead.process.wait()

    def is_gone():
        served = sensors(client)
        assert readable(served, "node2", bmcs["node2"]) and readable(served, "node3", bmcs["node3"])
        return not any("CurrentReading" in sensor for sensor in served["node1"].values())

    eventually(is_gone, LOST, "only its readings are unknown", every=0.5)
    eventually(lambda: states(agent)["node1"][0] == "failing", LOST, "the status says so")
    assert [states(agent)[name] for name in ("node2", "node3")] == [("working", None)] * 2
    fault = request(client, "node1", "8").fault
    assert fault and fault.subcode in ("wsman:TimedOut", "wsa:EndpointUnavailable")
    dead.start()
    eventually(lambda: readable(sensors(client), "node1", dead), RECOVERY, "it is back", every=0.5)
    eventually(lambda: states(agent)["node1"] == ("working", None), POLL, "the status says so")
