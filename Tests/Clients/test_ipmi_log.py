"""A BMC's system event log behind the agent: every record, what comes, what is cleared, and clocks that jump;
ipmitool's raw records and FreeIPMI's list are the witnesses."""

import datetime
import struct

import pytest

from harness.bmc import POLL, watching
from harness.ipmi_tools import freeipmi_log, ipmitool_log
from harness.processes import eventually

# Seconds since 1970 below which a stamp only counts from when the BMC started (IPMI 2.0 section 37.1).
SINCE_START = 0x20000000
# Thresholds are compared once a second, the log is looked at with every scan.
ARRIVAL = POLL + 5


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    with watching(tmp_path_factory.mktemp("log"), "--extra", "0") as pair:
        yield pair


@pytest.fixture(scope="module")
def bmc(both):
    return both[0]


@pytest.fixture(scope="module")
def agent(both):
    return both[1]


def log(client):
    return client.get("CIM_RecordLog").instance


def entries(client):
    """Every entry by its record number."""
    return {int(entry["RecordID"]): entry for entry in client.instances("CIM_LogEntry")}


def records(bmc):
    """Every raw record by its number."""
    return {struct.unpack("<H", record[:2])[0]: record for record in ipmitool_log(bmc)}


def fields(entry):
    """The values in RecordData by the names that RecordFormat gives them; arrays as lists."""
    names, values = (entry[name].split(entry[name][0])[1:-1] for name in ("RecordFormat", "RecordData"))
    assert len(names) == len(values), (entry["RecordFormat"], entry["RecordData"])
    return {name.split()[1]: value.split() if "[" in name else value for name, value in zip(names, values)}


def cross(bmc, sensor="FAN1", raw=5):
    """Moves a sensor across its thresholds."""
    bmc.set_raw(sensor, raw)


def back(bmc, sensor="FAN1"):
    bmc.set_raw(sensor, bmc.expected["sensors"][sensor]["raw"])


@pytest.fixture
def quiet(bmc, client):
    """A log that stands still, with every sensor where it began."""
    back(bmc)
    eventually(lambda: client.sensors()["FAN1"]["CurrentState"] == "Normal", ARRIVAL, "the sensor is well")
    eventually(lambda: set(entries(client)) == set(records(bmc)), ARRIVAL, "the agent has the whole log")


def test_every_record_is_an_entry(bmc, client, quiet):
    served, raw, others = entries(client), records(bmc), freeipmi_log(bmc)
    assert len(raw) >= 3
    assert set(served) == set(raw) == set(others)
    for number, record in raw.items():
        kind, stamp, generator, revision, sensor_type, sensor, event, *data = struct.unpack("<2xBIHBBBB3B", record)
        assert kind == 2
        shown = fields(served[number])
        expected = {
            "IPMI_RecordID": record[0:2], "IPMI_RecordType": kind, "IPMI_Timestamp": record[3:7],
            "IPMI_GeneratorID": record[7:9], "IPMI_EvMRev": revision, "IPMI_SensorType": sensor_type,
            "IPMI_SensorNumber": sensor, "IPMI_EventType": event & 0x7F, "IPMI_EventData1": data[0],
            "IPMI_EventData2": data[1], "IPMI_EventData3": data[2]}
        for name, value in expected.items():
            texts = [str(byte) for byte in value] if isinstance(value, bytes) else str(value)
            assert shown[name] == texts, (number, name)
        assert shown["IPMI_AssertionEvent"].lower() == ("false" if event & 0x80 else "true"), number


def test_an_entry_names_its_sensor_and_says_a_sentence(bmc, client, quiet):
    served, numbers = entries(client), {}
    for sensor in client.instances("CIM_Sensor"):
        numbers.setdefault(sensor["ElementName"], sensor["DeviceID"])
    names = {facts["number"]: name for kind in ("sensors", "discrete") for name, facts in bmc.expected[kind].items()}
    for number, record in records(bmc).items():
        entry, name = served[number], names.get(record[11])
        assert entry["Message"].rstrip().endswith("."), entry["Message"]
        if name:
            assert name in entry["Message"], entry["Message"]
            assert fields(entry)["CIM_Sensor.DeviceID"] == numbers[name]


def test_the_log_says_how_much_is_in_it(bmc, client, quiet):
    raw, info = records(bmc), bmc.ipmitool("sel", "info")
    free = next(line for line in info.splitlines() if line.startswith("Free Space"))
    assert int(log(client)["CurrentNumberOfRecords"]) == len(raw)
    assert int(log(client)["MaxNumberOfRecords"]) == len(raw) + int(free.split(":")[1].split()[0]) // 16
    assert log(client)["LogState"] == "2"


def test_a_stamp_from_before_the_clock_was_set_is_no_time(bmc, client, quiet):
    for number, record in records(bmc).items():
        stamp = struct.unpack("<I", record[3:7])[0]
        assert ("CreationTimeStamp" in entries(client)[number]) == (stamp >= SINCE_START), number


