"""The programs as an administrator meets them: starting, stopping, accounts, roles, the audit record."""

import json
import os
import pty
import signal
import subprocess

import pytest

from harness import processes
from harness.agent import BINARIES, SIMULATED_BOARD, Agent
from harness.boards import write_board
from harness.power import OFF, ON, POWER_LIMIT, reach
from harness.processes import eventually
from harness.tls import make_certificate
from harness.wsman import Client


def run(program, *arguments, **options):
    return subprocess.run([BINARIES / program, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=30, **options)


# Starting and stopping

@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_within_a_second(start_agent, how):
    agent = start_agent()
    assert agent.client().identify().ok
    agent.process.send_signal(how)
    assert agent.process.wait(1) == 0


def test_it_ends_within_a_second_while_clients_are_connected(start_agent):
    agent = start_agent()
    clients = [agent.client() for _ in range(20)]
    assert all(client.get("CIM_ComputerSystem").ok for client in clients)
    agent.process.terminate()
    assert agent.process.wait(1) == 0


def test_its_log_is_one_event_a_line_on_standard_error(start_agent):
    agent = start_agent()
    assert agent.client().identify().ok
    agent.stop()
    assert any("listening" in line and agent.urls[0] in line for line in agent.log)
    assert all(line.endswith("\n") and line.strip() for line in agent.log)


def test_it_listens_where_it_is_told_and_says_so(start_agent):
    agent = start_agent(listen=["http://127.0.0.1:0", "http://127.0.0.2:0", "http://[::1]:0"])
    for url in agent.urls:
        assert Client(url + "/wsman", "admin", agent.users["admin"]).get("CIM_ComputerSystem").ok


@pytest.mark.parametrize("arguments", [
    [], ["--board"], ["--listen", "http://127.0.0.1:0"], ["--no-such-option"],
    ["--board", SIMULATED_BOARD, "--state-dir", "/tmp/lantern-none", "--listen", "nonsense"],
    ["--board", SIMULATED_BOARD, "--state-dir", "/tmp/lantern-none", "--listen", "http://127.0.0.1:99999"],
])
def test_a_mistake_in_the_command_line_is_exit_status_2_and_a_sentence(arguments):
    done = run("lanternd", *arguments)
    assert done.returncode == 2
    assert len(done.stderr.strip()) > 10 and done.stdout == ""


def test_help_goes_to_standard_output():
    for program in ("lanternd", "lantern"):
        done = run(program, "--help")
        assert done.returncode == 0 and "--" in done.stdout and done.stderr == ""


@pytest.mark.parametrize("given, named", [
    ("", "certificate"), ("tls: {{ certificate: {0}/none.crt, key: {0}/agent.key }}\n", "none.crt"),
    ("tls: {{ certificate: {0}/agent.crt, key: {0}/none.key }}\n", "none.key"),
    ("tls: {{ certificate: {0}/agent.crt, key: {0}/other.key }}\n", "other.key"),
    ("tls: {{ certificate: {0}/agent.key, key: {0}/agent.key }}\n", "agent.key"),
])
def test_https_without_a_certificate_and_its_key_is_refused_with_a_sentence(tmp_path, given, named):
    for name in ("agent", "other"):
        make_certificate(tmp_path, name)
    settings = tmp_path / "lantern.yaml"
    settings.write_text(given.format(tmp_path))
    done = run("lanternd", "--board", SIMULATED_BOARD, "--state-dir", tmp_path / "state", "--config", settings,
               "--listen", "https://127.0.0.1:0")
    assert done.returncode == 1
    assert named in done.stderr, done.stderr


def test_a_port_that_is_taken_is_an_error_that_names_it(start_agent, tmp_path):
    agent = start_agent()
    done = run("lanternd", "--board", SIMULATED_BOARD, "--state-dir", tmp_path / "other", "--listen", agent.urls[0])
    assert done.returncode == 1
    assert str(agent.port) in done.stderr


def test_it_starts_with_a_board_that_has_mistakes_and_says_where(start_agent, tmp_path):
    """A bad record degrades itself; the agent always starts."""
    agent = start_agent(board=write_board(tmp_path / "board.yaml", more="colour: blue\n"))
    assert agent.client().get("CIM_ComputerSystem").ok
    assert any("board.yaml:" in line and "colour" in line for line in agent.log)


# Accounts

def test_a_second_run_on_the_same_state_keeps_the_accounts(start_agent):
    agent = start_agent()
    realm = Client(agent.url).session.post(agent.url).headers["WWW-Authenticate"].split("realm=")[1].split(",")[0]
    agent.stop()
    agent.start()
    assert agent.client().get("CIM_ComputerSystem").ok
    assert realm in Client(agent.url).session.post(agent.url).headers["WWW-Authenticate"]


def test_an_account_made_while_the_agent_runs_is_known_to_it(start_agent):
    agent = start_agent()
    agent.add_user("late", role="readonly")
    eventually(lambda: agent.client("late").session.post(agent.url, timeout=30).status_code != 401, 10,
               "the new account is known")


def test_no_account_means_nobody_gets_in(start_agent):
    agent = start_agent(users=())
    assert Client(agent.url, "admin", "admin").session.post(agent.url, timeout=30).status_code == 401


def test_the_state_is_for_its_owner_only(start_agent):
    agent = start_agent()
    assert agent.state.stat().st_mode & 0o077 == 0
    for file in agent.state.rglob("*"):
        assert file.stat().st_mode & 0o077 == 0, file
        if file.is_file():
            assert agent.users["admin"].encode() not in file.read_bytes()


def test_a_password_is_asked_for_at_a_terminal_and_not_shown(tmp_path):
    agent = Agent(tmp_path)
    child, terminal = pty.fork()
    if child == 0:
        processes.die_with_parent()
        os.execv(BINARIES / "lantern", ["lantern", "user", "add", "admin", "--role", "administrator",
                                        "--state-dir", str(agent.state)])
    shown = b""
    for _ in range(2):  # it is asked for twice
        shown += read_until(terminal, b": ")
        os.write(terminal, b"correct horse\n")
    shown += read_until(terminal, None)
    assert os.waitpid(child, 0)[1] == 0, shown
    assert b"correct horse" not in shown
    agent.users["admin"] = "correct horse"
    try:
        assert agent.start().client().get("CIM_ComputerSystem").ok
    finally:
        agent.stop()


def read_until(terminal, word):
    """What the terminal shows up to `word`, or until the program ends."""
    shown = b""
    while word is None or word not in shown:
        try:
            chunk = os.read(terminal, 1024)
        except OSError:  # the program ended
            return shown
        if not chunk:
            return shown
        shown += chunk
    return shown


@pytest.mark.parametrize("arguments", [
    ["user", "add"], ["user", "add", "x"], ["user", "add", "x", "--password", "secret"],
    ["user", "add", "x", "--role", "operator", "secret"],
])
def test_an_account_that_cannot_be_made_is_exit_status_2(arguments, tmp_path):
    """A password as an argument is not accepted in any form: every user of the machine could read it."""
    done = run("lantern", *arguments, "--state-dir", tmp_path / "state")
    assert done.returncode == 2
    assert done.stderr.strip()
    assert not (tmp_path / "state").exists()


def test_a_role_that_nobody_made_is_told_before_a_password_is_asked_for(tmp_path):
    done = run("lantern", "user", "add", "x", "--role", "king", "--state-dir", tmp_path / "state")
    assert done.returncode == 1
    assert done.stderr == "lantern: There is no role king. The roles are: readonly, operator, administrator.\n"


@pytest.mark.parametrize("name", ["", "a:b", "a\nb", "x" * 300, '"'])
def test_a_name_that_credentials_cannot_carry_is_refused(name, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret word\n")
    done = run("lantern", "user", "add", name, "--role", "operator", "--password-file", secret,
               "--state-dir", tmp_path / "state")
    assert done.returncode != 0
    assert done.stderr.strip()


def test_a_password_file_that_is_not_there(tmp_path):
    done = run("lantern", "user", "add", "x", "--role", "operator", "--password-file", tmp_path / "none",
               "--state-dir", tmp_path / "state")
    assert done.returncode != 0
    assert "none" in done.stderr


# Roles and the audit record

def test_only_operators_and_administrators_may_switch_the_machine(start_agent):
    agent = start_agent(users=())
    for role in ("readonly", "operator", "administrator"):
        agent.add_user(role, role=role)
    reach(agent.client("administrator"), ON)

    refused = agent.client("readonly").power(OFF)
    assert (refused.status, refused.fault.subcode) == (400, "wsman:AccessDenied")
    assert agent.client("readonly").power_state() == ON

    assert agent.client("operator").power(OFF).outputs == {"ReturnValue": 0}
    eventually(lambda: agent.client("readonly").power_state() == OFF, POWER_LIMIT, "the machine is off")


def test_every_command_leaves_an_audit_record(start_agent):
    agent = start_agent(users=())
    agent.add_user("watcher", role="readonly")
    agent.add_user("carol", role="operator")
    reach(agent.client("carol"), ON)
    before = len(audit(agent))

    message = "uuid:12345678-1234-1234-1234-123456789abc"
    assert agent.client("watcher").power(OFF, message_id=message).fault
    assert agent.client("carol").power(OFF, message_id=message).ok
    reach(agent.client("carol"), OFF)

    records = eventually(lambda: [r for r in audit(agent)[before:] if r["stage"] == "finished"] and
                         audit(agent)[before:], 10, "the record of how it ended")
    assert [(r["user"], r["role"], r["stage"], r.get("outcome")) for r in records] == [
        ("watcher", "readonly", "answered", "denied"),
        ("carol", "operator", "admitted", None),
        ("carol", "operator", "answered", "accepted"),
        ("carol", "operator", "finished", "succeeded"),
    ]
    for record in records:
        assert (record["command"], record["system"], record["verb"]) == ("power", "ManagedSystem", "off")
        assert (record["address"], record["request"], record["before"]) == ("127.0.0.1", message, "on")
    assert records[-1]["after"] == "off"
    assert agent.users["carol"] not in (agent.state / "audit.jsonl").read_text()


def audit(agent):
    path = agent.state / "audit.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
