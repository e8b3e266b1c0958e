"""A simulated BMC on the network, the board file that points the agent at it, and ipmitool as the second witness."""

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

from . import processes
from .agent import ROOT

SIMBMC = ROOT / "scripts" / "rig" / "simbmc"
# Seconds between scans in the board files written here; the shipped one leaves the default.
INTERVAL = 1
BOARD = ROOT / "board-configs" / "boards" / "ipmi-lan.yaml"
USER, PASSWORD = "admin", "secretpw"


class BMC:
    """Options are those of scripts/rig/simbmc; without any: made up from a random seed, shown when a test fails."""

    def __init__(self, directory, *options):
        self.directory = Path(directory)
        if not options:
            options = ("--seed", str(int(os.environ.get("LANTERN_BMC_SEED", random.randrange(1 << 31)))))
        print("simbmc", *options)
        self.cipher = 17 if "--cipher17" in options else 3
        self.process = subprocess.Popen(
            [sys.executable, SIMBMC, "--dir", self.directory, *options], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, preexec_fn=processes.die_with_parent)
        ready = self.process.stdout.readline()
        assert ready.startswith("port="), "simbmc did not start"
        self.port = int(re.match(r"port=(\d+)", ready).group(1))
        self.expected = json.loads((self.directory / "expect.json").read_text())

    def stop(self):
        self.process.stdin.close()
        processes.stop(self.process)

    def board(self, path):
        """Writes the board file of an administrator who copied ipmi-lan.yaml and filled it in; returns its path."""
        secret = Path(path).with_suffix(".password")
        secret.touch(mode=0o600)
        secret.write_text(PASSWORD + "\n")
        path.write_text(filled_in(BOARD.read_text(), f"127.0.0.1:{self.port}", secret, self.cipher))
        return path

    def ipmitool(self, *arguments):
        return subprocess.run(
            ["ipmitool", "-I", "lanplus", "-C", str(self.cipher), "-H", "127.0.0.1", "-p", str(self.port),
             "-U", USER, "-E", *arguments],
            check=True, capture_output=True, text=True, timeout=60,
            env=os.environ | {"IPMI_PASSWORD": PASSWORD}).stdout

    def rows(self):
        """`ipmitool sensor`: name to its columns (value, unit, status, then thresholds from lowest to highest)."""
        table = [[cell.strip() for cell in line.split("|")] for line in self.ipmitool("sensor").splitlines()]
        return {row[0]: row[1:] for row in table}

    def power(self):
        return self.ipmitool("power", "status").strip().removeprefix("Chassis Power is ")

    def chassis_log(self):
        """What the chassis hook was told to set, in order, as (parameter, value)."""
        return [tuple(line.split(" ", 1)) for line in (self.directory / "chassis.log").read_text().splitlines()]

    def set_raw(self, sensor, raw):
        """Moves a sensor: the simulator reads its raw byte from a file each second."""
        (self.directory / "val" / str(self.expected["sensors"][sensor]["number"])).write_text(f"{raw & 0xFF}\n")


def filled_in(board, address, password_file, cipher):
    """Replaces the values that the shipped file asks its reader to fill in."""
    values = {"lan": address, "user": USER, "password-file": password_file, "cipher": cipher,
              "workarounds": "[opensesspriv]" if cipher == 3 else "[]", "interval": f"{INTERVAL} s"}
    for key, value in values.items():
        board, count = re.subn(rf"(?m)^  {key}:.*$", lambda found: f"  {key}: {value}", board)
        assert count == 1, f"{key} occurs {count} times in {BOARD.name}"
    return board
