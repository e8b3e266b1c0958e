"""I2C buses that the unmodified agent and i2c-tools find the same chips on: see hardware_shim.c for their files."""

import atexit
import fcntl
import functools
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path


@functools.cache
def _library():
    directory = Path(tempfile.mkdtemp(prefix="lantern-hardware-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    library = directory / "hardware_shim.so"
    source = Path(__file__).with_name("hardware_shim.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl", "-lpthread"], check=True)
    # The agent may run as another user.
    os.chmod(directory, 0o755)
    os.chmod(library, 0o755)
    return library


class Hardware:
    """Buses in a directory of their own. `root` stands for the `/` of the kernel's files: nothing is there."""

    def __init__(self, directory, logs=True):
        self.directory = Path(directory)
        self.root = self.directory / "root"
        self.root.mkdir(parents=True)
        (self.directory / "lock").touch()
        if logs:
            (self.directory / "log").touch()

    @property
    def environment(self):
        return {"LD_PRELOAD": str(_library()), "HARDWARE_SHIM": str(self.directory)}

    @property
    def prefix(self):
        """The words before a command that start it with these buses."""
        return ["env", *(f"{name}={value}" for name, value in self.environment.items())]

    def bus(self, number, offers="plain smbus"):
        (self.directory / f"i2c-{number}").mkdir()
        (self.directory / f"i2c-{number}" / "adapter").write_text(offers + "\n")

    def put(self, place, registers, *words):
        """Puts a chip in, or changes it: `place` is `6/48`, or `6/70.2/48` behind a switch; `registers` are bytes by
        number, or by `PAGE/NUMBER` in hexadecimal; `words` is what the shim should know of it."""
        lines = [*words]
        for number, content in registers.items():
            name = number if isinstance(number, str) else f"{number:02x}"
            content = [content] if isinstance(content, int) else content
            lines.append(f"{name}: " + " ".join(f"{byte:02x}" for byte in content))
        self._write(self._chip(place), "\n".join(lines) + "\n")

    def memory(self, place, image, offset_bytes=1):
        """An EEPROM."""
        self.put(place, {start: image[start:start + 16] for start in range(0, len(image), 16)}, f"memory {offset_bytes}")

    def remove(self, place):
        self._chip(place).unlink()

    def set(self, place, register, *content):
        """Gives one register of a chip other bytes."""
        with open(self.directory / "lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            path = self._chip(place)
            line = f"{register:02x}: " + " ".join(f"{byte:02x}" for byte in content)
            text, count = re.subn(rf"(?m)^{register:02x}:.*$", line, path.read_text())
            assert count == 1, f"{place} has no register {register:02x}"
            self._write(path, text)

    def register(self, place, register):
        found = re.search(rf"(?m)^{register:02x}: (.*)$", self._chip(place).read_text())
        return [int(byte, 16) for byte in found.group(1).split()]

    def faults(self, bus, *lines):
        """`ADDRESS AFTER COUNT WHAT` each; without any, all is well again."""
        self._write(self.directory / f"i2c-{bus}" / "faults", "".join(line + "\n" for line in lines))

    def log(self, pid=None):
        """What was exchanged, by a process: `i2c-6 48 w 00 r 19 00`."""
        lines = [line.split(" ", 1) for line in (self.directory / "log").read_text().splitlines()]
        return [line for process, line in lines if pid is None or int(process) == pid]

    def tool(self, *words):
        """Runs one of i2c-tools on these buses, and returns what it prints."""
        return subprocess.run(
            [str(word) for word in words], env=os.environ | self.environment, check=True, capture_output=True,
            text=True).stdout

    def transfer(self, bus, address, write, count):
        """What i2ctransfer reads after it wrote these bytes."""
        words = [f"w{len(write)}@0x{address:02x}", *(f"0x{byte:02x}" for byte in write), f"r{count}"]
        return [int(byte, 16) for byte in self.tool("i2ctransfer", "-y", bus, *words).split()]

    def word(self, bus, address, register, mode="w"):
        """What i2cget reads; `wp` with a packet error code."""
        return int(self.tool("i2cget", "-y", bus, f"0x{address:02x}", f"0x{register:02x}", mode), 16)

    def _chip(self, place):
        path = self.directory / f"i2c-{place}"
        path.parent.mkdir(exist_ok=True)
        return path

    @staticmethod
    def _write(path, text):
        temporary = path.with_name(path.name + ".new")
        temporary.write_text(text)
        temporary.rename(path)


def fru_image(maker, product, serial):
    """An IPMI FRU image with a board area (Platform Management FRU Information Storage Definition, 11)."""
    def field(text):
        return bytes([0xC0 | len(text)]) + text.encode()

    area = bytes([1, 0, 0x19, 0, 0, 0]) + field(maker) + field(product) + field(serial) + field("PN-1") + b"\xc0\xc1"
    area += bytes(-(len(area) + 1) % 8)
    area = bytes([area[0], (len(area) + 1) // 8]) + area[2:]
    area += bytes([-sum(area) & 0xFF])
    header = bytes([1, 0, 0, 1, 0, 0, 0])
    image = header + bytes([-sum(header) & 0xFF]) + area
    return image + b"\xff" * (256 - len(image))
