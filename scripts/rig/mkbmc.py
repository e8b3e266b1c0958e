#!/usr/bin/env python3
"""Writes a complete simulated BMC for OpenIPMI's ipmi_sim, and what a correct client must read from it.

In the output directory:
  lan.conf        users, the LAN channel, the chassis hook, the serial port of the VM codec
  bmc.emu         the controller, its event log, sensors, data records and FRU devices
  fruN.bin        FRU images
  val/N           the raw byte of analog sensor N, read every second: write it, and the reading follows
  state/          what the simulator keeps between runs
  power boot identify chassis.log    written by the chassis hook
  expect.json     the oracle: values, thresholds, states and FRU fields computed here, not read back
"""
import argparse
import json
import os
import random
import struct
from uuid import UUID

import inventory
import sdr

HERE = os.path.dirname(os.path.abspath(__file__))
USERS = (
    (2, "admin", "secretpw", "admin"), (3, "oper", "operpw", "operator"), (4, "viewer", "viewpw", "user"))


def emulator_lines(out, board):
    """The commands that build the controller. Every analog sensor reads its raw byte from a file."""
    lines = ["mc_setbmc 0x20", "mc_add 0x20 0x20 no-device-sdrs 0x01 2 0x15 0xbf 0x00cafe 0x1001",
             "sel_enable 0x20 512 0x0a", "sensor_add 0x20 0 0 35 0x6f event-only"]
    records = [sdr.controller_locator(1)]
    for address in sorted({sensor.owner for sensor in board.sensors()} - {sdr.OWNER}):
        lines.append("mc_add 0x%02x 0x01 no-device-sdrs 0x01 1 0x02 0x01 0x00cafe 0x1002" % address)
        records.append(sdr.controller_locator(len(records) + 1, address, "Satellite"))
    # Those of satellites at the end, where FreeIPMI gives up when it asks for their thresholds.
    for sensor in sorted(board.sensors(), key=lambda sensor: sensor.owner):
        lines += sensor_lines(out, sensor)
        records.append(sensor.record(len(records) + 1))
    if board.has_oem_records:
        records.append(sdr.oem_record(len(records) + 1))
    for device in board.devices:
        path, image = "%s/fru%d.bin" % (out, device.device), device.image()
        with open(path, "wb") as file:
            file.write(image.ljust(512, b"\0"))
        lines.append('mc_add_fru_data 0x20 %d 512 file 0 "%s"' % (device.device, path))
        records.append(sdr.fru_locator(device.device, device.entity, device.name, len(records) + 1))
    lines += ["main_sdr_add 0x20 " + hexadecimal(record) for record in records]
    lines += event_log_lines(board)
    owners = sorted({sdr.OWNER, *(sensor.owner for sensor in board.sensors())}, reverse=True)
    return lines + ["mc_enable 0x%02x" % address for address in owners]


def sensor_lines(out, sensor):
    if isinstance(sensor, sdr.Analog):
        return analog_lines(out, sensor)
    numbers = range(sensor.number, sensor.number + sensor.share)
    return [line for number in numbers for line in discrete_lines(sensor, number)]


def analog_lines(out, sensor):
    place, path = "0x%02x 0 %d" % (sensor.owner, sensor.number), "%s/val/%d" % (out, sensor.number)
    write(path, "%d\n" % (sensor.raw & 0xFF))
    thresholds = list(reversed(sensor.thresholds))
    present = "".join("0" if raw is None else "1" for raw in thresholds)
    events = format(sensor.event_mask(), "015b")
    scanning = "scanning" if sensor.is_scanning else "no-scanning"
    return [
        'sensor_add %s %d 1 poll 1000 file "%s"' % (place, sensor.kind, path),
        "sensor_set_value %s %d 0" % (place, sensor.raw & 0xFF),
        "sensor_set_hysteresis %s %s %d %d" % (place, sensor.hysteresis_access, *sensor.hysteresis),
        "sensor_set_threshold %s %s %s %s" % (
            place, sensor.access, present, " ".join(str((raw or 0) & 0xFF) for raw in thresholds)),
        "sensor_set_event_support %s enable %s per-state %s" % (place, scanning, " ".join([events] * 4))]


def discrete_lines(sensor, number):
    place = "0x%02x 0 %d" % (sensor.owner, number)
    lines = ["sensor_add %s %d %d" % (place, sensor.kind, sensor.reading_type)]
    lines += ["sensor_set_bit %s %d %d 0" % (place, bit, bit in sensor.bits) for bit in range(8)]
    return lines + ["sensor_set_event_support %s enable scanning per-state %s" % (
        place, " ".join(["0" * 7 + "1" * 8] * 4))]


