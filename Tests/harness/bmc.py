"""A simulated BMC on the network, the board file that points the agent at it, and ipmitool as the second witness."""

import json
import os
import random
import re
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from . import processes
from .agent import Agent
from .own_user import ROOT
from .power import OFF, ON
from .processes import eventually

SIMBMC = ROOT / "scripts" / "rig" / "simbmc"
sys.path.append(str(SIMBMC.parent))
import sdr  # noqa: E402
# Seconds between scans in the board files written here; the shipped one leaves the default.
INTERVAL = 1
BOARD = ROOT / "board-configs" / "boards" / "ipmi-lan.yaml"
USER, PASSWORD = "admin", "secretpw"
# A change may come just after a scan of the agent, and the simulator itself looks once a second.
POLL = 2 * INTERVAL + 1
BMC_ADDRESS, NON_LINEAR = 0x20, 0x70


class BMC:
    """Options are those of scripts/rig/simbmc; without --seed, made up from a random one, shown when a test fails."""

    def __init__(self, directory, *options):
        self.directory = Path(directory)
        options = [str(option) for option in options]
        if "--seed" not in options and "--extra" not in options:
            options += ["--seed", str(int(os.environ.get("LANTERN_BMC_SEED", random.randrange(1 << 31))))]
        self.options = options
        # Behind the gateway there is suite 17, but no way to satellite controllers.
        self.has_gateway = bool({"--cipher17", "--only17", "--drop", "--delay", "--answer"} & set(options))
        self.cipher = 17 if self.has_gateway else 3
        self.process, self.port = None, None
        self.start()

    def start(self):
        """Starts it, after it was stopped at the port that it had."""
        port = ["--port", str(self.port)] if self.port else []
        print("simbmc", *self.options, *port)
        self.process = subprocess.Popen(
            [sys.executable, SIMBMC, "--dir", self.directory, *self.options, *port], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, preexec_fn=processes.die_with_parent)
        ready = self.process.stdout.readline()
        assert ready.startswith("port="), "simbmc did not start"
        self.port = int(re.match(r"port=(\d+)", ready).group(1))
        self.expected = json.loads((self.directory / "expect.json").read_text())

    def stop(self):
        self.process.stdin.close()
        processes.stop(self.process)

    def signal(self, number):
        """To the simulator and its gateway: SIGSTOP makes them fall silent."""
        for pid in (self.directory / "pids").read_text().split():
            os.kill(int(pid), number)

    def board(self, path, name="ipmi-lan", **values):
        """Writes the board file of an administrator who copied ipmi-lan.yaml and filled it in, with more of its values
        changed; returns its path."""
        path = Path(path)
        path.write_text(filled_in(BOARD.read_text(), self.access(path) | values))
        return path

    def access(self, path, password=PASSWORD):
        """The values of a board file that say how to reach it; the password goes into a file beside it."""
        secret = Path(path).with_suffix(".password")
        secret.touch(mode=0o600)
        secret.write_text(password + "\n")
        return {"lan": f"127.0.0.1:{self.port}", "user": USER, "password-file": secret, "cipher": self.cipher,
                "workarounds": "[]" if self.has_gateway else "[opensesspriv]", "interval": f"{INTERVAL} s"}

    def ipmitool(self, *arguments):
        return subprocess.run(
            ["ipmitool", "-I", "lanplus", "-C", str(self.cipher), "-H", "127.0.0.1", "-p", str(self.port),
             "-U", USER, "-E", *arguments],
            check=True, capture_output=True, text=True, timeout=120,
            env=os.environ | {"IPMI_PASSWORD": PASSWORD}).stdout

    def freeipmi(self, program, *arguments, check=True):
        """What one of FreeIPMI's programs prints; unless `check` is off, it must get to its end."""
        workaround = [] if self.has_gateway else ["-W", "opensesspriv"]
        cache = self.directory / "freeipmi"
        cache.mkdir(mode=0o700, exist_ok=True)
        done = subprocess.run(
            [shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin"), "-D", "LAN_2_0", "-I", str(self.cipher),
             "-h", f"127.0.0.1:{self.port}", "-u", USER, "-p", PASSWORD, *workaround, *arguments],
            capture_output=True, text=True, timeout=120, env=os.environ | {"HOME": str(cache)})
        assert not check or done.returncode == 0, done.stderr or done.stdout[-300:]
        return done.stdout

    def rows(self):
        """`ipmitool sensor`: name to its columns (value, unit, status, then thresholds from lowest to highest)."""
        table = [[cell.strip() for cell in line.split("|")] for line in self.ipmitool("sensor").splitlines()]
        return {row[0]: row[1:] for row in table}

    def readable(self):
        """The names of the numeric sensors that have a reading for an agent that may ask satellite controllers."""
        return {name for name, sensor in self.expected["sensors"].items()
                if sensor["value"] is not None and self.can_give(sensor)}

    def can_give(self, sensor):
        """The gateway alone has the factors of non-linear sensors, the simulator alone knows its satellites."""
        return sensor["owner"] == BMC_ADDRESS if self.has_gateway else sensor.get("linearization", 0) < NON_LINEAR

    def power(self):
        return self.ipmitool("power", "status").strip().removeprefix("Chassis Power is ")

    def chassis_log(self):
        """What the chassis hook was told to set, in order, as (parameter, value)."""
        return [tuple(line.split(" ", 1)) for line in (self.directory / "chassis.log").read_text().splitlines()]

    def set_raw(self, sensor, raw):
        """Moves a sensor: the simulator reads its raw byte from a file each second."""
        (self.directory / "val" / str(self.expected["sensors"][sensor]["number"])).write_text(f"{raw & 0xFF}\n")

    def answer(self, *lines):
        """What the gateway answers from now on instead of the simulator, see scripts/rig/rakp17.py."""
        place = self.directory / "answers"
        place.with_suffix(".new").write_text("".join(f"{line}\n" for line in [*self.expected["answers"], *lines]))
        place.with_suffix(".new").rename(place)

    def add_sensor(self, name, number, raw):
        """A temperature that was not there before, with its data record."""
        place = f"0x20 0 {number}"
        record = sdr.Analog(name, number, 1, 1, (7, 1), 1, 0, 0, 0, False, raw, (None,) * 6).record(500)
        self.tell(f"sensor_add {place} 1 1", f"sensor_set_value {place} {raw} 0",
                  f"sensor_set_event_support {place} enable scanning per-state {' '.join(['0' * 15] * 4)}",
                  "main_sdr_add 0x20 " + " ".join(f"0x{byte:02x}" for byte in record))

    def tell(self, *commands):
        """Commands for the simulator itself, see ipmi_sim_cmd(5)."""
        with socket.create_connection(("127.0.0.1", self.expected["console"]), timeout=10) as console:
            for command in commands:
                console.sendall(command.encode() + b"\n")
                received = b""
                while not received.rstrip().endswith(b">"):
                    received += console.recv(4096)


