"""The audit trail from outside: commands through the wire, the chain by its documented rule, and every way to meddle with
it told by `lantern audit-log verify`."""

import hashlib
import json
import os
import subprocess

import pytest

from harness.agent import BINARIES, Agent
from harness.power import OFF, ON, reach
from harness.processes import eventually

SMALLEST = "audit: { file-size: 16384, files: 3 }\n"


def audit_log(verb, state, *more):
    return subprocess.run([BINARIES / "lantern", "audit-log", verb, "--state-dir", state, *more],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)


def verify(state):
    done = audit_log("verify", state)
    assert done.stderr == ""
    return done.returncode, done.stdout


def lines(state, name="audit.jsonl"):
    return (state / name).read_bytes().splitlines(keepends=True)


def put(state, changed, name="audit.jsonl"):
    (state / name).write_bytes(b"".join(changed))


def chained(count, start=1, previous=bytes(32)):
    """Lines of a trail, by the rule that docs/security.md states."""
    for number in range(start, start + count):
        record = {"number": number, "previous": previous.hex(), "time": "2026-11-22T20:49:03Z", "stage": "answered",
                  "request": f"uuid:{number:036}", "user": "carol", "role": "operator", "address": "192.0.2.7",
                  "face": "ws-management", "command": "power", "system": "ManagedSystem", "verb": "off",
                  "before": "on", "outcome": "denied", "after": "on"}
        line = json.dumps(record, separators=(",", ":")).encode() + b"\n"
        previous = hashlib.sha256(line).digest()
        yield line


def refuse(agent, count):
    """Commands that are refused, and recorded: one line each."""
    client = agent.client("reader")
    for _ in range(count):
        assert client.power(OFF).fault.subcode == "wsman:AccessDenied"


@pytest.fixture
def started(start_agent):
    def start(**options):
        agent = start_agent(**options)
        agent.add_user("reader", "readonly")
        return agent
    return start


@pytest.fixture(scope="module")
def trail(tmp_path_factory):
    """The files of an agent that switched a machine off and on, refused some, was killed and started again."""
    agent = Agent(tmp_path_factory.mktemp("trail"), config=SMALLEST)
    agent.add_user("admin")
    agent.add_user("reader", "readonly")
    agent.start()
    for state in (OFF, ON):
        reach(agent.client(), state)
    refuse(agent, 50)
    agent.process.kill()
    agent.process.wait()
    agent.start()
    reach(agent.client(), OFF)
    refuse(agent, 10)
    agent.stop()
    return agent


