"""An AST2600 board in QEMU with Debian's kernel, whose chips are QEMU's models: their values are set from outside, and
what is on the board's I2C bus is read by the guest's i2ctransfer, told what to do over the serial line."""

import os
import socket
import subprocess
import threading
from pathlib import Path

from . import processes
from .own_user import ROOT

ARM = ROOT / "scripts" / "rig" / "arm"
KERNEL = Path(os.environ.get("LANTERN_ARM_KERNEL", ROOT / ".build" / "rig" / "arm"))
# In software emulation on a machine that does other things.
BOOT_LIMIT = 240
ANSWER_LIMIT = 60


class BusError(Exception):
    """The kernel's word for an exchange that did not come about."""


class ArmGuest:
    def __init__(self, directory):
        self.directory = Path(directory)
        subprocess.run([ARM / "pack", KERNEL, self.directory / "root.gz"], check=True)
        self.log = (self.directory / "qemu.log").open("wb")
        self.qemu = subprocess.Popen([ARM / "run", KERNEL, self.directory], stdout=self.log, stderr=subprocess.STDOUT)
        self.turn = threading.Lock()
        try:
            self.serial = self._connect("serial", BOOT_LIMIT).makefile("rwb", buffering=0)
            self.monitor = self._connect("monitor", ANSWER_LIMIT)
            self._await_prompt()
            self.console = []
            self._wait_for(b"guest: up")
        except BaseException:
            self.stop()
            raise

    def _connect(self, name, limit):
        def connection():
            assert self.qemu.poll() is None, (self.directory / "qemu.log").read_text()
            end = socket.socket(socket.AF_UNIX)
            try:
                end.connect(str(self.directory / name))
            except OSError:
                end.close()
                return None
            end.settimeout(limit)
            return end

        return processes.eventually(connection, 30, f"QEMU offers its {name}")

    def _wait_for(self, mark):
        while True:
            line = self.serial.readline()
            assert line, b"\n".join(self.console).decode(errors="replace")
            self.console.append(line.rstrip())
            if mark in line:
                return

    def transfer(self, *words):
        """What i2ctransfer reads, as bytes; its words are its arguments: `transfer("w1@0x48", "0x00", "r2")`."""
        with self.turn:
            self.serial.write(" ".join(words).encode() + b"\n")
            while True:
                line = self.serial.readline()
                assert line, "the guest has ended"
                if line[:1] == b"=":
                    return bytes(int(word, 16) for word in line[1:].split())
                if line[:1] == b"!":
                    raise BusError(line[1:].decode(errors="replace").strip())

    def set(self, device, name, value):
        """Sets a property of a chip, in the unit of QEMU's model (`docs/hardware-proof.md`)."""
        answer = self._command(f"qom-set /machine/peripheral/{device} {name} {value}")
        assert "Error" not in answer, answer

    def get(self, device, name):
        return int(self._command(f"qom-get /machine/peripheral/{device} {name}").strip())

    def _command(self, line):
        self.monitor.sendall(line.encode() + b"\n")
        answer = self._await_prompt()
        # The monitor repeats what it was told, with the marks of a terminal.
        return "\n".join(answer.replace("\r", "").split("\n")[1:])

    def _await_prompt(self):
        text = b""
        while not text.endswith(b"(qemu) "):
            more = self.monitor.recv(4096)
            assert more, "QEMU has ended"
            text += more
        return text[:-len(b"(qemu) ")].decode(errors="replace")

    def stop(self):
        self.qemu.kill()
        self.qemu.wait()
        self.log.close()
