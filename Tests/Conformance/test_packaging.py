"""What is installed beside the programs: units, user, udev rules. Checked by the tools that will read them."""

import os
import re
import shutil
import signal
import subprocess

import pytest

from harness import own_user
from harness.agent import BINARIES, ROOT, Agent
from harness.bmc import BMC
from harness.power import OFF, reach
from harness.processes import eventually
from harness.tls import make_certificate, settings
from harness.wsman import Client

PACKAGING = ROOT / "scripts" / "packaging"
UNITS = ("lanternd.service", "lanternd.socket")
# Of ten; systemd calls what is below 2.1 safe enough for "OK".
EXPOSURE = 2.0

needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A root directory with what scripts/install puts into it."""
    root = tmp_path_factory.mktemp("root")
    run(ROOT / "scripts" / "install", root, env=os.environ | {"LANTERN_BIN": str(BINARIES)})
    return root


def run(*words, **options):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=120, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_everything_is_put_where_systems_look_for_it(installed):
    files = {str(path.relative_to(installed)): path.stat().st_mode & 0o777
             for path in installed.rglob("*") if path.is_file()}
    for name in ("lanternd", "lantern", "lantern-ipmi"):
        assert files[f"usr/bin/{name}"] == 0o755
    for name in ("systemd/system/lanternd.service", "systemd/system/lanternd.socket", "sysusers.d/lantern.conf",
                 "udev/rules.d/60-lantern.rules"):
        assert files[f"usr/lib/{name}"] == 0o644
    data = {name.removeprefix("usr/share/lantern/") for name in files if name.startswith("usr/share/lantern/")}
    for folder in ("profiles", "board-configs"):
        assert {str(path.relative_to(ROOT)) for path in (ROOT / folder).rglob("*") if path.is_file()} <= data


def test_an_agent_that_is_installed_finds_its_data(installed, tmp_path):
    """Its schema, profiles and boards: its only complaint is that there is nowhere to serve."""
    done = subprocess.run(
        [installed / "usr/bin/lanternd", "--board", "rack-server", "--state-dir", tmp_path / "state",
         "--data-dir", installed / "usr/share/lantern"], capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1 and "nothing says where to serve" in done.stderr


@needs_systemd
def test_systemd_understands_the_units(installed):
    """It complains of unknown settings, of programs that are not there, and of units that are."""
    (installed / "bin").mkdir()
    (installed / "bin/kill").write_text("")
    (installed / "bin/kill").chmod(0o755)
    said = run("systemd-analyze", "verify", f"--root={installed}", "--man=no", "--recursive-errors=no",
               *(f"/usr/lib/systemd/system/{unit}" for unit in UNITS))
    assert "lantern" not in said, said


@needs_systemd
def test_the_service_is_exposed_as_little_as_the_documentation_says():
    said = run("systemd-analyze", "security", "--offline=true", "--no-pager",
               f"--threshold={int(EXPOSURE * 10)}", PACKAGING / "systemd/lanternd.service")
    level = re.search(r"Overall exposure level for lanternd\.service: (\d+\.\d+)", said).group(1)
    assert float(level) <= EXPOSURE
    documented = re.search(r"Overall exposure level for lanternd\.service: (\d+\.\d+)",
                           (ROOT / "docs/security.md").read_text())
    assert documented and float(documented.group(1)) <= EXPOSURE


@needs_systemd
def test_with_sockets_from_systemd_no_capability_is_left(tmp_path):
    unit = tmp_path / "lanternd.service"
    text = (PACKAGING / "systemd/lanternd.service").read_text()
    drop_in = (PACKAGING / "systemd/socket.conf").read_text()
    unit.write_text(text + drop_in)
    said = run("systemd-analyze", "security", "--offline=true", "--no-pager", unit)
    assert re.search(r"✓ AmbientCapabilities=", said) and not re.search(r"✗ CapabilityBoundingSet=", said), said


@pytest.mark.skipif(not shutil.which("systemd-sysusers"), reason="systemd-sysusers is not installed")
@pytest.mark.skipif(os.geteuid() != 0, reason="systemd-sysusers makes users as root only, also below another root")
def test_systemd_makes_the_user(tmp_path):
    (tmp_path / "etc").mkdir()
    for name in ("passwd", "group", "shadow", "gshadow"):
        (tmp_path / "etc" / name).touch()
    run("systemd-sysusers", f"--root={tmp_path}", PACKAGING / "sysusers.d/lantern.conf")
    user = next(line for line in (tmp_path / "etc/passwd").read_text().splitlines() if line.startswith("lantern:"))
    _, _, uid, gid, _, home, shell = user.split(":")
    assert 0 < int(uid) < 1000 and 0 < int(gid) < 1000 and home == "/var/lib/lantern" and shell.endswith("nologin")
    shadow = (tmp_path / "etc/shadow").read_text()
    assert re.search(r"(?m)^lantern:!", shadow)


RULE = re.compile(r'(?P<key>[A-Z]+)(?P<operator>==|=)"(?P<value>[^"]*)"')


def rules():
    for line in (PACKAGING / "udev/60-lantern.rules").read_text().splitlines():
        if line and not line.startswith("#"):
            parts = [RULE.fullmatch(part) for part in line.split(", ")]
            assert all(parts), line
            yield {part["key"] + part["operator"]: part["value"] for part in parts}


def test_udev_gives_the_hardware_to_the_group_and_to_nobody_else():
    found = {rule["KERNEL=="]: rule for rule in rules()}
    assert {rule["SUBSYSTEM=="] for rule in found.values()} == {"ipmi", "i2c-dev", "gpio"}
    for rule in found.values():
        assert rule["GROUP="] == "lantern" and rule["MODE="] == "0660"
        assert set(rule) == {"SUBSYSTEM==", "KERNEL==", "GROUP=", "MODE="}


@pytest.mark.skipif(not shutil.which("udevadm"), reason="udevadm is not installed")
def test_udev_understands_the_rules():
    known = subprocess.run(["udevadm", "verify", "--help"], capture_output=True, timeout=60).returncode == 0
    if not known:
        pytest.skip("this udevadm cannot verify rules; it came with systemd 254")
    run("udevadm", "verify", "--resolve-names=never", PACKAGING / "udev/60-lantern.rules")


def traced(file):
    """What stands before a command to have its system calls noted, and those of what it starts. -D: the tracer is the
    child, so that the command is ours."""
    return ["strace", "-D", "-f", "-qq", "-o", str(file)]


def calls(file):
    """The names of the calls in such a file, and the families of sockets that were opened."""
    lines = file.read_text(errors="replace").splitlines()
    names = {found.group(1) for found in map(re.compile(r"\d+ +(?:<\.\.\. )?(\w+)[ (]").match, lines) if found}
    families = {found.group(1) for found in map(re.compile(r"\d+ +socket(?:pair)?\((AF_\w+),").match, lines) if found}
    return names, families


class TracedAgent(Agent):
    def command(self):
        return [*traced(self.directory / "calls"), *super().command()]


def filtered_calls(unit):
    """What SystemCallFilter of the unit lets through, by systemd's own lists."""
    lists, name = {}, None
    for line in run("systemd-analyze", "syscall-filter", "--no-pager").splitlines():
        if line.startswith("@"):
            name = line.strip()
            lists[name] = []
        elif line.startswith("    ") and not line.strip().startswith("#"):
            lists[name].append(line.strip())

    def expand(word):
        return set().union(*map(expand, lists[word])) if word.startswith("@") else {word}

    allowed = expand("@default")
    for words in re.findall(r"(?m)^SystemCallFilter=(.*)$", unit):
        named = set().union(*(expand(word) for word in words.lstrip("~").split()))
        allowed = allowed - named if words.startswith("~") else allowed | named
    return allowed


