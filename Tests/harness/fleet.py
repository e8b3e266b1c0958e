"""Simulated BMCs by the hundred: copies of one that scripts/rig/mkbmc.py has written, each a process of ipmi_sim."""

import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

from . import processes
from .own_user import ROOT

RIG = ROOT / "scripts" / "rig"


class Fleet:
    """`count` BMCs with 20 analog sensors, `extra` more and 7 discrete ones each, at `ports`."""

    def __init__(self, directory, count, extra=0):
        directory = Path(directory)
        template = directory / "template"
        subprocess.run([sys.executable, RIG / "mkbmc.py", template, "--extra", str(extra), "--still"], check=True)
        self.processes, self.ports = [], []
        for number in range(count):
            self.start(template, directory / str(number))
        for port in self.ports:
            processes.eventually(lambda port=port: is_there(port), 60, f"a BMC at port {port}", every=0.01)

    def start(self, template, place):
        (place / "state").mkdir(parents=True)
        port = processes.free_port(socket.SOCK_DGRAM)
        settings = (template / "lan.conf").read_text()
        settings = re.sub(r"(?m)^  addr .*$", f"  addr 127.0.0.1 {port}", settings)
        # Nobody needs its serial port.
        (place / "lan.conf").write_text(re.sub(r"(?m)^ serial .*\n", "", settings))
        shutil.copy(template / "bmc.emu", place)
        self.processes.append(subprocess.Popen(
            ["ipmi_sim", "-n", "-c", "lan.conf", "-f", "bmc.emu", "-s", "state"], cwd=place, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=processes.die_with_parent))
        self.ports.append(port)

    def silence_half(self):
        for process in self.processes[::2]:
            process.send_signal(signal.SIGSTOP)

    def wake(self):
        for process in self.processes[::2]:
            process.send_signal(signal.SIGCONT)

    def stop(self):
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.wait()


def is_there(port):
    """Whether somebody has the port."""
    return f":{port:04X} " in Path("/proc/net/udp").read_text()