@pytest.fixture
def state(trail, tmp_path):
    """A copy of those, to be meddled with."""
    for file in trail.state.glob("audit*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def test_what_the_agent_wrote_is_intact(trail):
    status, text = verify(trail.state)
    assert status == 0
    assert text.startswith("Intact: ") and len(text.splitlines()) == 1


def test_each_line_holds_the_hash_of_the_one_before(trail):
    whole = lines(trail.state, "audit.1.jsonl") + lines(trail.state)
    previous = bytes(32)
    for number, line in enumerate(whole, 1):
        record = json.loads(line)
        assert (record["number"], record["previous"]) == (number, previous.hex())
        previous = hashlib.sha256(line).digest()
    head = json.loads((trail.state / "audit.head").read_text())
    assert head == {"first": 1, "last": len(whole), "hash": previous.hex()}


def test_commands_are_in_it_with_who_from_where_what_and_what_became_of_it(trail):
    shown = audit_log("show", trail.state, "--json")
    assert (shown.returncode, shown.stderr) == (0, "")
    records = [json.loads(line) for line in shown.stdout.splitlines()]
    assert {(r["user"], r["address"], r["verb"], r.get("outcome")) for r in records} >= {
        ("admin", "127.0.0.1", "off", "accepted"), ("admin", "127.0.0.1", "on", "succeeded"),
        ("reader", "127.0.0.1", "off", "denied")}
    assert [r["number"] for r in records] == list(range(1, len(records) + 1)), "newest last, over all files"


def test_people_get_a_table(trail):
    shown = audit_log("show", trail.state).stdout.splitlines()
    assert shown[0].split() == ["NUMBER", "TIME", "USER", "ADDRESS", "COMMAND", "RESULT"]
    assert len(shown) == 1 + len(lines(trail.state)) + len(lines(trail.state, "audit.1.jsonl"))
    assert shown[-1].split()[2:] == ["reader", "(readonly)", "127.0.0.1", "power", "ManagedSystem", "off", "denied:",
                                     "off"]


def swapped(all_lines):
    return all_lines[:2] + [all_lines[3], all_lines[2]] + all_lines[4:]


@pytest.mark.parametrize("meddle, line", [
    (lambda old: old[:2] + [old[2].replace(b'"user":"', b'"user":"x', 1)] + old[3:], 3),
    (lambda old: old[:2] + [old[2].replace(b'"number":3', b'"number":4')] + old[3:], 3),
    (lambda old: old[:2] + old[3:], 3),
    (lambda old: old[1:], 1),
    (swapped, 3),
    (lambda old: old[:2] + [old[1]] + old[2:], 3),
    (lambda old: old[:2] + [b"nothing to see here\n"] + old[2:], 3),
], ids=["changed", "renumbered", "removed", "removed-first", "swapped", "repeated", "inserted"])
def test_meddling_is_told_with_file_and_line(state, meddle, line):
    assert verify(state)[0] == 0
    put(state, meddle(lines(state, "audit.1.jsonl")), "audit.1.jsonl")
    status, text = verify(state)
    assert status == 1
    assert text.startswith(f"Broken: audit.1.jsonl, line {line}: ") and text.endswith(".\n")


def test_the_end_cut_off_is_told(state):
    old = lines(state)
    put(state, old[:-2])
    status, text = verify(state)
    assert status == 1
    assert text.startswith(f"Broken: audit.jsonl, line {len(old) - 2}: records ") and "cut off" in text


def test_the_last_line_changed_is_told(state):
    old = lines(state)
    put(state, old[:-1] + [old[-1].replace(b"denied", b"failed")])
    assert verify(state) == (1, f"Broken: audit.jsonl, line {len(old)}: the line was changed after it was written.\n")


@pytest.mark.parametrize("name, place", [("audit.1.jsonl", "audit.jsonl, line 1: "), ("audit.jsonl", "audit.1.jsonl, "),
                                         ("audit.head", "audit.head: ")])
def test_a_file_taken_away_is_told(state, name, place):
    (state / name).unlink()
    status, text = verify(state)
    assert status == 1 and text.startswith("Broken: " + place)


def test_all_taken_away_but_the_head_is_told(state):
    for name in ("audit.1.jsonl", "audit.jsonl"):
        (state / name).unlink()
    status, text = verify(state)
    assert status == 1 and text.startswith("Broken: audit.jsonl: records 1 to ")


def test_nothing_to_check_is_told_from_nothing_recorded(tmp_path):
    assert verify(tmp_path) == (0, "Intact: no record yet.\n")
    for verb in ("verify", "show"):
        done = audit_log(verb, tmp_path / "none")
        assert (done.returncode, done.stdout.count("\n")) == (2, 0) and "none: No such file" in done.stderr
    assert audit_log("verify", tmp_path, "--no-such-option").returncode == 2


def test_a_running_agent_notices_that_its_file_was_shortened(started):
    agent = started()
    refuse(agent, 4)
    put(agent.state, lines(agent.state)[:2])
    refuse(agent, 1)
    status, text = verify(agent.state)
    assert status == 1 and text.startswith("Broken: audit.jsonl, line 3: records 3 to 4 should be before this line")


def test_a_file_moved_by_hand_to_where_older_ones_are_stays_part_of_the_trail(started):
    agent = started()
    refuse(agent, 2)
    (agent.state / "audit.jsonl").rename(agent.state / "audit.1.jsonl")
    refuse(agent, 2)
    assert len(lines(agent.state)) == 2
    assert verify(agent.state)[0] == 0


def test_no_more_is_kept_than_the_settings_say(started):
    agent = started(config=SMALLEST)
    refuse(agent, 170)
    names = sorted(file.name for file in agent.state.glob("audit*.jsonl"))
    assert names == ["audit.1.jsonl", "audit.2.jsonl", "audit.jsonl"]
    assert all((agent.state / name).stat().st_size <= 16384 for name in names)
    status, text = verify(agent.state)
    assert status == 0 and "are no longer kept" in text
    (agent.state / "audit.2.jsonl").unlink()
    assert verify(agent.state)[0] == 1


class NearlyFull(Agent):
    """An agent whose files can be kept from growing, as on a full disk."""

    def command(self):
        return ["sh", "-c", 'trap "" XFSZ; exec "$@"', "sh", *super().command()]


def test_a_full_disk_refuses_commands_and_what_it_cut_short_is_told(tmp_path):
    agent = NearlyFull(tmp_path)
    agent.add_user("admin")
    agent.start()
    try:
        reach(agent.client(), ON)
        reach(agent.client(), OFF)
        size = (agent.state / "audit.jsonl").stat().st_size
        agent.limit("fsize", size + 100)
        assert agent.client().power(ON).outputs != {"ReturnValue": 0}
        assert agent.client().power_state() == OFF
        assert (agent.state / "audit.jsonl").stat().st_size == size + 100
        eventually(lambda: any("audit record not written" in line for line in agent.log), 10, "the log has it")
        agent.limit("fsize", "unlimited")
        reach(agent.client(), ON)
        cut = [number for number, line in enumerate(lines(agent.state), 1) if not line.endswith(b"}\n")]
        assert len(cut) == 1
        status, text = verify(agent.state)
        assert status == 0
        assert f"audit.jsonl, line {cut[0]}: no record; it was cut short by a full disk or a power failure." in text
        changed = lines(agent.state)
        changed[cut[0] - 1] = b"{}\n"
        put(agent.state, changed)
        assert verify(agent.state)[0] == 1
    finally:
        agent.stop()


def test_the_log_has_every_record_with_its_place_in_the_chain(started):
    agent = started()
    refuse(agent, 1)
    line = eventually(lambda: [line for line in agent.log if " info audit " in line], 10, "the record is in the log")[0]
    hash = hashlib.sha256(lines(agent.state)[0]).hexdigest()
    for word in ("user=reader", "role=readonly", "address=127.0.0.1", "command=power", "verb=off", "outcome=denied",
                 "number=1", f"hash={hash}"):
        assert f" {word}" in line
    assert not any(password in "".join(agent.log) for password in agent.users.values())


def most_memory(state):
    """KiB that a check of the trail took at most."""
    process = subprocess.Popen([BINARIES / "lantern", "audit-log", "verify", "--state-dir", state],
                               stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss


def test_a_long_trail_takes_no_more_memory_than_a_short_one(tmp_path):
    def write(count, directory):
        directory.mkdir()
        whole = list(chained(count))
        put(directory, whole)
        head = {"first": 1, "last": count, "hash": hashlib.sha256(whole[-1]).hexdigest()}
        (directory / "audit.head").write_text(json.dumps(head, separators=(",", ":")) + "\n")
        return directory

    short, long = write(10, tmp_path / "short"), write(25_000, tmp_path / "long")
    assert (long / "audit.jsonl").stat().st_size > 9_000_000
    assert most_memory(long) < most_memory(short) + 2048
