"""A bus at which a program on this machine reads what a guest has on its own: the program's exchanges are done there."""

import atexit
import errno
import functools
import os
import shutil
import socketserver
import subprocess
import tempfile
import threading
from pathlib import Path

from .arm_guest import BusError

NUMBERS = {os.strerror(number): number for number in errno.errorcode}


@functools.cache
def _library():
    directory = Path(tempfile.mkdtemp(prefix="lantern-forward-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    library = directory / "i2c_forward.so"
    source = Path(__file__).with_name("i2c_forward.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library, source, "-ldl"], check=True)
    # The agent may run as another user.
    os.chmod(directory, 0o755)
    os.chmod(library, 0o755)
    return library


class ForwardedBus:
    """`transfer` does what i2ctransfer does with these words, and returns the bytes or raises `BusError`."""

    def __init__(self, transfer):
        self.directory = Path(tempfile.mkdtemp(prefix="lantern-bus-"))
        self.place = self.directory / "socket"
        self.exchanges = []

        class Handler(socketserver.StreamRequestHandler):
            def handle(handler):
                for line in handler.rfile:
                    words = line.decode().split()
                    self.exchanges.append(words)
                    try:
                        answer = "=" + " ".join(f"0x{byte:02x}" for byte in transfer(*words))
                    except BusError as failure:
                        answer = f"!{NUMBERS.get(str(failure).rpartition(': ')[2], errno.EIO)}"
                    handler.wfile.write(answer.encode() + b"\n")

        class Server(socketserver.ThreadingUnixStreamServer):
            daemon_threads = True

        self.server = Server(str(self.place), Handler)
        os.chmod(self.directory, 0o755)
        os.chmod(self.place, 0o777)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def wrap(self):
        """The words before a command that give it this bus in the place of every one of the machine."""
        return ["env", f"LD_PRELOAD={_library()}", f"I2C_FORWARD={self.place}"]

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        shutil.rmtree(self.directory)
