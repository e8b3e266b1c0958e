"""The agent as a process: whose it is, what it may do, what it gives away, and what it tells systemd."""

import os
import re
import resource
import signal
import socket
import stat
import subprocess
from base64 import b64encode
from hashlib import md5
from pathlib import Path

import pytest

from harness import own_user
from harness.agent import BINARIES, Agent
from harness.bmc import BMC, PASSWORD
from harness.power import OFF, reach
from harness.processes import eventually
from harness.tls import make_certificate, settings
from harness.wsman import Client

as_root = pytest.mark.skipif(not own_user.is_used(), reason="only root may look into a process that hides itself")
BMC_LIMIT = 60


def status(pid):
    return dict(re.findall(r"(?m)^(\w+):[ \t]*(.*?) *$", Path(f"/proc/{pid}/status").read_text()))


def is_hidden(pid):
    """The kernel gives the files of a process that cannot be dumped to root, whoever it runs as."""
    return Path(f"/proc/{pid}/environ").stat().st_uid == 0


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    """An agent with a worker for a simulated BMC, HTTPS, accounts, and something done."""
    directory = tmp_path_factory.mktemp("watched")
    bmc = BMC(directory / "bmc", "--seed", "7")
    certificate, key = make_certificate(directory)
    agent = Agent(directory, board=bmc.board(directory / "board.yaml"),
                  listen=["http://127.0.0.1:0", "https://127.0.0.1:0"], config=settings(certificate, key))
    agent.key = key
    for name, role in (("admin", "administrator"), ("reader", "readonly")):
        agent.add_user(name, role)
    agent.start()
    client = agent.client()
    eventually(lambda: agent.worker(), BMC_LIMIT, "there is a worker")
    eventually(lambda: client.power_state(), BMC_LIMIT, "the power state is known")
    reach(client, OFF)
    Client(agent.urls[1] + "/wsman", "admin", agent.users["admin"], "basic", certificate).get("CIM_ComputerSystem")
    assert agent.stranger().get("CIM_ComputerSystem").status == 401
    assert Client(agent.url, "admin", "a wrong password").get("CIM_ComputerSystem").status == 401
    yield agent
    agent.stop()
    bmc.stop()


@pytest.fixture(params=["agent", "worker"])
def process(watched, request):
    return watched.pid if request.param == "agent" else watched.worker()


@as_root
def test_it_runs_as_a_user_of_its_own_in_these_tests(process):
    found = status(process)
    assert set(found["Uid"].split()) == set(found["Gid"].split()) == {str(own_user.UID)}
    assert found["Groups"] == ""


def test_it_has_no_capability_and_can_gain_none(process):
    for task in Path(f"/proc/{process}/task").iterdir():
        found = status(f"{process}/task/{task.name}")
        assert {found[f"Cap{name}"] for name in ("Inh", "Prm", "Eff", "Amb")} == {"0" * 16}, task
        assert found["NoNewPrivs"] == "1"


class AgentOfRoot(Agent):
    def __init__(self, directory):
        super().__init__(directory)
        self.user = {}

    def hand_over(self):
        """Its directory stays root's."""


@as_root
def test_root_gives_up_its_rights_as_well(tmp_path):
    """Started by root without a user of its own it is root by name only, and so is what it starts."""
    agent = AgentOfRoot(tmp_path)
    try:
        agent.start()
        found = status(agent.pid)
        assert found["Uid"].split()[0] == "0"
        assert {found[f"Cap{name}"] for name in ("Inh", "Prm", "Eff", "Amb", "Bnd")} == {"0" * 16}
    finally:
        agent.stop()


@as_root
def test_root_is_told_to_start_it_as_the_user_who_has_the_state(tmp_path):
    agent = AgentOfRoot(tmp_path)
    agent.add_user("admin")
    own_user.hand_over(tmp_path)
    with pytest.raises(AssertionError, match="belongs to another user.* Start it as that user"):
        agent.start()


