"""What the kernel says of a process, and what wrk says of a server."""

import os
import re
import statistics
import subprocess
from dataclasses import dataclass
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


@dataclass
class Load:
    """What wrk did to a server: requests a second, half and all but a hundredth of the answers within so many
    milliseconds, and the server's CPU time in microseconds for one of them."""

    rate: float
    p50: float
    p99: float
    cpu: float


def load(pid, url, body, authorization="none", connections=16, seconds=1):
    """Loads a server with one kind of request. Servers run on core 0 and wrk on the last one, where there are two."""
    pin = ["taskset", "-c", str(os.cpu_count() - 1)]
    before = cpu_seconds(pid)
    done = subprocess.run(
        [*pin, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", LUA, url], check=False,
        capture_output=True, text=True, env=os.environ | {"BODY": str(body), "AUTHORIZATION": authorization})
    used = cpu_seconds(pid) - before
    figures = re.search(r"FIGURES (\d+) (\d+) (\d+) (\d+) (\d+)", done.stdout)
    if not figures:
        raise SystemExit(f"{url}: wrk says {done.stdout} {done.stderr}")
    count, duration, p50, p99, errors = map(int, figures.groups())
    if errors or not count:
        raise SystemExit(f"{url}: {count} answers, {errors} errors")
    return Load(count / (duration / 1e6), p50 / 1000, p99 / 1000, used / count * 1e6)


def median(values):
    return statistics.median(values)
