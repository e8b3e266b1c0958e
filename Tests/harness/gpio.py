"""GPIO lines that outlive the programs which drive them, as those of a machine do: see gpio_shim.c for how programs reach
them. A line that its holder lets go of stays as it was driven, as most controllers leave it."""

import atexit
import functools
import os
import shutil
import socket
import struct
import subprocess
import tempfile
import threading
from pathlib import Path

OPEN_CHIP = 1
CHIP_INFO, GET_LINE, LINE_INFO, GET_VALUES, SET_VALUES = 0x8044B401, 0xC250B407, 0xC100B405, 0xC010B40E, 0xC010B40F
USED, ACTIVE_LOW, INPUT, OUTPUT = 1, 2, 4, 8
BUSY, INVALID = 16, 22
OUTPUT_VALUES = 2


@functools.cache
def _library():
    directory = Path(tempfile.mkdtemp(prefix="lantern-gpio-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    library = directory / "gpio_shim.so"
    source = Path(__file__).with_name("gpio_shim.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    os.chmod(directory, 0o755)
    os.chmod(library, 0o755)
    return library


class Line:
    def __init__(self, name, level):
        self.name, self.level = name, level
        self.flags, self.holder, self.consumer = INPUT, None, ""


class Chip:
    """One chip, gpiochip0, with the lines that are named. `follow(name, level)` is called whenever a program drives a
    line. `hold` is asked before and after every change, with the process and what is changed; while it does not return,
    that process waits."""

    def __init__(self, directory, levels):
        self.directory = Path(directory)
        self.lines = [Line(name, level) for name, level in levels.items()]
        self.follow = lambda name, level: None
        self.hold = lambda process, moment, name, level: None
        self.lock = threading.RLock()
        (self.directory / "dev").mkdir(parents=True)
        (self.directory / "dev" / "gpiochip0").touch()
        # The path of a socket is short, and the agent may be another user's.
        self._place = tempfile.mkdtemp(prefix="lantern-gpio-")
        os.chmod(self._place, 0o755)
        path = Path(self._place) / "socket"
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        os.chmod(path, 0o777)
        self._listener.listen(64)
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def environment(self):
        return {"LD_PRELOAD": str(_library()), "GPIO_SHIM": f"{self._place}/socket"}

    @property
    def prefix(self):
        """The words before a command that start it with this chip."""
        return ["env", *(f"{name}={value}" for name, value in self.environment.items())]

    def close(self):
        self._listener.close()
        shutil.rmtree(self._place, ignore_errors=True)

    def __getitem__(self, name):
        return next(line for line in self.lines if line.name == name)

    def set(self, name, level):
        """What comes in from outside."""
        with self.lock:
            self[name].level = level

    def level(self, name):
        with self.lock:
            return self[name].level

    def is_held(self, name):
        with self.lock:
            return self[name].holder is not None

    # What programs ask.

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        process = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
        held = []
        try:
            while True:
                code, size = struct.unpack("=II", _exactly(connection, 8))
                content = bytearray(_exactly(connection, size))
                status = self._answer(connection, process, held, code, content)
                connection.sendall(struct.pack("=i", status) + content)
        except OSError:
            pass
        with self.lock:
            for line in held:
                line.holder, line.consumer, line.flags = None, "", line.flags & ~USED
        connection.close()

    def _answer(self, connection, process, held, code, content):
        if code == OPEN_CHIP:
            return 0
        if code == CHIP_INFO:
            struct.pack_into("=32s32sI", content, 0, b"gpiochip0", b"stand-in", len(self.lines))
            return 0
        if code == LINE_INFO:
            (offset,) = struct.unpack_from("=I", content, 64)
            if offset >= len(self.lines):
                return INVALID
            with self.lock:
                line = self.lines[offset]
                struct.pack_into("=32s32sIIQ", content, 0, line.name.encode(), line.consumer.encode(), offset, 0, line.flags)
            return 0
        if code == GET_LINE:
            return self._take(connection, process, held, content)
        line = held[0]
        inverted = bool(line.flags & ACTIVE_LOW)
        if code == GET_VALUES:
            with self.lock:
                struct.pack_into("=Q", content, 0, int(bool(line.level) != inverted))
            return 0
        bits, mask = struct.unpack_from("=QQ", content)
        assert code == SET_VALUES and mask == 1
        self._drive(process, line, int(bool(bits & 1) != inverted))
        return 0

    def _take(self, connection, process, held, content):
        """struct gpio_v2_line_request: 64 offsets, consumer, configuration, how many lines."""
        (offset,) = struct.unpack_from("=I", content, 0)
        consumer = bytes(content[256:288]).rstrip(b"\0").decode()
        (flags,) = struct.unpack_from("=Q", content, 288)
        (attributes,) = struct.unpack_from("=I", content, 296)
        if offset >= len(self.lines):
            return INVALID
        with self.lock:
            line = self.lines[offset]
            if line.holder is not None:
                return BUSY
            line.holder, line.consumer, line.flags = connection, consumer, flags | USED
            held.append(line)
        if flags & OUTPUT:
            kind, values = struct.unpack_from("=I4xQ", content, 320)
            asserted = bool(values & 1) if attributes and kind == OUTPUT_VALUES else False
            self._drive(process, line, int(asserted != bool(flags & ACTIVE_LOW)))
        return 0

    def _drive(self, process, line, level):
        self.hold(process, "before", line.name, level)
        with self.lock:
            changed, line.level = line.level != level, level
        if changed:
            self.follow(line.name, level)
        self.hold(process, "after", line.name, level)


def _exactly(connection, count):
    content = b""
    while len(content) < count:
        piece = connection.recv(count - len(content))
        if not piece:
            raise OSError("closed")
        content += piece
    return content
