"""Simulated BMCs by the hundred: copies of one that scripts/rig/mkbmc.py has written, each a process of ipmi_sim."""

import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from harness import processes
from harness.own_user import ROOT

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

    def stop(self):
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.wait()


def is_there(port):
    """Whether somebody has the port."""
    return f":{port:04X} " in Path("/proc/net/udp").read_text()


class Relay:
    """Passes packets on between an agent and a BMC, and notes when: a scan is a burst of them."""

    PAUSE = 0.1

    def __init__(self, port):
        self.target = ("127.0.0.1", port)
        self.front = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.front.bind(("127.0.0.1", 0))
        self.port = self.front.getsockname()[1]
        self.times = []
        self.backs = {}
        threading.Thread(target=self.forward, daemon=True).start()

    def forward(self):
        while True:
            packet, peer = self.front.recvfrom(4096)
            self.times.append(time.monotonic())
            if peer not in self.backs:
                self.backs[peer] = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                self.backs[peer].connect(self.target)
                threading.Thread(target=self.back, args=(peer,), daemon=True).start()
            self.backs[peer].send(packet)

    def back(self, peer):
        while True:
            try:
                self.front.sendto(self.backs[peer].recv(4096), peer)
            except ConnectionRefusedError:
                continue
            self.times.append(time.monotonic())

    def bursts(self, since):
        """(seconds, packets) of each burst that began after a moment."""
        found, burst = [], []
        for moment in sorted(time for time in list(self.times) if time > since):
            if burst and moment - burst[-1] > self.PAUSE:
                found.append((burst[-1] - burst[0], len(burst)))
                burst = []
            burst.append(moment)
        return found