def test_a_threshold_that_is_crossed_is_a_state_and_an_entry(bmc, client, quiet):
    before = set(entries(client))
    cross(bmc)
    eventually(lambda: client.sensors()["FAN1"]["CurrentState"] == "Lower Fatal", ARRIVAL, "the state changes")
    eventually(lambda: set(entries(client)) > before, ARRIVAL, "an entry comes")
    came = [entry for number, entry in entries(client).items() if number not in before]
    assert all("FAN1" in entry["Message"] for entry in came)
    assert {entry["PerceivedSeverity"] for entry in came} <= {"3", "6", "7"}
    assert "7" in {entry["PerceivedSeverity"] for entry in came}


@pytest.mark.parametrize("year", [2031, 2021])
def test_entries_keep_their_order_when_the_clock_jumps(bmc, client, quiet, year):
    """Forwards, then back by ten years: the stamp is what the BMC wrote, the order that of the log."""
    before = set(entries(client))
    moment = datetime.datetime(year, 3, 4, 5, 6, 7, tzinfo=datetime.timezone.utc)
    set_clock = ("raw", "0x0a", "0x49")  # Set SEL Time
    bmc.ipmitool(*set_clock, *(str(byte) for byte in struct.pack("<I", int(moment.timestamp()))))
    cross(bmc)
    eventually(lambda: len(set(records(bmc)) - before) >= 3, ARRIVAL, "the BMC writes the events")
    eventually(lambda: set(entries(client)) == set(records(bmc)), ARRIVAL, "the agent has them")
    came = {number: entry for number, entry in entries(client).items() if number not in before}
    for number, entry in came.items():
        stamp = struct.unpack("<I", records(bmc)[number][3:7])[0]
        moment = datetime.datetime.fromtimestamp(stamp, datetime.timezone.utc)
        assert moment.year == year
        assert entry["CreationTimeStamp"].startswith(moment.strftime("%Y-%m-%dT%H:%M:%S")), number
    in_order = [int(entry["RecordID"]) for entry in client.instances("CIM_LogEntry")]
    assert in_order == sorted(in_order)
    assert in_order[-len(came):] == sorted(came)


def test_the_log_is_cleared_on_command_and_begins_anew(bmc, client, quiet):
    reference = client.references("CIM_RecordLog")[0]
    assert client.invoke("CIM_RecordLog", "ClearLog", selectors=reference.selectors).outputs["ReturnValue"] == 0
    eventually(lambda: len(records(bmc)) <= 1, ARRIVAL, "the BMC's log is empty")
    eventually(lambda: set(entries(client)) == set(records(bmc)), ARRIVAL, "so is the agent's")
    assert int(log(client)["CurrentNumberOfRecords"]) == len(records(bmc))
    cross(bmc)
    eventually(lambda: set(entries(client)) == set(records(bmc)) and len(entries(client)) >= 3, ARRIVAL,
               "new events are shown under the numbers that the BMC gives them")


def test_a_log_that_another_clears_is_empty_here(bmc, client, quiet):
    cross(bmc)
    eventually(lambda: len(entries(client)) >= 3, ARRIVAL, "there is something to clear")
    back(bmc)
    eventually(lambda: client.sensors()["FAN1"]["CurrentState"] == "Normal", ARRIVAL, "the sensor is well")
    bmc.ipmitool("sel", "clear")
    eventually(lambda: len(records(bmc)) <= 1 and set(entries(client)) == set(records(bmc)), ARRIVAL,
               "the agent's is empty, too")


def test_a_restart_of_the_agent_clears_nothing(agent, bmc, client, quiet):
    cross(bmc)
    eventually(lambda: len(records(bmc)) >= 3, ARRIVAL, "there is something to keep")
    eventually(lambda: set(entries(client)) == set(records(bmc)), ARRIVAL, "the agent has it")
    kept = {number: entry["RecordData"] for number, entry in entries(client).items()}
    agent.stop()
    agent.start()
    again = agent.client()
    eventually(lambda: set(entries(again)) >= set(kept), 60, "the agent has it again")
    assert kept.items() <= {number: entry["RecordData"] for number, entry in entries(again).items()}.items()


def test_a_log_that_fills_up_while_it_is_read_is_shown_as_the_bmc_keeps_it(tmp_path):
    """The simulator has room for 512 records; what becomes of the next ones is its own affair."""
    with watching(tmp_path, "--extra", "0") as (bmc, agent):
        client = agent.client()
        record = "0x02 0 0 0 0 0x20 0 4 1 1 1 0x57 {} 85"
        bmc.tell(*(f"sel_add 0x20 {record.format(number % 256)}" for number in range(600)))
        eventually(lambda: int(log(client)["CurrentNumberOfRecords"]) == len(records(bmc)) > 500, 60, "all are counted",
                   every=0.5)
        eventually(lambda: set(entries(client)) == set(records(bmc)), 60, "and shown", every=0.5)
        last = max(records(bmc))
        assert fields(entries(client)[last])["IPMI_EventData2"] == str(records(bmc)[last][14])
