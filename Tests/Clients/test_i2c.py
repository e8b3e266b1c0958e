"""The agent on I2C buses of which i2c-tools see the same: what it says, what it does when something fails, and every
exchange that it makes."""

import re

import pytest

from harness.agent import Agent
from harness.hardware import Hardware, fru_image
from harness.processes import eventually

BOARD = """
format: 1
board: bench
interval: 200 ms
buses:
  main: { i2c: 6 }
  psu: { mux: main@0x70, channel: 2 }
  aux: { i2c: 7 }
chips:
  inlet: { type: tmp75, at: main@0x48 }
  cpu: { type: tmp421, at: main@0x4c }
  rail: { type: ina226, at: main@0x40, shunt: 0.002 }
  supply: { type: pmbus-psu, at: psu@0x58, checked: true }
  outlet: { type: lm75, at: psu@0x4a }
  card: { type: at24c02, at: main@0x50 }
  fanctl: { type: emc2305, at: aux@0x2c }
  board: { type: tmp75, at: aux@0x49 }
sensors:
  - { id: inlet, name: Inlet, read: inlet.temp, crit: [-10, 70] }
  - { id: cpu, name: CPU, read: cpu.remote1 }
  - { id: cpu-local, name: CPU board, read: cpu.local }
  - { id: rail-volts, name: Rail, read: rail.voltage }
  - { id: rail-amps, name: Rail current, read: rail.current }
  - { id: supply-in, name: Supply input, read: supply.vin }
  - { id: supply-out, name: Supply output, read: supply.vout }
  - { id: outlet, name: Outlet, read: outlet.temp }
  - { id: board, name: Board, read: board.temp }
  - { id: fan1-tach, name: Fan 1, read: fanctl.tach1 }
fans:
  - { id: fan1, name: Fan 1, tach: fan1-tach, pwm: fanctl.pwm1, minimum: 20%, full-speed: 8000 rpm, cooling: front }
cooling:
  - { id: front, by: { board: [[20, 20%], [60, 100%]] }, hysteresis: 1 }
parts:
  - { id: card, name: Main board, kind: board, hosting: true, fru: { eeprom: card } }
"""
# Whatever else a chip's address is followed by in the log.
WRITES = re.compile(r"i2c-(\d) (\w\w) w (\w\w(?: \w\w)+)$")


def furnish(directory, **options):
    hardware = Hardware(directory, **options)
    hardware.bus(6)
    hardware.bus(7)
    hardware.put("6/48", {0: [0x19, 0x80], 1: 0x60})
    hardware.put("6/4c", {0x00: 0x1E, 0x10: 0x40, 0x01: 0x32, 0x11: 0x80, 0x09: 0, 0x0A: 0x0F, 0xFE: 0x55, 0xFF: 0x21})
    hardware.put("6/40", {1: [0x1F, 0x40], 2: [0x25, 0x70], 0xFE: [0x54, 0x49], 0xFF: [0x22, 0x60]})
    hardware.put("6/70", {0: 0}, "switch")
    hardware.put(
        "6/70.2/58",
        {0x00: 0, 0x03: [], 0x19: 0xB0, 0x20: 0x17, 0x78: 0, 0x79: [0, 0], 0x7E: 0, 0x88: [0x97, 0xF3],
         0x8B: [0x00, 0x18]}, "pec", "strict")
    hardware.put("6/70.2/4a", {0: [0x23, 0x00], 1: 0})
    hardware.memory("6/50", fru_image("Contoso", "Bench 1", "SN-0042"))
    hardware.put(
        "7/2c", {0x20: 0x40, 0x25: 0, 0x26: 0, 0x27: 0, 0x30: 0xFF, 0x32: 0x2B, 0x3E: [0x27, 0x10], 0xFD: 0x34, 0xFE: 0x5D})
    hardware.put("7/49", {0: [0x1E, 0x00], 1: 0x60})
    return hardware


@pytest.fixture
def hardware(tmp_path):
    return furnish(tmp_path / "hardware")


@pytest.fixture
def start(tmp_path, hardware):
    started = []

    def begin(text=BOARD, options=()):
        board = tmp_path / "board.yaml"
        board.write_text(text)
        agent = Agent(tmp_path, board=board, options=["--system-root", hardware.root, *options], prefix=hardware.prefix)
        if started:
            agent.users = started[0].users
        else:
            agent.add_user("admin")
        started.append(agent)
        return agent.start()

    yield begin
    for agent in started:
        agent.stop()


def readings(client):
    """By the name that people read: a number, or None where it is not known."""
    return {one["ElementName"]: one.reading if one.get("CurrentReading") is not None else None
            for one in client.instances("CIM_NumericSensor")}


def reading(client, name):
    return readings(client)[name]


def all_read(client):
    return None not in readings(client).values()


def ready(agent):
    client = agent.client()
    eventually(lambda: all_read(client), 30, "every sensor is read")
    return client


def signed(high, low):
    value = high << 8 | low
    return value - 0x10000 if value & 0x8000 else value


