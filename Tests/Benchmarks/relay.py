"""What goes between an agent and its BMC, noted."""

import socket
import threading
import time


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
