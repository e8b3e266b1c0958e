"""One agent in front of many BMCs: hosts of a list are systems of their own, mistakes and silence stay where they are."""

import json
import socket

import pytest

from harness import own_user
from harness.agent import Agent
from harness.boards import write_board
from harness.power import OFF, ON, in_transition
from harness.processes import eventually
from harness.wsman import Reference

SERVICE = "CIM_AssociatedPowerManagementService"
HOSTS = ["node08", "node09", "node10"]
BOARD = """format: 1
board: rack
credentials:
  - {{ id: rack, user: admin, password-file: password }}
bmc-groups:
  - id: rack
    credential: rack
    session-timeout: 1 s
    retransmit: 250 ms
    power: {{ on: [ {{ ipmi: power-up }} ], off: [ {{ ipmi: power-down }} ] }}
    hosts-file: hosts
    hosts:
      - nobody 127.0.0.1
      - {{ id: nobody, lan: 127.0.0.1 }}
      - {{ id: stranger, lan: "127.0.0.1:{port}", user: admin, password-file: nowhere }}
from-bmc: all
"""


@pytest.fixture(scope="module")
def silent():
    """A port at which nobody answers."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


@pytest.fixture(scope="module")
def rack(tmp_path_factory, silent):
    """Five BMCs, none of which answers; for one there is no password."""
    directory = tmp_path_factory.mktemp("rack")
    (directory / "rack.yaml").write_text(BOARD.format(port=silent))
    (directory / "password").write_text("secret\n")
    (directory / "hosts").write_text(f"# All alike\nnode[08-10] 127.0.0.[8-10]:{silent}\n")
    own_user.hand_over(directory)
    agent = Agent(directory, board=directory / "rack.yaml")
    agent.add_user("admin")
    yield agent.start()
    agent.stop()


@pytest.fixture
def client(rack):
    return rack.client()


def machine(name):
    return Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name=name)


def test_every_host_is_a_system_with_a_power_service_of_its_own(client):
    names = ["nobody", "stranger", *HOSTS]
    assert sorted(one["Name"] for one in client.instances("CIM_ComputerSystem")) == sorted(names)
    services = client.instances("CIM_PowerManagementService")
    assert sorted(one["SystemName"] for one in services) == sorted(names)
    used = [one["UserOfService"]["Name"] for one in client.instances(SERVICE)]
    assert sorted(used) == sorted(names)


def test_a_command_that_could_mean_several_is_refused(client):
    reply = client.invoke(
        "CIM_PowerManagementService", "RequestPowerStateChange",
        f"<p:PowerState>8</p:PowerState><p:ManagedElement>{machine('node08').body()}</p:ManagedElement>",
        {"CreationClassName": "CIM_PowerManagementService"})
    assert (reply.fault.subcode, reply.fault.detail) == ("wsman:InvalidSelectors", "AmbiguousSelectors")


def test_a_command_to_a_bmc_that_is_silent_fails_as_such(client):
    service = next(one for one in client.references("CIM_PowerManagementService") if one["SystemName"] == "node09")
    reply = client.invoke(
        "CIM_PowerManagementService", "RequestPowerStateChange",
        f"<p:PowerState>8</p:PowerState><p:ManagedElement>{machine('node09').body()}</p:ManagedElement>",
        service.selectors)
    assert reply.fault.subcode in ("wsa:EndpointUnavailable", "wsman:TimedOut")


def test_a_mistake_is_said_with_its_place_and_takes_nobody_else_away(rack):
    [line] = [line for line in rack.log if "rack.yaml" in line]
    assert "rack.yaml:14:15: error: there already is a system 'nobody'; ids are unique." in line


def test_status_says_how_many_bmcs_fail_and_why(rack):
    def sources():
        return {one["name"]: one for one in json.loads(rack.tool("status", "--json").stdout)["sources"]}

    eventually(lambda: all(one["state"] == "failing" for one in sources().values()), 60, "all BMCs are given up")
    found = sources()
    assert list(found) == [f"bmc:{name}" for name in ["nobody", "stranger", *HOSTS]], "as the board file has them"
    assert found["bmc:stranger"]["kind"] == "no-password"
    assert found["bmc:node10"]["kind"] == "connection-timeout"
    text = rack.tool("status").stdout
    assert "Sources      5 failing" in text
    assert "bmc:stranger: no-password: The password file" in text


def test_systems_are_switched_on_one_after_the_other(tmp_path):
    agent = Agent(tmp_path, board=write_board(
        tmp_path / "two.yaml", systems=("node1", "node2"), more="power-on-stagger: 3 s\n"))
    agent.add_user("admin")
    client = agent.start().client()

    def state(name):
        [found] = [one for one in client.instances(SERVICE) if one["UserOfService"] == machine(name)]
        return int(found.get("PowerState", "0")), in_transition(found)

    def ask(name, wanted):
        [service] = [one for one in client.references("CIM_PowerManagementService") if one["SystemName"] == name]
        reply = client.invoke(
            "CIM_PowerManagementService", "RequestPowerStateChange",
            f"<p:PowerState>{wanted}</p:PowerState><p:ManagedElement>{machine(name).body()}</p:ManagedElement>",
            service.selectors)
        assert reply.outputs == {"ReturnValue": 0}

    try:
        for wanted in (OFF, ON):
            eventually(lambda: not state("node1")[1] and not state("node2")[1], 30, "no transition is under way")
            for name in ("node1", "node2"):
                ask(name, wanted)
        eventually(lambda: state("node1") == (ON, False) and state("node2") == (OFF, True), 30,
                   "one is on while the other waits")
        eventually(lambda: state("node2") == (ON, False), 30, "both are on")
    finally:
        agent.stop()
