"""A whole BMC behind the agent: `ipmi_sim` with a board made up from a random seed, and ipmitool as the witness."""

import os
import random
import signal
import time

import pytest

from harness import processes
from harness.agent import Agent
from harness.bmc import BMC, INTERVAL
from harness.power import OFF, ON, POWER_LIMIT, reach
from harness.processes import eventually

THRESHOLDS = ("LowerThresholdFatal", "LowerThresholdCritical", "LowerThresholdNonCritical",
              "UpperThresholdNonCritical", "UpperThresholdCritical", "UpperThresholdFatal")
# ipmitool prints three decimals.
PRINTED = 0.00051
# A change may come just after a scan of the agent, and the simulator itself looks once a second.
POLL = 2 * INTERVAL + 1


@pytest.fixture(scope="module")
def bmc(tmp_path_factory):
    started = BMC(tmp_path_factory.mktemp("bmc"))
    yield started
    started.stop()


@pytest.fixture(scope="module")
def agent(bmc, tmp_path_factory):
    directory = tmp_path_factory.mktemp("agent")
    agent = Agent(directory, board=bmc.board(directory / "board.yaml"))
    agent.add_user("admin")
    agent.start()
    complete(agent.client(), bmc)
    yield agent
    agent.stop()


def complete(client, bmc):
    """Waits until the first scans of everything are in."""
    eventually(lambda: set(client.sensors()) >= set(bmc.expected["sensors"]) and known(client), 60,
               "every sensor has a reading")
    eventually(lambda: client.power_state() in (ON, OFF), 60, "the power state is known")


def known(client):
    """Whether every sensor has a reading."""
    return all("CurrentReading" in sensor for sensor in client.instances("CIM_NumericSensor"))


def unknown(client):
    """Whether no sensor has a reading, none pretends to be well, and nobody says whether the machine is on."""
    for sensor in client.instances("CIM_Sensor"):
        assert "CurrentReading" not in sensor
        assert (sensor["CurrentState"], sensor["HealthState"]) == ("Unknown", "0")
    return client.power_state() is None


# What is read

def test_every_value_equals_what_ipmitool_reads(bmc, client):
    rows, served = bmc.rows(), client.sensors()
    assert len(bmc.expected["sensors"]) >= 18
    for name, expected in bmc.expected["sensors"].items():
        assert served[name].reading == pytest.approx(float(rows[name][0]), abs=PRINTED), name
        assert served[name].reading == pytest.approx(expected["value"], abs=PRINTED), name


def test_every_threshold_equals_what_ipmitool_reads(bmc, client):
    rows, served = bmc.rows(), client.sensors()
    for name in bmc.expected["sensors"]:
        for property_name, shown in zip(THRESHOLDS, rows[name][3:]):
            value = served[name].scaled(property_name)
            if shown == "na":
                assert value is None, (name, property_name)
            else:
                assert value == pytest.approx(float(shown), abs=PRINTED), (name, property_name)


def test_every_discrete_sensor_shows_its_state(bmc, client):
    served = {sensor["ElementName"]: sensor for sensor in client.instances("CIM_Sensor")}
    rows = bmc.rows()
    for name, expected in bmc.expected["discrete"].items():
        sensor = served[name]
        assert sensor.class_name == "CIM_Sensor"
        assert int(rows[name][0], 16) == sum(1 << bit for bit in expected["bits"])
        assert sensor["CurrentState"] in sensor.all("PossibleStates")
        assert (sensor["CurrentState"] == "Normal") == (not expected["bits"]), sensor


def test_nothing_is_served_that_the_bmc_does_not_have(bmc, client):
    names = {sensor["ElementName"] for sensor in client.instances("CIM_Sensor")}
    assert names == set(bmc.expected["sensors"]) | set(bmc.expected["discrete"])


# Where each field of an area goes. Where the chassis has a part or serial number of its own, that of the product stands
# beside it, as SKU and product-serial-number.
FRU_FIELDS = {
    "Manufacturer": ("Board Mfg", "Product Manufacturer"),
    "Model": ("Board Product", "Product Name"),
    "SerialNumber": ("Chassis Serial", "Board Serial", "Product Serial"),
    "PartNumber": ("Chassis Part Number", "Board Part Number", "Product Part Number"),
    "Version": ("Product Version",),
    "UserTracking": ("Product Asset Tag",),
}


def fru_fields(bmc):
    """Every field `ipmitool fru` prints, as (device, field, value)."""
    device, found = None, set()
    for line in bmc.ipmitool("fru").splitlines():
        key, _, value = line.partition(" : ")
        if key.startswith("FRU Device Description"):
            device = value
        elif value.strip():
            found.add((device, key.strip(), value.strip()))
    return found


def test_every_fru_field_equals_what_ipmitool_reads(bmc, client):
    shown = fru_fields(bmc)
    parts = client.instances("CIM_PhysicalElement")
    assert len({device for device, *_ in shown}) == 4
    for property_name, fields in FRU_FIELDS.items():
        expected = {value for _, field, value in shown if field in fields}
        served = {part[property_name].strip() for part in parts if property_name in part}
        assert served <= expected, property_name
        beside = {part["SKU"].strip() for part in parts if "SKU" in part} | {
            text.partition("product-serial-number=")[2] for part in parts for text in part.all("OtherIdentifyingInfo")}
        assert expected <= served | beside, property_name