def test_no_core_dump_and_no_debugger_shows_what_it_holds(process):
    limits = Path(f"/proc/{process}/limits").read_text()
    assert re.search(r"(?m)^Max core file size +0 +0 ", limits)
    assert is_hidden(process)


@as_root
def test_others_of_its_own_user_cannot_look_into_it(process):
    for name in ("environ", "maps", "mem", "fd"):
        done = subprocess.run(["ls", "-l", f"/proc/{process}/fd/"] if name == "fd" else
                              ["head", "-c", "1", f"/proc/{process}/{name}"], capture_output=True, text=True, timeout=30,
                              **own_user.options())
        assert "denied" in done.stderr and not done.stdout, name


def test_a_core_dump_is_not_written_when_it_crashes(start_agent):
    """Even if whoever starts it would like one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    if hard == 0:
        pytest.skip("no core dumps here to begin with")
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    try:
        # Swift's own report of a crash would wait for somebody to read it.
        agent = start_agent(environment=os.environ | {"SWIFT_BACKTRACE": "enable=no"})
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))
    agent.process.send_signal(signal.SIGSEGV)
    _, ending = os.waitpid(agent.pid, 0)
    assert os.WIFSIGNALED(ending) and not os.WCOREDUMP(ending)


def test_what_it_writes_is_its_own(watched):
    """Whatever the umask it was started with."""
    for path in [watched.state, *watched.state.rglob("*")]:
        mode = stat.S_IMODE(path.lstat().st_mode)
        assert path.is_symlink() or mode & 0o077 == 0, f"{path} {mode:o}"


def secrets(agent):
    """Whatever would let somebody in, as text and as it stands in files."""
    realm = (agent.state / "realm").read_text().strip()
    for name, password in agent.users.items():
        yield f"password of {name}", password
        digest = md5(f"{name}:{realm}:{password}".encode())
        yield f"HA1 of {name}", digest.hexdigest()
        yield f"Basic of {name}", b64encode(f"{name}:{password}".encode()).decode().rstrip("=")
    yield "password of the BMC", PASSWORD
    yield "key", agent.key.read_text().splitlines()[1]
    # What a password typed wrongly tells of the right one.
    yield "a password that was tried", "a wrong password"


def places(agent):
    """Where secrets do not belong: name and content."""
    for pid in (agent.pid, agent.worker()):
        for name in ("cmdline", "environ", "status", "comm"):
            try:
                yield f"{name} of process {pid}", Path(f"/proc/{pid}/{name}").read_bytes()
            except PermissionError:
                assert name == "environ" and not own_user.is_used()
    yield "log", "".join(agent.log).encode()
    for path in agent.state.rglob("*"):
        if path.is_file() and path.name not in ("accounts", "identity.pem"):
            yield str(path), path.read_bytes()
    for words in (("status",), ("status", "--json"), ("user", "list"), ("audit-log", "show"),
                  ("audit-log", "show", "--json"), ("cert", "show")):
        done = subprocess.run([BINARIES / "lantern", *words, "--state-dir", agent.state], capture_output=True, timeout=60)
        yield f"lantern {' '.join(words)}", done.stdout + done.stderr
    client = agent.client()
    for class_name in ("CIM_ManagedElement", "CIM_Account", "CIM_Role"):
        reply = client.start_enumeration(class_name, optimized=True)
        yield class_name, reply.content


def test_secrets_are_where_they_belong_and_nowhere_else(watched):
    found = list(secrets(watched))
    accounts = (watched.state / "accounts").read_text()
    assert any(secret in accounts for name, secret in found if name.startswith("HA1")), "the test looks for what is there"
    checked = 0
    for place, content in places(watched):
        for name, secret in found:
            assert secret.encode() not in content, f"{name} in {place}"
            assert secret.encode().hex().encode() not in content, f"{name} in {place}, in hexadecimal"
            checked += 1
    assert checked > 100


@as_root
def test_what_started_it_leaves_nothing_to_its_worker(watched):
    assert Path(f"/proc/{watched.worker()}/environ").read_bytes() == b""
    assert Path(f"/proc/{watched.worker()}/cmdline").read_bytes().count(b"\0") == 1


# systemd

class Manager:
    """The socket on which systemd hears of its services."""

    def __init__(self, address):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(address)
        self.socket.settimeout(30)
        self.address = address
        if not address.startswith("\0"):
            os.chmod(address, 0o777)

    def hear(self):
        return self.socket.recv(4096).decode()

    def hear_other_than(self, news):
        """The next news of another kind; how often `news` came before."""
        count = 0
        while (heard := self.hear()) == news:
            count += 1
        return heard, count

    def environment(self, **more):
        return os.environ | {"NOTIFY_SOCKET": self.address.replace("\0", "@")} | more


@pytest.fixture(params=["path", "abstract"])
def manager(tmp_path, request):
    address = str(tmp_path / "notify") if request.param == "path" else f"\0lantern-notify-{os.getpid()}"
    opened = Manager(address)
    yield opened
    opened.socket.close()


def test_systemd_is_told_of_start_reload_and_end(manager, start_agent):
    agent = start_agent(environment=manager.environment())
    assert manager.hear() == "READY=1"
    assert agent.stranger().get("CIM_ComputerSystem").status == 401
    agent.process.send_signal(signal.SIGHUP)
    assert re.fullmatch(r"RELOADING=1\nMONOTONIC_USEC=\d+", manager.hear())
    assert manager.hear() == "READY=1"
    agent.process.send_signal(signal.SIGTERM)
    assert manager.hear() == "STOPPING=1"
    assert agent.process.wait(30) == 0


def test_readiness_is_told_only_when_there_is_something_to_be_had(manager, tmp_path):
    """An agent that cannot serve says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        agent = Agent(tmp_path, listen=f"http://127.0.0.1:{taken.getsockname()[1]}")
        own_user.hand_over(tmp_path)
        done = subprocess.run(agent.command(), env=manager.environment(), capture_output=True, timeout=60,
                              **own_user.options())
    assert done.returncode == 1
    manager.socket.setblocking(False)
    with pytest.raises(BlockingIOError):
        manager.hear()