def logged(agent, *kinds):
    return eventually(
        lambda: [line for line in agent.log if any(f": {kind}: " in line for kind in kinds)], 30,
        f"the log says {' or '.join(kinds)}")


# What is read

def test_readings_are_what_i2c_tools_read(start, hardware):
    agent = start()
    client = ready(agent)
    high, low = hardware.transfer(6, 0x48, [0], 2)
    assert reading(client, "Inlet") == signed(high, low & 0xF0) / 256 == 25.5
    high, low = hardware.word(6, 0x4C, 0x01, "b"), hardware.word(6, 0x4C, 0x11, "b")
    assert reading(client, "CPU") == signed(high, low & 0xF0) / 256 == 50.5
    high, low = hardware.transfer(6, 0x40, [2], 2)
    assert reading(client, "Rail") == pytest.approx((high << 8 | low) * 0.00125)
    high, low = hardware.transfer(6, 0x40, [1], 2)
    assert reading(client, "Rail current") == pytest.approx(signed(high, low) * 0.0000025 / 0.002)
    agent.stop()
    # Behind the switch, which the agent has left closed.
    hardware.tool("i2cset", "-y", 6, "0x70", "0x04")
    word = hardware.word(6, 0x58, 0x88, "wp")
    exponent = (word >> 11) - 32
    assert word & 0x7FF == 0x397 and 0x397 * 2.0 ** exponent == 229.75
    assert hardware.word(6, 0x58, 0x8B, "wp") == 0x1800


def test_readings_behind_a_switch(start, hardware):
    client = ready(start())
    assert reading(client, "Supply input") == 229.75
    assert reading(client, "Supply output") == 12
    assert reading(client, "Outlet") == 35


def test_a_change_of_a_register_is_seen(start, hardware):
    client = ready(start())
    hardware.set("6/48", 0, 0xE7, 0x00)
    eventually(lambda: reading(client, "Inlet") == -25, 10, "the inlet is at -25 degrees")


def test_an_eeprom_tells_what_the_board_is(start, hardware):
    client = ready(start())

    def told():
        [card] = [part for part in client.instances("CIM_Card") if part["ElementName"] == "Main board"]
        return (card.get("Manufacturer"), card.get("SerialNumber")) == ("Contoso", "SN-0042")

    eventually(told, 20, "the EEPROM was read")
    dump = hardware.tool("i2cdump", "-y", 6, "0x50", "b")
    rows = [line[4:51].split() for line in dump.splitlines()[1:]]
    assert bytes(int(byte, 16) for row in rows for byte in row) == fru_image("Contoso", "Bench 1", "SN-0042")


@pytest.mark.parametrize("offers", ["smbus", "plain"])
def test_any_adapter_gives_the_same(start, hardware, offers):
    """Those of PC chipsets know no plain exchanges; where there are only those, packet error codes are made here."""
    for number in (6, 7):
        (hardware.directory / f"i2c-{number}" / "adapter").write_text(offers + "\n")
    client = ready(start())
    assert [reading(client, name) for name in ("Inlet", "CPU", "Rail", "Supply input", "Outlet", "Board")] == [
        25.5, 50.5, 11.98, 229.75, 35, 30]


# What is not done

def test_nothing_is_probed_or_written_that_the_board_does_not_ask_for(start, hardware):
    agent = start()
    ready(agent)
    eventually(lambda: hardware.log(agent.pid)[400:], 30, "some scans")
    log = hardware.log(agent.pid)
    asked = {tuple(line.split()[:2]) for line in log}
    assert asked == {("i2c-6", address) for address in "48 4c 40 70 58 4a 50".split()} | {
        ("i2c-7", address) for address in ("2c", "49")}
    assert not [line for line in log if "collision" in line]
    written = {match.groups() for line in log if (match := WRITES.match(line))}
    # The fan's duty, which the board lets the agent drive, and that it is the chip's own no more.
    assert written <= {("7", "2c", f"30 {duty:02x}") for duty in range(0x33, 0x100)} | {("7", "2c", "32 2b")}
    # The only chip of one byte that is written to is the switch: one channel, or none.
    for line in log:
        if line.startswith("i2c-6 70 "):
            assert line in ("i2c-6 70 w 04", "i2c-6 70 w 00")
    assert hardware.register("6/48", 1) == [0x60] and hardware.register("6/4c", 9) == [0]
    assert hardware.register("6/70", 0) == [0]


# Faults

def test_lost_arbitration_is_tried_again_at_once(start, hardware):
    agent = start()
    ready(agent)
    hardware.faults(6, "48 0 2 arbitration")
    eventually(lambda: [line for line in hardware.log(agent.pid) if "arbitration" in line][1:], 10, "it was lost")
    log = [line for line in hardware.log(agent.pid) if line.startswith("i2c-6 48 ")]
    place = next(number for number, line in enumerate(log) if "arbitration" in line)
    assert log[place + 1].endswith("arbitration") and log[place + 2] == "i2c-6 48 w 00 r 19 80"
    assert not [line for line in agent.log if "chip-" in line]