def test_the_firmware_of_the_bmc_is_in_the_inventory(bmc, client):
    revision = next(line.split(":")[1].strip() for line in bmc.ipmitool("mc", "info").splitlines()
                    if line.startswith("Firmware Revision"))
    versions = [image.get("VersionString", "") for image in client.instances("CIM_SoftwareIdentity")]
    assert any(version.startswith(revision) for version in versions), (revision, versions)


def test_a_reading_follows_the_hardware(bmc, client):
    name, expected = next(iter(bmc.expected["sensors"].items()))
    bmc.set_raw(name, expected["raw"] ^ 1)
    try:
        eventually(lambda: client.sensors()[name].reading != pytest.approx(expected["value"]), POLL,
                   "the new reading is served")
        assert client.sensors()[name].reading == pytest.approx(float(bmc.rows()[name][0]), abs=PRINTED)
    finally:
        bmc.set_raw(name, expected["raw"])
    eventually(lambda: client.sensors()[name].reading == pytest.approx(expected["value"], abs=PRINTED), POLL,
               "the old reading is served again")


# Power

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


# A worker that hangs or dies

def gets_in(client, seconds):
    """How many Gets are answered in so many seconds."""
    count, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        assert client.get("CIM_ComputerSystem").ok
        count += 1
    return count


def test_readings_of_a_worker_that_hangs_become_unknown_and_requests_stay_fast(agent, bmc, client):
    complete(client, bmc)
    before = gets_in(client, 2)
    os.kill(agent.worker(), signal.SIGSTOP)
    try:
        eventually(lambda: unknown(client), 3 * INTERVAL + 1, "every reading is unknown")
        during = gets_in(client, 2)
        assert during > before / 2, (before, during)
    finally:
        os.kill(agent.worker(), signal.SIGCONT)
    complete(client, bmc)


def test_a_command_to_a_worker_that_hangs_is_answered(agent, bmc, client):
    complete(client, bmc)
    log = bmc.chassis_log()
    os.kill(agent.worker(), signal.SIGSTOP)
    try:
        eventually(lambda: unknown(client), 3 * INTERVAL + 1, "every reading is unknown")
        reply = client.power(OFF)
        assert not reply.ok or reply.outputs["ReturnValue"] != 0, reply.text
    finally:
        os.kill(agent.worker(), signal.SIGCONT)
    complete(client, bmc)
    assert ("power", "0") not in bmc.chassis_log()[len(log):] or client.power_state() == OFF


def test_a_worker_that_dies_is_replaced(agent, bmc, client):
    complete(client, bmc)
    worker = agent.worker()
    os.kill(worker, signal.SIGKILL)
    eventually(lambda: agent.worker() not in (None, worker), 60, "there is a new worker")
    complete(client, bmc)
    assert agent.process.poll() is None


def test_a_worker_does_not_outlive_its_agent(bmc, tmp_path):
    agent = Agent(tmp_path, board=bmc.board(tmp_path / "board.yaml")).start()
    worker = eventually(agent.worker, 30, "there is a worker")
    agent.process.kill()
    agent.process.wait()
    eventually(lambda: not os.path.exists(f"/proc/{worker}"), 10, "the worker is gone")


@pytest.mark.long
def test_a_storm_of_kills(agent, bmc, client):
    """Workers die one after the other, at random moments while clients ask; the agent neither stops nor leaks.

    After each one the agent waits longer before it starts the next, up to half a minute: fifteen take five minutes.
    """
    descriptors = processes.descriptors(agent.pid)
    for _ in range(15):
        worker = eventually(agent.worker, 60, "there is a worker")
        end = time.monotonic() + random.uniform(0, 1.5)
        while time.monotonic() < end:
            assert client.get("CIM_ComputerSystem").ok
        os.kill(worker, random.choice((signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV)))
        eventually(lambda: agent.worker() not in (None, worker), 120, "there is a new worker")
    complete(client, bmc)
    assert processes.descriptors(agent.pid) <= descriptors + 2


# Larger and newer hardware

@pytest.mark.rig
@pytest.mark.parametrize("options", [("--extra", "150"), ("--cipher17",)], ids=["177 sensors", "cipher suite 17"])
def test_larger_and_newer_bmcs(tmp_path, options):
    (tmp_path / "bmc").mkdir()
    bmc = BMC(tmp_path / "bmc", *options)
    agent = Agent(tmp_path, board=bmc.board(tmp_path / "board.yaml"))
    try:
        agent.add_user("admin")
        agent.start()
        complete(agent.client(), bmc)
        test_every_value_equals_what_ipmitool_reads(bmc, agent.client())
        test_every_threshold_equals_what_ipmitool_reads(bmc, agent.client())
    finally:
        agent.stop()
        bmc.stop()