def test_the_watchdog_is_fed_while_both_threads_work(manager, start_agent):
    """Three times in each interval that systemd waits. A process that stands still feeds nothing, and goes on after."""
    agent = start_agent(environment=manager.environment(WATCHDOG_USEC="300000"))
    heard = {manager.hear() for _ in range(20)}
    assert heard == {"READY=1", "WATCHDOG=1"}
    agent.process.send_signal(signal.SIGSTOP)
    eventually(lambda: status(agent.pid)["State"].startswith("T"), 10, "it stands still")
    manager.socket.setblocking(False)
    with pytest.raises(BlockingIOError):
        while True:
            manager.hear()
    manager.socket.settimeout(30)
    agent.process.send_signal(signal.SIGCONT)
    assert manager.hear() == "WATCHDOG=1"


def test_a_watchdog_for_another_process_is_not_fed(manager, start_agent):
    agent = start_agent(environment=manager.environment(WATCHDOG_USEC="30000", WATCHDOG_PID="1"))
    assert manager.hear() == "READY=1"
    agent.process.send_signal(signal.SIGTERM)
    assert manager.hear() == "STOPPING=1"


def test_without_systemd_nobody_is_told(start_agent):
    environment = {name: value for name, value in os.environ.items() if name != "NOTIFY_SOCKET"}
    for path in (None, "", "relative", "@", "/nowhere/at/all", "/" + "x" * 200):
        agent = start_agent(environment=environment | ({} if path is None else {"NOTIFY_SOCKET": path}))
        assert agent.stranger().get("CIM_ComputerSystem").status == 401
        assert agent.stop() == 0
