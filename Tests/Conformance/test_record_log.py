"""Logs that the hardware keeps, as CIM_RecordLog and CIM_LogEntry (DSP1010)."""

import json

import pytest

from harness.agent import Agent
from harness.boards import write_board
from harness.power import OFF, ON, reach
from harness.processes import eventually
from harness.wsman import Reference

LOG, ENTRY = "CIM_RecordLog", "CIM_LogEntry"
MACHINE = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")
INFORMATION, WARNING, CRITICAL = "2", "3", "6"
CAPACITY = 6


@pytest.fixture
def agent(tmp_path):
    """A machine that writes down what happens to it, and a sensor that goes wild after two seconds."""
    directory = tmp_path / "agent"
    directory.mkdir()
    agent = Agent(directory, board=write_board(
        directory / "board.yaml", controller=f"log: {{ capacity: {CAPACITY}, when-full: wraps }}",
        events="- { at: 2 s, sensor: t0, value: 75 }\n"))
    for user, role in (("admin", "administrator"), ("operator", "operator"), ("reader", "readonly")):
        agent.add_user(user, role)
    yield agent.start()
    agent.stop()


@pytest.fixture
def client(agent):
    client = agent.client()
    eventually(lambda: client.get(LOG).instance["LogState"] == "2", 30, "the log is read")
    return client


def entries(client):
    return client.instances(ENTRY)


def messages(client):
    return [entry["Message"] for entry in entries(client)]


def test_the_log_says_how_it_stands(client):
    log = client.get(LOG).instance
    assert log["InstanceID"].startswith("Lantern:Log:")
    assert log["ElementName"]
    assert log["MaxNumberOfRecords"] == str(CAPACITY)
    assert log["OverwritePolicy"] == "2"
    assert log["EnabledState"] == "2" and log["HealthState"] == "5" and log.all("OperationalStatus") == ["2"]
    eventually(lambda: int(client.get(LOG).instance["CurrentNumberOfRecords"]) == len(entries(client)), 30,
               "as many entries as it says")


def test_an_entry_says_what_happened_and_when(client):
    first = entries(client)[0]
    log = client.get(LOG).instance
    assert first["LogInstanceID"] == log["InstanceID"]
    assert first["RecordID"] == "1"
    assert first["Message"] == "The controller of ManagedSystem has started."
    assert first["PerceivedSeverity"] == INFORMATION
    assert "T" in first["CreationTimeStamp"]
    assert "RecordData" not in first and "RecordFormat" not in first, "a simulated controller has no record to show"


def test_a_sensor_that_crosses_a_limit_changes_its_state_and_leaves_an_entry(client):
    sensor = next(one for one in client.references("CIM_NumericSensor") if one["DeviceID"] == "t0")
    eventually(lambda: client.get_reference(sensor).instance["CurrentState"] == "Upper Non-Critical", 30, "the state")
    crossed = eventually(lambda: [one for one in entries(client) if "crossed" in one["Message"]], 30, "the entry")
    assert [one["PerceivedSeverity"] for one in crossed] == [WARNING]
    assert crossed[0]["Message"] == "Temperature 0 crossed its upper non-critical limit of 70 celsius; it reads 75."


def test_entries_lead_to_their_log_and_it_to_the_machine(client):
    log = client.references(LOG)[0]
    found = {item.reference for item in client.associated(log, mode="EnumerateObjectAndEPR")}
    assert MACHINE in found
    assert set(client.references(ENTRY)) <= found
    first = client.references(ENTRY)[0]
    managers = client.associated(first, mode="EnumerateObjectAndEPR", AssociationClassName="CIM_LogManagesRecord",
                                 Role="Record", ResultRole="Log")
    assert [item.reference for item in managers] == [log]
    of_machine = client.associated(MACHINE, mode="EnumerateObjectAndEPR", AssociationClassName="CIM_UseOfLog")
    assert [item.reference for item in of_machine] == [log]


