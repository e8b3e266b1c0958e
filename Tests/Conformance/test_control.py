"""The control socket: who may ask, what is answered, and what becomes of clients that do not behave."""

import json
import os
import shutil
import socket
import subprocess
import sys

import pytest

from harness import processes
from harness.agent import Agent


def ask(agent, line, limit=30):
    """All that comes back for these bytes."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(limit)
        connection.connect(str(agent.state / "control"))
        connection.sendall(line)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    return answer


def test_status_says_what_runs(agent):
    status = json.loads(agent.tool("status", "--json").stdout)
    assert status["pid"] == agent.pid and status["listeners"] == agent.urls
    assert status["certificate"] is None and status["uptime"] >= 0
    text = agent.tool("status").stdout
    assert str(agent.pid) in text and agent.urls[0] in text


def test_the_answer_is_one_line(agent):
    answer = ask(agent, b'{"command":"status"}\n')
    assert answer.endswith(b"\n") and answer.count(b"\n") == 1
    assert json.loads(answer)["status"]["pid"] == agent.pid


def test_without_an_agent_the_exit_status_is_4(tmp_path):
    done = Agent(tmp_path).tool("status", check=False)
    assert done.returncode == 4 and "No agent runs" in done.stderr


def test_only_its_owner_may_open_it(agent):
    assert (agent.state / "control").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_another_user_is_refused_also_where_the_file_lets_him_in(agent, tmp_path_factory):
    """What counts is who asks, as the kernel says."""
    program = ("import os, socket\n"
               "os.setgid(65534); os.setuid(65534)\n"
               "s = socket.socket(socket.AF_UNIX); s.settimeout(30); s.connect('control')\n"
               "try:\n"
               "    s.sendall(b'{\"command\":\"status\"}\\n')\n"
               "    print(s.recv(65536))\n"
               "except (BrokenPipeError, ConnectionResetError):\n"
               "    print(b'')\n")
    os.chmod(agent.state, 0o711)
    os.chmod(agent.state / "control", 0o666)
    try:
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=agent.state, capture_output=True, text=True, timeout=60)
    finally:
        os.chmod(agent.state / "control", 0o600)
        os.chmod(agent.state, 0o700)
    assert done.stdout == "b''\n", done
    assert json.loads(ask(agent, b'{"command":"status"}\n'))


@pytest.mark.parametrize(
    "line", [b"\n", b"hello\n", b'{"command":"stop"}\n', b'{"command":7}\n', b"\xff\xfe\n", b"x" * 2000])
def test_what_is_no_request_gets_a_sentence(agent, line):
    assert "This is no request." in json.loads(ask(agent, line))["error"]


def test_more_than_one_line_is_not_read(agent):
    answer = ask(agent, b'{"command":"status"}\n{"command":"status"}\n')
    assert "error" in json.loads(answer)


def test_clients_that_say_nothing_are_cut(agent):
    assert ask(agent, b'{"command":"sta') == b""


def test_only_so_many_at_a_time(agent):
    before = processes.descriptors(agent.pid)
    held = []
    try:
        for _ in range(30):
            connection = socket.socket(socket.AF_UNIX)
            connection.settimeout(30)
            connection.connect(str(agent.state / "control"))
            held.append(connection)
        processes.eventually(lambda: processes.descriptors(agent.pid) <= before + 8, 30, "the rest is closed")
    finally:
        for connection in held:
            connection.close()
    processes.eventually(lambda: processes.descriptors(agent.pid) <= before, 30, "all are closed")
    assert json.loads(ask(agent, b'{"command":"status"}\n'))


def test_what_a_killed_agent_leaves_behind_is_replaced(start_agent):
    agent = start_agent()
    agent.process.kill()
    agent.process.wait()
    assert (agent.state / "control").exists()
    done = agent.tool("status", check=False)
    assert done.returncode == 4
    agent.start()
    assert json.loads(agent.tool("status", "--json").stdout)["pid"] == agent.pid
    agent.stop()
    assert not (agent.state / "control").exists()


def test_a_second_agent_on_the_same_state_is_told(start_agent):
    agent = start_agent()
    second = subprocess.run(agent.command(), capture_output=True, text=True, timeout=60)
    assert second.returncode == 1
    assert f"another agent (process {agent.pid}) is running on it" in second.stderr
    assert json.loads(agent.tool("status", "--json").stdout)["pid"] == agent.pid


def test_a_state_directory_with_a_long_name(tmp_path):
    """Longer than an address of a socket may be."""
    directory = tmp_path / ("x" * 120)
    directory.mkdir()
    agent = Agent(directory)
    try:
        agent.start()
        assert json.loads(agent.tool("status", "--json").stdout)["pid"] == agent.pid
    finally:
        agent.stop()
        shutil.rmtree(directory)


def test_the_agent_works_where_there_can_be_no_socket(tmp_path):
    agent = Agent(tmp_path)
    agent.add_user("admin")
    (agent.state / "control").mkdir()
    try:
        agent.start()
        assert agent.client().get("CIM_ComputerSystem").ok
        assert any(" error " in line and "control cannot be opened" in line for line in agent.log)
    finally:
        agent.stop()