def test_a_chip_that_once_does_not_acknowledge_is_read_at_the_next_scan(start, hardware):
    agent = start()
    client = ready(agent)
    hardware.faults(6, "4c 0 1 nack")
    eventually(lambda: [line for line in hardware.log(agent.pid) if line.endswith("! nack")], 10, "it did not answer")
    eventually(lambda: reading(client, "CPU") == 50.5, 10, "it is read again")


def test_a_dead_chip_is_unknown_and_the_others_are_not(start, hardware):
    agent = start()
    client = ready(agent)
    hardware.remove("6/4c")
    eventually(lambda: reading(client, "CPU") is None, 10, "the chip is missed")
    [line] = logged(agent, "chip-missing")[:1]
    assert "cpu (tmp421 at 0x4c)" in line
    assert reading(client, "Inlet") == 25.5
    hardware.put("6/4c", {0x00: 0x1E, 0x10: 0x40, 0x01: 0x33, 0x11: 0x00, 0x09: 0, 0x0A: 0x0F, 0xFE: 0x55, 0xFF: 0x21})
    eventually(lambda: reading(client, "CPU") == 51, 30, "the new chip is read")


def test_another_chip_at_its_address_is_not_taken_for_it(start, hardware):
    hardware.set("6/4c", 0xFF, 0x23)
    agent = start()
    logged(agent, "wrong-chip")
    assert reading(agent.client(), "CPU") is None


def test_a_wrong_packet_error_code_is_no_reading(start, hardware):
    agent = start()
    client = ready(agent)
    hardware.faults(6, "58 0 * pec")
    eventually(lambda: reading(client, "Supply input") is None, 10, "the supply is not believed")
    assert reading(client, "Outlet") == 35
    hardware.faults(6)
    eventually(lambda: reading(client, "Supply input") == 229.75, 30, "the supply is believed again")


def test_a_stuck_bus_is_recognised_left_alone_and_read_again(start, hardware):
    agent = start()
    client = ready(agent)
    hardware.faults(6, "* 0 * timeout")
    [line] = logged(agent, "bus-stuck")[:1]
    assert "'main'" in line
    eventually(lambda: reading(client, "Inlet") is None and reading(client, "Outlet") is None, 10, "they are unknown")
    assert reading(client, "Board") == 30, "the other bus goes on"
    # From now on one exchange at a time, and ever fewer of them.
    before = len([line for line in hardware.log(agent.pid) if "timeout" in line])
    others = len(hardware.log(agent.pid))
    eventually(lambda: len(hardware.log(agent.pid)) > others + 60, 30, "some scans of the other bus")
    assert len([line for line in hardware.log(agent.pid) if "timeout" in line]) - before <= 4
    hardware.faults(6)
    eventually(lambda: all_read(client), 70, "all are read again")


# Fans

def duty(hardware):
    return hardware.register("7/2c", 0x30)[0] / 255 * 100


def test_a_fan_is_driven_as_its_sensor_demands(start, hardware):
    ready(start())
    # 30 degrees: a quarter of the way from 20 % to 100 %.
    eventually(lambda: duty(hardware) == pytest.approx(40, abs=1), 10, "the fan turns at 40 %")
    hardware.set("7/49", 0, 0x28, 0x00)
    eventually(lambda: duty(hardware) == pytest.approx(60, abs=1), 10, "the fan turns at 60 %")


def test_a_fan_runs_at_full_speed_when_its_sensor_dies(start, hardware):
    client = ready(start())
    eventually(lambda: duty(hardware) == pytest.approx(40, abs=1), 10, "the fan turns at 40 %")
    hardware.remove("7/49")
    eventually(lambda: duty(hardware) == 100, 10, "the fan is at full speed")
    assert reading(client, "Board") is None
    hardware.put("7/49", {0: [0x1E, 0x00], 1: 0x60})
    eventually(lambda: duty(hardware) == pytest.approx(40, abs=1), 30, "the fan turns at 40 % again")


# Recordings

def test_a_recording_stands_for_the_board(start, hardware, tmp_path):
    recording = tmp_path / "traffic"
    recording.touch()
    agent = start(options=["--capture", recording])
    client = ready(agent)
    values = readings(client)
    agent.stop()
    lines = recording.read_text().splitlines()
    assert any(line.endswith(" i2c-6 0x48 write 00 read 2 = 19 80") for line in lines)
    # The chips are gone; what they said is there.
    for place in ("6/48", "6/4c", "6/40", "6/70", "6/50", "7/2c", "7/49"):
        hardware.remove(place)
    (hardware.directory / "log").write_text("")
    agent = start(options=["--replay", recording])
    client = ready(agent)
    assert readings(client) == values
    assert hardware.log(agent.pid) == []


def test_recording_and_simulating_exclude_each_other(start):
    with pytest.raises(AssertionError, match="do not go with --simulate"):
        start(options=["--simulate", "--capture", "x"])