def filled_in(board, values):
    """Replaces the values that the shipped file asks its reader to fill in."""
    for key, value in values.items():
        board, count = re.subn(
            rf"(?m)^  {key}:.*$", lambda found, key=key, value=value: f"  {key}: {value}", board)
        assert count == 1, f"{key} occurs {count} times in {BOARD.name}"
    return board


@contextmanager
def watching(directory, *options, limit=60, **values):
    """An agent that has read all of a BMC within so many seconds: the two, stopped at the end. `options` are simbmc's,
    `values` those of the board file."""
    directory = Path(directory)
    (directory / "bmc").mkdir()
    (directory / "agent").mkdir()
    bmc = BMC(directory / "bmc", *options)
    agent = Agent(directory / "agent", board=bmc.board(directory / "agent" / "board.yaml", **values))
    try:
        agent.add_user("admin")
        agent.start()
        complete(agent.client(), bmc, limit)
        yield bmc, agent
    except BaseException:
        print("the agent's log:\n" + "".join(agent.log))
        raise
    finally:
        agent.stop()
        bmc.stop()


def complete(client, bmc, limit=60):
    """Waits until the first scans of everything are in."""
    eventually(lambda: set(client.sensors()) >= bmc.readable() and known(client, bmc), limit,
               "every sensor has a reading")
    eventually(lambda: client.power_state() in (ON, OFF), 60, "the power state is known")


def known(client, bmc):
    """Whether every sensor has a reading that can have one."""
    served = client.sensors()
    return all("CurrentReading" in served[name] for name in bmc.readable())


def unknown(client):
    """Whether no sensor has a reading, none pretends to be well, and nobody says whether the machine is on."""
    for sensor in client.instances("CIM_Sensor"):
        assert "CurrentReading" not in sensor
        assert (sensor["CurrentState"], sensor["HealthState"]) == ("Unknown", "0")
    return client.power_state() is None
