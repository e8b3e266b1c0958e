"""Starting programs so that they never outlive the tests, and waiting for what they do."""

import ctypes
import os
import re
import signal
import socket
import time
from pathlib import Path

import pytest

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


def die_with_parent():
    """For `preexec_fn`: the kernel kills the child when the test process is gone, however it went."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def stop(process, patience=5):
    """Ends a process: SIGTERM, then SIGKILL. Returns its exit status."""
    if process.poll() is None:
        process.send_signal(signal.SIGCONT)
        process.terminate()
        try:
            process.wait(patience)
        except Exception:
            process.kill()
    return process.wait()


def free_port(kind=socket.SOCK_STREAM):
    """A port of the loopback interface that nobody has at the moment."""
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(condition, within, what, every=0.05):
    """Waits until `condition()` is true and returns its value; fails after `within` seconds: only when it is asked after
    them and still false, so that a condition which takes long on a busy machine is not held against the agent.

    A failed assertion inside the condition counts as "not yet"; the last one is shown when time is up.
    """
    end = time.monotonic() + within
    last = None
    while True:
        asked = time.monotonic()
        try:
            value = condition()
            if value:
                return value
        except AssertionError as failure:
            last = failure
        if asked > end:
            raise AssertionError(f"not within {within} s: {what}" + (f" ({last})" if last else ""))
        time.sleep(every)


def look_into(pid):
    """Skips the test when whoever runs it may not see the memory and the open files of a process: the agent hides them
    from all but root."""
    try:
        Path(f"/proc/{pid}/smaps_rollup").read_text()
    except PermissionError:
        pytest.skip("only root may look into a process that hides itself")


def own_memory(pid):
    """What the process alone takes (PSS), in KiB."""
    look_into(pid)
    return int(re.search(r"Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text()).group(1))


def memory(pid, what="VmRSS"):
    """Resident memory in KiB: now, or with VmHWM at most since `forget_peak`."""
    return int(re.search(rf"{what}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()).group(1))


def forget_peak(pid):
    """Makes VmHWM begin anew."""
    look_into(pid)
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def processor_time(pid):
    """Seconds that it has spent on a processor, in steps of 10 ms."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def descriptors(pid):
    look_into(pid)
    return len(os.listdir(f"/proc/{pid}/fd"))