def event_log_lines(board):
    """An upper threshold crossed and left again, and a state that came."""
    first, second = board.analog[0], board.discrete[0]
    events = ((first.kind, first.number, 0x01, 0x57), (first.kind, first.number, 0x81, 0x57),
              (second.kind, second.number, second.reading_type, 0x01))
    return [
        "sel_add 0x20 0x02 " + hexadecimal(
            struct.pack("<IHBBBBBBB", 1767225600 + 60 * i, 0x20, 4, kind, number, direction, data, 0xFF, 0xFF))
        for i, (kind, number, direction, data) in enumerate(events)]


def lan_lines(arguments, out, uuid):
    guid = uuid.bytes[::-1].hex()  # IPMI sends the least significant byte first
    lines = [
        'name "simbmc"', "set_working_mc 0x20", " startlan 1", "  addr 127.0.0.1 %d" % arguments.port,
        "  priv_limit admin", "  allowed_auths_callback none md2 md5 straight", "  allowed_auths_user md2 md5",
        "  allowed_auths_operator md2 md5", "  allowed_auths_admin md2 md5", "  guid " + guid, " endlan",
        power_line(arguments, out),
        " serial 15 127.0.0.1 %d codec VM" % arguments.vm]
    if arguments.console:
        lines.insert(2, "console 127.0.0.1 %d" % arguments.console)
    if arguments.sol:
        lines.append(' sol "%s" 115200 history=8000' % arguments.sol)
    lines += [' user %d true "%s" "%s" %s 10 none md2 md5 straight' % user for user in USERS]
    return lines + [' user 5 false "disabled" "x" admin 10 none md2 md5 straight']


def power_line(arguments, out):
    """What happens when the power is switched: a machine is started and stopped, or a hook told."""
    if arguments.machine:
        command = arguments.machine.replace("{vm}", str(arguments.vm))
        return ' startcmd "%s"\n startnow true\n poweroff_wait 5\n kill_wait 5' % command
    return ' chassis_control "%s %s"' % (os.path.join(HERE, "chassis.sh"), out)


def hexadecimal(record):
    return " ".join("0x%02x" % byte for byte in record)


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", help="the directory to write")
    parser.add_argument("--seed", type=int, help="make the board up from this number; without it, the fixed server")
    parser.add_argument("--kind", choices=inventory.KINDS, default="server",
                        help="what is made up: about 27 sensors; 177; or one of everything that records allow")
    parser.add_argument("--extra", type=int, default=0, help="so many temperatures more on the fixed server")
    parser.add_argument("--port", type=int, default=9623, help="UDP port of the BMC")
    parser.add_argument("--vm", type=int, default=9625, help="TCP port of the VM codec (rakp17.py, QEMU)")
    parser.add_argument("--still", action="store_true", help="no sensor reads a file: for many of them at once")
    parser.add_argument("--machine", help="a command that is running while the power is on, instead of the chassis "
                        "hook; {vm} in it becomes the port of the VM codec")
    parser.add_argument("--console", type=int, help="TCP port for the simulator's own commands")
    parser.add_argument("--sol", help="where the serial console is, as tcp:HOST:PORT")
    arguments = parser.parse_args()
    out = os.path.abspath(arguments.out)
    for directory in (out, out + "/val", out + "/state"):
        os.makedirs(directory, exist_ok=True)
    if arguments.seed is None:
        uuid = UUID("ef5a1c7e-9b0d-4c52-8f3e-6f1d2a4b7c90")
        board = inventory.fixed(arguments.extra)
    else:
        uuid = UUID(int=random.Random(arguments.seed).getrandbits(128), version=4)
        board = inventory.random_board(arguments.seed, arguments.kind)
    lines = emulator_lines(out, board)
    if arguments.still:
        lines = [line.partition(" poll ")[0] for line in lines]
    write(out + "/bmc.emu", "\n".join(lines) + "\n")
    write(out + "/lan.conf", "\n".join(lan_lines(arguments, out, uuid)) + "\n")
    for name, value in (("power", "1"), ("boot", "default"), ("identify", "0"), ("chassis.log", "")):
        write("%s/%s" % (out, name), value + "\n" if value else "")
    expected = {
        "uuid": str(uuid),
        "sensors": {sensor.name: sensor.expected() for sensor in board.analog},
        "discrete": {name: facts for sensor in board.discrete for name, facts in sensor.expected().items()},
        "fru": {device.name: device.expected() for device in board.devices},
        "answers": [answer for sensor in board.analog for answer in sensor.answers()],
        "console": arguments.console,
    }
    write(out + "/expect.json", json.dumps(expected, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
