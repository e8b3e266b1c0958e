"""The user that the agent runs as when the tests run as root: one of its own, without an account, a group that anybody
is in, or any right. Otherwise it runs as whoever runs the tests."""

import atexit
import functools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

UID = 62366
ROOT = Path(__file__).resolve().parents[2]
BINARIES = Path(os.environ.get("LANTERN_BIN", ROOT / ".build" / "debug"))
# What the agent reads of the project beside its programs.
DATA = ("profiles", "board-configs", "Tests/Conformance/data")


def is_used():
    return os.geteuid() == 0


def options():
    """For subprocess.Popen."""
    return {"user": UID, "group": UID, "extra_groups": []} if is_used() else {}


def interpreter():
    """A Python with the standard library that the user can run: that of the tests may be in somebody's home."""
    return "/usr/bin/python3" if is_used() else sys.executable


def with_capabilities(names):
    """The command that starts what follows it as that user with these capabilities, as AmbientCapabilities of a unit
    does, and lets it die with the tests."""
    assert is_used()
    wanted = ",".join(["-all", *(f"+{name}" for name in names)])
    return ["setpriv", f"--reuid={UID}", f"--regid={UID}", "--clear-groups", f"--inh-caps={wanted}",
            f"--ambient-caps={wanted}", "--pdeathsig=KILL"]


def hand_over(directory):
    """Gives the user what the tests have made for it: their directory as a whole, since one test's agent may be told of
    files in another's."""
    if not is_used():
        return
    directory = Path(directory).resolve()
    session = [path for path in directory.parents if path.parent.name.startswith("pytest-of-")]
    subprocess.run(["chown", "-R", f"{UID}:{UID}", session[-1] if session else directory], check=True)
    for parent in directory.parents:
        status = parent.stat()
        if status.st_uid in (0, UID) and not status.st_mode & 0o001:
            parent.chmod(status.st_mode | 0o011)


@functools.cache
def home():
    """A copy of what the agent needs of the project, if the user cannot read it where it is; otherwise None."""
    needed = (BINARIES / "lanternd", BINARIES / "lantern-ipmi", ROOT / "profiles")
    if not is_used() or all(is_open(path) for path in needed):
        return None
    copy = Path(tempfile.mkdtemp(prefix="lantern-home-"))
    atexit.register(shutil.rmtree, copy, ignore_errors=True)
    (copy / "bin").mkdir()
    for program in ("lanternd", "lantern-ipmi"):
        shutil.copy(BINARIES / program, copy / "bin")
    for name in DATA:
        shutil.copytree(ROOT / name, copy / name)
    subprocess.run(["chmod", "-R", "a+rX", copy], check=True)
    return copy


def is_open(path):
    """Whether everybody can read or run it."""
    return path.stat().st_mode & 0o005 == 0o005 and all(
        parent.stat().st_mode & 0o001 for parent in path.resolve().parents)


def readable(words):
    """A command line whose paths into the project lead where the user can read."""
    copy = home()
    if copy is None:
        return [str(word) for word in words]
    program, *rest = words
    return [str(copy / "bin" / Path(program).name),
            *(str(word).replace(f"{ROOT}/", f"{copy}/") for word in rest)]
