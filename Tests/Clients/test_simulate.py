"""`lanternd --simulate`: any board runs without its hardware, and a scenario says what happens to it."""

import pytest

from harness.agent import ROOT
from harness.power import OFF, ON, POWER_LIMIT, request
from harness.processes import eventually

BOARDS = sorted(path for folder in ("boards", "simulated") for path in (ROOT / "board-configs" / folder).glob("*.yaml")
                if not path.name.endswith(".scenario.yaml"))


def services(client):
    """What CIM_AssociatedPowerManagementService says of each system, by the system's name."""
    return {service["UserOfService"]["Name"]: service
            for service in client.instances("CIM_AssociatedPowerManagementService")}


@pytest.mark.parametrize("board", BOARDS, ids=lambda path: path.stem)
def test_every_board_that_comes_with_lantern_runs_without_its_hardware(board, start_agent):
    agent = start_agent(board=board, options=["--simulate"])
    assert not [line for line in agent.log if "error" in line], agent.log
    client = agent.client()
    eventually(lambda: all("CurrentReading" in sensor for sensor in client.instances("CIM_NumericSensor")), 10,
               "every sensor has a reading")
    operated = [name for name, service in services(client).items() if "AvailableRequestedPowerStates" in service]
    for name in operated[:2]:
        eventually(lambda: services(client)[name].get("PowerState") == str(ON), 10, f"{name} is on")
        assert request(client, name, OFF).outputs == {"ReturnValue": 0}
        eventually(lambda: services(client)[name].get("PowerState") == str(OFF), POWER_LIMIT, f"{name} is off")


def test_a_scenario_makes_chips_fail_and_recover(start_agent, tmp_path):
    """Times of the scenario count from the agent's start: the chip is well, does not answer, and is well again."""
    board = tmp_path / "b.yaml"
    board.write_text("""format: 1
board: b
interval: 100 ms
buses: { main: { i2c: 6 } }
chips: { inlet: { type: tmp75, at: main@0x48 }, outlet: { type: tmp75, at: main@0x49 } }
sensors:
  - { id: inlet, name: Inlet, read: inlet.temp }
  - { id: outlet, name: Outlet, read: outlet.temp }
""")
    scenario = tmp_path / "s.yaml"
    scenario.write_text("""- { sensor: inlet, value: 21.5 }
- { sensor: outlet, value: 30.5 }
- { at: 3 s, for: 4 s, chip: inlet, fault: timeout }
""")
    agent = start_agent(board=board, options=["--simulate", "--scenario", scenario])
    client = agent.client()

    def state(name):
        return client.sensors()[name]["CurrentState"]

    eventually(lambda: state("Inlet") == "Unknown", 20, "the chip does not answer")
    assert state("Outlet") == "Normal"
    eventually(lambda: state("Inlet") == "Normal", 20, "the chip answers again")