def test_entries_can_be_filtered_like_everything_else(client):
    wql = "http://schemas.microsoft.com/wbem/wsman/1/WQL"
    query = "select * from CIM_LogEntry where Message like '%started.'"
    found = client.instances(ENTRY, filter=f'<wsman:Filter Dialect="{wql}">{query}</wsman:Filter>')
    assert [one["RecordID"] for one in found] == ["1"]


def test_a_full_log_loses_its_oldest_and_an_enumeration_goes_on(client):
    eventually(lambda: len(entries(client)) == 2, 30, "there is more to come than one")
    reply = client.start_enumeration(ENTRY, optimized=True, max_elements=1)
    assert [item.instance["RecordID"] for item in reply.items] == ["1"]
    for state in (OFF, ON) * 4:
        reach(client, state)
    eventually(lambda: int(entries(client)[-1]["RecordID"]) == 10, 30, "it went round")
    rest = client.pull(ENTRY, reply.context)
    assert [item.instance["RecordID"] for item in rest.items] == [one["RecordID"] for one in entries(client)]
    assert len(rest.items) == CAPACITY
    assert client.get(LOG).instance["HealthState"] == "5", "it wraps: nothing is lost that matters"


def test_clearing_takes_every_entry_and_is_recorded(agent, client):
    eventually(lambda: "Temperature 0 crossed" in " ".join(messages(client)), 30, "the last entry for now")
    log = client.get(LOG).instance["InstanceID"]
    assert client.invoke(LOG, "ClearLog").outputs == {"ReturnValue": 0}
    assert entries(client) == [], "gone when the answer comes"
    assert client.get(LOG).instance["CurrentNumberOfRecords"] == "0"
    records = [json.loads(line) for line in (agent.state / "audit.jsonl").read_text().splitlines()]
    assert [(one["command"], one["log"], one["user"]) for one in records] == [
        ("clear-log", log.removeprefix("Lantern:Log:"), "admin")] * 2
    assert records[-1]["outcome"] == "accepted" and records[-1]["after"] == "0 records"


def test_what_comes_after_a_clear_has_numbers_of_its_own(client):
    eventually(lambda: "Temperature 0 crossed" in " ".join(messages(client)), 30, "the last entry for now")
    last = int(entries(client)[-1]["RecordID"])
    assert client.invoke(LOG, "ClearLog").outputs == {"ReturnValue": 0}
    reach(client, OFF)
    after = eventually(lambda: entries(client), 30, "a new entry")
    assert int(after[0]["RecordID"]) > last


def test_only_who_may_clear_logs_clears_them(agent, client):
    for user in ("operator", "reader"):
        assert agent.client(user).invoke(LOG, "ClearLog").fault.subcode == "wsman:AccessDenied"
    assert entries(client) != []


def test_the_log_and_its_entries_cannot_be_changed_in_other_ways(client):
    log = client.references(LOG)[0]
    assert client.invoke(LOG, "RequestStateChange", "<p:RequestedState>3</p:RequestedState>").outputs == {
        "ReturnValue": 1}
    assert client.delete(client.references(ENTRY)[0]).fault.subcode == "wsa:ActionNotSupported"
    assert not client.put(LOG, {"OverwritePolicy": 7}, log.selectors).ok


def test_the_log_conforms_to_its_profile(client):
    profile = next(one for one in client.instances("CIM_RegisteredProfile") if one["RegisteredName"] == "Record Log")
    assert profile["RegisteredOrganization"] == "2"
    log = client.references(LOG)[0]
    found = client.associated(log, AssociationClassName="CIM_ElementConformsToProfile")
    assert [item.instance["RegisteredName"] for item in found] == ["Record Log"]


def test_a_machine_without_a_log_has_none(start_agent, tmp_path):
    client = start_agent(board=write_board(tmp_path / "bare.yaml")).client()
    assert client.instances(LOG) == [] and client.instances(ENTRY) == []
    assert client.invoke(LOG, "ClearLog").fault.subcode == "wsa:DestinationUnreachable"
