"""Another wall clock for one program: what a board sees that starts in 1970, or whose clock jumps."""

import atexit
import functools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path


@functools.cache
def _library():
    directory = Path(tempfile.mkdtemp(prefix="lantern-clock-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    library = directory / "clock.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, Path(__file__).with_name("clock.c")], check=True)
    # The agent may run as another user.
    os.chmod(directory, 0o755)
    os.chmod(library, 0o755)
    return library


def starting_at(seconds):
    """The words before a command that start it with this time, in seconds since 1970; its clock runs on from there."""
    return ["env", f"LD_PRELOAD={_library()}", f"CLOCK_STARTS_AT={seconds}"]