@needs_systemd
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
@pytest.mark.skipif("/address/" in str(BINARIES) or "/thread/" in str(BINARIES), reason="sanitizers make more calls")
def test_the_unit_lets_every_system_call_through_that_is_made(tmp_path):
    """From the start over logins, commands, a reload and a BMC to the end."""
    bmc = BMC(tmp_path / "bmc", "--seed", "7")
    certificate, key = make_certificate(tmp_path)
    agent = TracedAgent(tmp_path, board=bmc.board(tmp_path / "board.yaml"),
                        listen=["http://127.0.0.1:0", "https://[::1]:0"], config=settings(certificate, key))
    agent.add_user("admin")
    try:
        agent.start()
        client = agent.client()
        eventually(lambda: client.power_state(), 120, "the power state is known")
        reach(client, OFF)
        secure = Client(agent.urls[1] + "/wsman", "admin", agent.users["admin"], "basic", certificate)
        eventually(lambda: len(secure.sensors()) > 1, 120, "the sensors are known")
        agent.process.send_signal(signal.SIGHUP)
        eventually(lambda: any("certificate replaced" in line for line in agent.log), 60, "the certificate is read again")
        run(BINARIES / "lantern", "status", "--state-dir", agent.state)
        assert agent.stop() == 0
    finally:
        agent.stop()
        bmc.stop()
    # As ExecStartPre does.
    run(*traced(tmp_path / "ensure"), BINARIES / "lantern", "cert", "ensure", "--state-dir", tmp_path / "fresh",
        **own_user.options())
    unit = (PACKAGING / "systemd/lanternd.service").read_text()
    names, families = calls(tmp_path / "calls")
    assert {"capset", "prctl", "bind", "accept4", "epoll_wait", "fsync", "socketpair"} <= names
    before, needed = calls(tmp_path / "ensure")
    assert "openat" in before and "AF_NETLINK" in needed
    # LimitCORE of the unit has done what this asks for.
    assert (names | before) - filtered_calls(unit) <= {"prlimit64"}
    assert families | needed == set(re.search(r"(?m)^RestrictAddressFamilies=(.*)$", unit).group(1).split())


@needs_systemd
def test_the_unit_names_devices_as_the_kernel_does():
    """DeviceAllow takes the names of /proc/devices; what udev gives to the group is what the unit lets through."""
    unit = (PACKAGING / "systemd/lanternd.service").read_text()
    allowed = set(re.findall(r"(?m)^DeviceAllow=char-(\w+) rw$", unit))
    assert allowed == {"ipmidev", "i2c", "gpiochip"} and "\nDevicePolicy=closed\n" in unit


def test_the_documentation_names_files_that_are_there():
    text = (ROOT / "docs/installation.md").read_text()
    for path in re.findall(r"scripts/[\w/.-]+|board-configs/[\w/.-]+", text):
        assert (ROOT / path).exists(), path
