"""What `ipmi_sim` cannot say, said by the gateway in its place: why the machine was started, what it does when power
returns, sleep, firmware components, a log that overflowed. Answers are written by hand from the specifications."""

import pytest

from harness.bmc import POLL, complete, watching
from harness.processes import eventually

# After the completion code: version, entries, free bytes, two stamps; the last byte says that events were lost.
LOG_INFO, OVERFLOW = "0a:40", 0x80


def hexadecimal(text, length):
    return text.encode().ljust(length, b"\0").hex()


# HPM.1: two components; of each its version (major, minor in BCD, four more) and description; of one a version to go
# back to.
COMPONENTS = [
    "2c:2e:00=00" + "00" + "00" "00" "05050505" "03",
    "2c:2f:000001=00" + "00" + "01" "23" "00000000",
    "2c:2f:000002=00" + "00" + hexadecimal("Boot loader", 12),
    "2c:2f:000101=00" + "00" + "02" "05" "0a0b0c0d",
    "2c:2f:000102=00" + "00" + hexadecimal("IPMC", 12),
    "2c:2f:000103=00" + "00" + "02" "04" "00000000",
]


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    options = [word for line in COMPONENTS for word in ("--answer", line)]
    with watching(tmp_path_factory.mktemp("answers"), "--extra", "0", *options) as pair:
        yield pair


@pytest.fixture(scope="module")
def bmc(both):
    return both[0]


@pytest.fixture(scope="module")
def agent(both):
    return both[1]


@pytest.fixture(autouse=True)
def own_answers(bmc):
    yield
    bmc.answer()


def test_firmware_components_have_their_versions(client):
    found = {image["ElementName"]: image["VersionString"] for image in client.instances("CIM_SoftwareIdentity")}
    assert found.items() >= {
        "Boot loader": "1.23", "IPMC": "2.05.0A0B0C0D", "IPMC (rollback copy)": "2.04"}.items()


# Get Chassis Status: power on, and in bits 6 and 5 what happens when power returns.
@pytest.mark.parametrize("state, words", [("01", "Stays off"), ("21", "Goes back"), ("41", "Goes on")])
def test_what_happens_when_power_returns(bmc, client, state, words):
    bmc.answer(f"00:01=00{state}0000")
    description = lambda: client.get("CIM_PowerManagementCapabilities").instance.get("Description", "")
    eventually(lambda: words in description(), POLL, words)


def test_why_the_machine_was_started(bmc, client):
    """The cause is asked for when the power state has changed (IPMI 2.0 section 28.11: 4 is the watchdog)."""
    bmc.answer("00:07=000400", "00:01=00000000")
    eventually(lambda: client.power_state() == 8, POLL, "the machine is off")
    bmc.answer("00:07=000400", "00:01=00010000")
    description = lambda: client.get("CIM_PowerManagementService").instance.get("Description", "")
    eventually(lambda: "watchdog" in description(), POLL, "the cause is told")


# Get ACPI Power State: S0, S3 (suspended to memory), S4 (to disk). The chassis has the last word on what is on.
@pytest.mark.parametrize("chassis, acpi, state", [("01", "00", 2), ("01", "03", 4), ("00", "04", 7), ("00", "00", 8)])
def test_a_machine_that_sleeps_is_neither_on_nor_off(bmc, client, chassis, acpi, state):
    bmc.answer(f"00:01=00{chassis}0000", f"06:07=00{acpi}00")
    eventually(lambda: client.power_state() == state, POLL, f"PowerState {state}")


def test_a_log_that_lost_events_is_degraded(bmc, client):
    log = lambda: client.get("CIM_RecordLog").instance
    eventually(lambda: log()["HealthState"] == "5", POLL, "the log is well")
    info = bytes(int(word, 16) for word in bmc.ipmitool("raw", "0x0a", "0x40").split())
    bmc.answer(f"{LOG_INFO}=00{info[:-1].hex()}{info[-1] | OVERFLOW:02x}")
    eventually(lambda: log()["HealthState"] != "5", POLL, "it says that events were lost")


def test_a_command_that_is_refused_leaves_all_else(bmc, agent, client):
    """One that has none of the optional commands is a BMC like any other."""
    bmc.answer("00:07=c1", "00:09=c1", "06:07=c1", "0a:40=c1", "2c:2e=c1")
    agent.stop()
    agent.start()
    complete(agent.client(), bmc)
    bmc.answer()
