"""The agent inside a machine with Debian's kernel, in software emulation, where `ipmi_sim` is the BMC of that machine:
by the kernel's KCS and SSIF drivers. Run by scripts/rig/kernel-guest."""

import os
import subprocess
import time

import pytest

from harness import figures
from harness.bmc import INTERVAL
from harness.guest import BOOT_LIMIT, Guest
from harness.own_user import ROOT
from harness.processes import eventually
from harness.wsman import Reference

PRINTED = 0.00051
# From the first answer of the agent to the last reading.
READ_LIMIT = 60


# QEMU's SSIF repeats the answer before last when the BMC has none after the 20 ms that the kernel waits: on a busy host
# that may be in the middle of the inventory. Such a start is thrown away.
STARTS = {"kcs": 1, "ssif": 3}


@pytest.fixture(scope="module", params=STARTS)
def guest(request, tmp_path_factory):
    """A machine that is up, whose agent has read its BMC."""
    board = (ROOT / "board-configs" / "boards" / "ipmi-inband.yaml").read_text()
    board = board.replace("interval: 5 s", f"interval: {INTERVAL} s")
    for start in range(STARTS[request.param]):
        guest = Guest(tmp_path_factory.mktemp("guest"), request.param, board)
        try:
            begun = time.monotonic()
            try:
                wait_for(guest)
            except AssertionError:
                print("\n".join(guest.consoles()))
                if start + 1 < STARTS[request.param]:
                    continue
                raise
            device = guest.seconds_to("/dev/ipmi0")
            figures.note(f"{request.param}: the BMC's device is there", device, "s of the guest")
            figures.note(f"{request.param}: every reading is served", time.monotonic() - begun, "s after the start")
            yield guest
            return
        finally:
            guest.stop()


def wait_for(guest):
    expected = {area["serial"].strip() for device in guest.bmc.expected["fru"].values()
                for area in device.values() if isinstance(area, dict) and area.get("serial")}

    def is_up():
        try:
            return guest.client().power_state()
        except OSError:  # nothing listens there yet
            return None

    def is_complete():
        served = guest.client().sensors()
        is_read = all(name in served and served[name].reading is not None for name in guest.bmc.readable())
        return is_read and serial_numbers(guest.client()) <= expected

    eventually(is_up, BOOT_LIMIT, "the agent in the guest answers", every=0.5)
    eventually(is_complete, READ_LIMIT, "the agent in the guest serves every reading", every=0.5)


@pytest.fixture
def client(guest):
    return guest.client()


def rows(text):
    table = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if "|" in line]
    return {row[0]: row[1:] for row in table}


def test_every_value_is_the_one_that_ipmitool_reads_in_the_guest_and_over_the_network(guest, client):
    assert len(guest.bmc.readable()) >= 18

    def agree():
        inside, outside, served = rows(guest.run("ipmitool sensor")), guest.bmc.rows(), client.sensors()
        for name in guest.bmc.readable():
            expected = guest.bmc.expected["sensors"][name]["value"]
            assert served[name].reading == pytest.approx(expected, rel=1e-9), name
            assert inside.get(name) == outside[name], name
            assert float(outside[name][0]) == pytest.approx(expected, abs=PRINTED), name
        return True

    # Not at once: see STARTS.
    eventually(agree, READ_LIMIT, "all agree")


def serial_numbers(client):
    parts = client.instances("CIM_PhysicalElement")
    return {part["SerialNumber"].strip() for part in parts if "SerialNumber" in part}


def test_the_parts_are_those_that_ipmitool_reads_in_the_guest(guest, client):
    def agree():
        printed = {line.partition(" : ")[2].strip() for line in guest.run("ipmitool fru").splitlines() if " : " in line}
        return serial_numbers(client) and serial_numbers(client) <= printed

    eventually(agree, READ_LIMIT, "the serial numbers agree")


def test_the_event_log_is_the_one_that_ipmitool_reads_over_the_network(guest, client):
    def agrees():
        count = next(line for line in guest.bmc.ipmitool("sel", "info").splitlines() if line.startswith("Entries"))
        return len(client.instances("CIM_LogEntry")) == int(count.split(":")[1])

    eventually(agrees, 30, "as many entries as the BMC has")


def test_the_machine_is_switched_by_an_unmodified_client_of_its_own_agent(guest, tmp_path):
    """wsl on the host asks the agent in the guest for a power cycle: that is the end of the agent, and a new start."""
    before = guest.boot()
    environment = {
        "HOME": str(tmp_path), "PATH": os.environ["PATH"], "TERM": "dumb", "SHELL": "/bin/bash", "KEEPHISTORY": "0",
        "WSNOSSL": "true", "WSENDPOINT": f"127.0.0.1:{guest.port}", "WSUSER": "admin", "WSPASS": guest.password}
    wsl = lambda *words: subprocess.run(
        ["wsl", *words], cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    wsl("enum", "CIM_ComputerSystem", "-mode", "epr")
    (tmp_path / "response.xml").rename(tmp_path / "system.xml")
    begun = time.monotonic()
    wsl("invoke", "CIM_PowerManagementService", "RequestPowerStateChange", "PowerState=5",
        "ManagedElement=FILE:system.xml")
    assert "ReturnValue>0<" in (tmp_path / "response.xml").read_text()
    eventually(lambda: guest.boot() not in (None, before), BOOT_LIMIT, "the machine starts anew", every=0.5)
    wait_for(guest)
    figures.note(f"{guest.interface}: from a power cycle to every reading", time.monotonic() - begun, "s")
    assert len(guest.consoles()) == 2, "the machine was stopped and started once"
    system = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")
    assert guest.client().get_reference(system).instance["EnabledState"] == "2"
