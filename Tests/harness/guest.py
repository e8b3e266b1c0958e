"""Virtual machines with Debian's kernel that run the agent: one managed by a simulated BMC, which starts and stops it and
which the agent inside talks to as on a real main board; one with chips on an I2C bus."""

import os
import re
import secrets
import shutil
import signal
import subprocess
from pathlib import Path
from urllib.request import urlopen

from . import processes
from .bmc import BMC
from .own_user import BINARIES, ROOT
from .wsman import Client

GUEST = ROOT / "scripts" / "rig" / "guest"
KERNEL = Path(os.environ.get("LANTERN_KERNEL", ROOT / ".build" / "rig" / "kernel"))
# A kernel boots in seconds, in software emulation on a machine that does other things in minutes.
BOOT_LIMIT = 240
RUN = """#!/bin/sh
printf 'Content-Type: text/plain\\n\\n'
exec $(echo "$QUERY_STRING" | tr + ' ') 2>&1
"""


class Machine:
    """What a guest is packed from, and how it is reached."""

    def __init__(self, directory, interface, board, tools):
        """`interface`: what init makes of it; `board`: the text of the agent's board file; `tools`: further programs."""
        self.directory = Path(directory)
        self.interface, self.password = interface, secrets.token_urlsafe(12)
        self.files = files = self.directory / "files"
        for path in ("etc/lantern", "var/lib", "usr/share/lantern", "www/cgi-bin"):
            (files / path).mkdir(parents=True)
        (files / "etc/lantern/board.yaml").write_text(board)
        # For wsl, which sends Basic without being asked.
        (files / "etc/lantern/lantern.yaml").write_text("allow-basic-over-http: true\n")
        for name in ("profiles", "board-configs"):
            shutil.copytree(ROOT / name, files / "usr/share/lantern" / name)
        (files / "www/cgi-bin/run").write_text(RUN)
        (files / "www/cgi-bin/run").chmod(0o755)
        self.add_user(files / "var/lib/lantern")
        self.tools = [shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin") for name in tools]
        self.port, self.commands = processes.free_port(), processes.free_port()
        (self.directory / "settings").write_text(
            f"interface={interface}\nkernel={KERNEL}\nagent={self.port}\ncommands={self.commands}\n")

    def pack(self):
        subprocess.run(
            [GUEST / "pack", KERNEL, self.files, self.directory / "root.gz",
             *(BINARIES / name for name in ("lanternd", "lantern-ipmi", "lantern")), *self.tools], check=True)

    def add_user(self, state):
        secret = self.directory / "admin.password"
        secret.touch(mode=0o600)
        secret.write_text(self.password + "\n")
        subprocess.run([BINARIES / "lantern", "user", "add", "admin", "--role", "administrator", "--password-file",
                        secret, "--state-dir", state], check=True, capture_output=True)

    def client(self):
        return Client(f"http://127.0.0.1:{self.port}/wsman", "admin", self.password)

    def run(self, command):
        """What a command prints in the guest."""
        query = command.replace(" ", "+")
        with urlopen(f"http://127.0.0.1:{self.commands}/cgi-bin/run?{query}", timeout=60) as answer:
            return answer.read().decode()

    def boot(self):
        """What tells one start of its kernel from the next; None while it is not there."""
        try:
            return self.run("cat /proc/sys/kernel/random/boot_id").strip() or None
        except OSError:
            return None

    def consoles(self):
        """What the guest wrote to its console, one text for each start, the oldest first."""
        files = sorted(self.directory.glob("console-*.log"), key=lambda path: path.stat().st_mtime)
        return [path.read_text(errors="replace") for path in files]

    def seconds_to(self, device="/dev/"):
        """Seconds from the start of the kernel until its way to the BMC was there."""
        found = re.search(rf"guest: {device}\S* after ([\d.]+) s", self.consoles()[-1])
        return found and float(found.group(1))

    def stop(self):
        try:
            os.kill(int((self.directory / "pid").read_text()), signal.SIGKILL)
        except (FileNotFoundError, ProcessLookupError, ValueError):
            pass


class Guest(Machine):
    """A machine that its BMC starts and stops."""

    def __init__(self, directory, interface, board, *options):
        """`interface`: kcs, ssif or i2c; `board`: the text of the agent's board file; `options`: of simbmc."""
        super().__init__(directory, interface, board, ("ipmitool", "ipmi-sensors"))
        self.pack()
        (self.directory / "bmc").mkdir()
        self.bmc = BMC(self.directory / "bmc", *options, "--machine", f"{GUEST / 'run'} {self.directory} {{vm}}")

    def stop(self):
        self.bmc.stop()
        super().stop()  # it mostly ended with the BMC


class ChipGuest(Machine):
    """A machine with chips on a bus of the kernel's i2c-stub (scripts/rig/guest/seed), and no BMC."""

    def __init__(self, directory, board, fru):
        """`fru`: what its EEPROMs hold, at most 256 bytes."""
        super().__init__(directory, "chips", board, ())
        (self.files / "fru.bin").write_bytes(fru.ljust(256, b"\xff"))
        self.pack()
        self.qemu = subprocess.Popen([GUEST / "run", self.directory])

    def stop(self):
        self.qemu.kill()
        self.qemu.wait()
