"""Put where it has a use: thresholds that the agent itself watches. What is put counts at once, and after a restart."""

import json

import pytest

from harness.agent import Agent
from harness.boards import write_board
from harness.processes import eventually

SENSOR = "CIM_NumericSensor"
NAME = "UpperThresholdNonCritical"


@pytest.fixture
def board(tmp_path):
    """Four sensors of 30 to 33 degrees, warned of above 70."""
    directory = tmp_path / "agent"
    directory.mkdir()
    agent = Agent(directory, board=write_board(directory / "board.yaml"))
    for user, role in (("admin", "administrator"), ("operator", "operator"), ("reader", "readonly")):
        agent.add_user(user, role)
    yield agent.start()
    agent.stop()


def sensor(client, device="t0"):
    return client.get(SENSOR, DeviceID=device)


def key(client, device="t0"):
    return next(one for one in client.references(SENSOR) if one["DeviceID"] == device).selectors


def put(client, degrees, device="t0", name=NAME):
    modifier = int(sensor(client, device).instance["UnitModifier"])
    return client.put(SENSOR, {name: round(degrees / 10 ** modifier)}, key(client, device))


def degrees(client, name=NAME, device="t0"):
    return sensor(client, device).instance.scaled(name)


def test_what_is_put_is_watched(board):
    client = board.client()
    eventually(lambda: sensor(client).instance["CurrentState"] == "Normal", 30, "a first reading")
    assert put(client, 20).ok
    eventually(lambda: sensor(client).instance["CurrentState"] == "Upper Non-Critical", 30, "the new threshold counts")
    assert sensor(client).instance["HealthState"] == "10"
    assert put(client, 70).ok
    eventually(lambda: sensor(client).instance["CurrentState"] == "Normal", 30, "the old threshold counts again")


def test_what_is_put_outlives_a_restart(board):
    client = board.client()
    assert put(client, 64).ok
    assert put(client, 3, "t1", "LowerThresholdNonCritical").ok
    board.stop()
    board.start()
    client = board.client()
    assert degrees(client) == 64
    assert degrees(client, "LowerThresholdNonCritical", "t1") == 3
    assert degrees(client, device="t2") == 70


def test_what_is_restored_outlives_a_restart(board):
    client = board.client()
    assert put(client, 64).ok
    assert client.invoke(SENSOR, "RestoreDefaultThresholds", selectors=key(client)).outputs == {"ReturnValue": 0}
    assert degrees(client) == 70
    board.stop()
    board.start()
    assert degrees(board.client()) == 70


def test_a_put_that_was_refused_leaves_nothing_behind(board):
    client = board.client()
    assert not put(client, 85).ok, "above the critical threshold of 80"
    board.stop()
    board.start()
    assert degrees(board.client()) == 70


def test_every_put_leaves_an_audit_record(board):
    assert put(board.client(), 64).ok
    refused = put(board.client("reader"), 20)
    assert (refused.status, refused.fault.subcode) == (400, "wsman:AccessDenied")
    records = [json.loads(line) for line in (board.state / "audit.jsonl").read_text().splitlines()]
    assert {(record["user"], record.get("outcome")) for record in records} >= {("reader", "denied")}
    assert any(record["user"] == "admin" for record in records)
    assert degrees(board.client()) == 64


def test_another_board_does_not_get_them(board, tmp_path):
    """State belongs to a sensor; one that is gone takes nothing with it, and does no harm."""
    assert put(board.client(), 64, "t3").ok
    board.stop()
    board.board = write_board(tmp_path / "smaller.yaml", sensors=2)
    board.start()
    assert degrees(board.client()) == 70
    assert not sensor(board.client(), "t3").ok
