"""What the kernel says of a process, and what wrk says of a server."""

import os
import re
import statistics
import subprocess
from pathlib import Path

LUA = Path(__file__).with_name("post.lua")


def cpu_seconds(pid):
    """CPU time of all its threads so far, to the nanosecond."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        total += int((task / "schedstat").read_text().split()[0])
    return total / 1e9


def memory(pid):
    """(PSS, RSS) in MiB."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return tuple(int(re.search(rf"^{name}:\s+(\d+)", text, re.M).group(1)) / 1024
                 for name in ("Pss", "Rss"))


class Load:
    """What wrk did to a server: requests a second, and the server's CPU time for one of them."""

    def __init__(self, rate, cpu):
        self.rate, self.cpu = rate, cpu


def load(pid, url, body, authorization="none", connections=16, seconds=2):
    """Loads a server with one kind of request. Servers run on core 0 and wrk on the last one, where there are two."""
    pin = ["taskset", "-c", str(os.cpu_count() - 1)]
    before = cpu_seconds(pid)
    done = subprocess.run(
        [*pin, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", LUA, url], check=True, capture_output=True,
        text=True, env=os.environ | {"BODY": str(body), "AUTHORIZATION": authorization})
    used = cpu_seconds(pid) - before
    count = int(re.search(r"(\d+) requests in", done.stdout).group(1))
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", done.stdout)
    if bad or not count:
        raise SystemExit(f"{url}: {bad.group(0) if bad else 'no answers'}")
    return Load(float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout).group(1)), used / count)


def median(values):
    return statistics.median(values)
