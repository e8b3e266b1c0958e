"""Where the agent serves: addresses that somebody named, sockets that systemd opened, and listeners that show one
machine of several."""

import json
import os
import re
import socket
import subprocess
from pathlib import Path

import pytest

from harness import own_user
from harness.agent import Agent
from harness.boards import write_board
from harness.digest import Connection
from harness.power import OFF, ON, reach
from harness.processes import eventually, look_into
from harness.tls import make_certificate, settings
from harness.wsman import IDENTIFY, Client, Reference

SYSTEM = "CIM_ComputerSystem"


def refused(tmp_path, config, *options, listen=()):
    """Runs an agent that cannot; its exit status and its log."""
    agent = Agent(tmp_path, listen=listen, config=config, options=options)
    own_user.hand_over(tmp_path)
    done = subprocess.run(agent.command(), capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL,
                          **own_user.options())
    return done.returncode, done.stderr


def statuses(agent):
    """What each address answers to a request without credentials."""
    found = []
    for url in agent.urls:
        with Connection(url) as connection:
            found.append(connection.post(IDENTIFY).status)
    return found


@pytest.fixture
def serve(tmp_path):
    """Starts an agent with these settings; it ends with the test."""
    started = []

    def start(config, serves, listen=(), **options):
        started.append(Agent(tmp_path, listen=listen, serves=serves, config=config, **options))
        return started[0].start()

    yield start
    for agent in started:
        agent.stop()


@pytest.fixture
def taken():
    """A port that another program has."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


# The settings

def test_settings_name_the_addresses(tmp_path, serve):
    certificate, key = make_certificate(tmp_path)
    config = ("listen:\n"
              "  - http://127.0.0.1:0\n"
              "  - https://127.0.0.2:0\n"
              '  - "http://[::1]:0"\n'
              '  - { url: "https://[::1]:0", system: ManagedSystem }\n' + settings(certificate, key))
    agent = serve(config, 4)
    assert [url.rsplit(":", 1)[0] for url in agent.urls] == [
        "http://127.0.0.1", "https://127.0.0.2", "http://[::1]", "https://[::1]"]
    for number in (0, 2, 3):
        with Connection(agent.urls[number], verify=certificate) as connection:
            assert connection.post(IDENTIFY).status == 401


@pytest.mark.skipif(not own_user.is_used(), reason="ports below 1024 can be handed to the agent by root only")
@pytest.mark.parametrize("address", ["127.66.5.4", "::1"])
def test_an_address_alone_is_https_on_the_ports_of_dash_and_windows(tmp_path, serve, address):
    """As its unit does, with the one capability that this needs: the agent has none when it serves."""
    certificate, key = make_certificate(tmp_path)
    config = f'listen: "{address}"\n' + settings(certificate, key)
    agent = serve(config, 2, capabilities=["net_bind_service"])
    host = f"[{address}]" if ":" in address else address
    assert agent.urls == [f"https://{host}:664", f"https://{host}:5986"]
    for task in Path(f"/proc/{agent.pid}/task").iterdir():
        sets = re.findall(r"(?m)^Cap(Inh|Prm|Eff|Amb):\t(.*)$", (task / "status").read_text())
        assert len(sets) == 4 and {value for _, value in sets} == {"0" * 16}, sets


def test_without_any_address_it_says_what_to_write(tmp_path):
    status, log = refused(tmp_path, "")
    assert status == 1
    assert "listen: [192.0.2.7]" in log and "--listen https://192.0.2.7:664" in log


WRONG = {
    "0.0.0.0": "1:9: error: 'listen' cannot be served: 0.0.0.0 stands for every address",
    '"::"': "1:9: error: 'listen' cannot be served: :: stands for every address",
    "https://0.0.0.0:664": "1:9: error: 'listen' cannot be served: https://0.0.0.0:664 stands for every address",
    '["http://127.0.0.1:0", "https://[::]:664"]': "1:32: error: 'listen' cannot be served: https://[::]:664 stands for",
    "localhost": "1:9: error: 'listen' cannot be served: localhost is not a listen address",
    "http://localhost:623": "1:9: error: 'listen' cannot be served: http://localhost:623 does not name an IP address",
    "ftp://127.0.0.1": "1:9: error: 'listen' cannot be served: ftp://127.0.0.1 is not a listen address",
    "http://127.0.0.1:70000": "1:9: error: 'listen' cannot be served",
    "127.0.0.1:664": "1:9: error: 'listen' cannot be served",
    "[http://127.0.0.1:8623, http://127.0.0.1:8623]": "1:33: error: 'listen' has 127.0.0.1 port 8623 twice.",
    "[https://127.0.0.1:8623, http://127.0.0.1:8623]": "1:34: error: 'listen' has 127.0.0.1 port 8623 twice.",
    "[http://127.0.0.1:664, 127.0.0.1]": "1:32: error: 'listen' has 127.0.0.1 port 664 twice.",
    "{ url: http://127.0.0.1:0 }": "1:9: error: an entry of 'listen' needs 'system'.",
    "{ system: ManagedSystem }": "1:9: error: an entry of 'listen' needs either 'url' or 'address'.",
    "{ url: http://127.0.0.1:0, address: 127.0.0.1, system: ManagedSystem }":
        "1:9: error: an entry of 'listen' needs either 'url' or 'address'.",
    "{ url: http://127.0.0.1:0, system: ManagedSytem }":
        "1:44: error: 'system' cannot be 'ManagedSytem': this board has ManagedSystem. Did you mean 'ManagedSystem'?",
    "{ address: http://127.0.0.1, system: ManagedSystem }": "1:20: error: 'listen' must be an IP address",
    "{ url: 127.0.0.1, system: ManagedSystem }": "1:16: error: 'listen' cannot be served: 127.0.0.1 is not a listen",
    "{ url: http://127.0.0.1:0, port: 1, system: ManagedSystem }": "1:36: error: an entry of 'listen' has no 'port'",
}


@pytest.mark.parametrize("text", WRONG)
def test_mistakes_are_told_with_their_place(serve, text):
    """And an agent whose command line says where to serve does so."""
    agent = serve(f"listen: {text}\n", 1, listen=["http://127.0.0.1:0"])
    assert any(f"lantern.yaml:{WRONG[text]}" in line for line in agent.log), agent.log


def test_what_is_right_beside_a_mistake_is_served(serve):
    assert statuses(serve("listen: [0.0.0.0, http://127.0.0.1:0, nonsense]\n", 1)) == [401]


def test_an_address_that_cannot_be_had_does_not_keep_it_from_the_others(serve, taken):
    """One is taken, one is no address of this machine, one needs a certificate that is not there."""
    agent = serve(f"listen: [http://127.0.0.1:{taken}, http://192.0.2.7:8623, https://127.0.0.1:0, "
                  '"http://[::1]:0"]\n', 1)
    assert statuses(agent) == [401]
    log = "".join(agent.log)
    assert f" error Cannot listen on http://127.0.0.1:{taken}: Address already in use." in log
    assert " error Cannot listen on http://192.0.2.7:8623: Cannot assign requested address." in log
    assert " error https://127.0.0.1:" in log and "needs a certificate" in log


def test_it_ends_when_none_can_be_had(tmp_path, taken):
    status, log = refused(tmp_path, f"listen: http://127.0.0.1:{taken}\n")
    assert status == 1 and "none of the addresses can be served" in log


def test_an_address_of_the_command_line_must_be_had(tmp_path, taken):
    status, log = refused(tmp_path, "", listen=["http://127.0.0.1:0", f"http://127.0.0.1:{taken}"])
    assert status == 1 and f"Cannot listen on http://127.0.0.1:{taken}: Address already in use." in log


def test_the_command_line_wins(serve, taken):
    agent = serve(f"listen: http://127.0.0.1:{taken}\n", 1, listen=["http://127.0.0.1:0"])
    assert statuses(agent) == [401]
    assert not any("Address already in use" in line for line in agent.log)


# Sockets from systemd

# What systemd does between fork and exec: the sockets from descriptor 3 on, and three variables.
ACTIVATE = """
import os, socket, sys, json
plan = json.loads(sys.argv[1])
kept = []
for place, (host, port, kind, family) in enumerate(plan["sockets"]):
    opened = socket.socket(getattr(socket, family), getattr(socket, kind))
    if family == "AF_INET6":
        opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    opened.bind(host if family == "AF_UNIX" else (host, port))
    if kind == "SOCK_STREAM":
        opened.listen()
    kept.append(os.dup2(opened.detach(), 50 + place, inheritable=True))
for place, number in enumerate(kept):
    os.dup2(number, 3 + place, inheritable=True)
    os.close(number)
os.environ["LISTEN_PID"] = str(os.getpid() + plan["off"])
os.environ["LISTEN_FDS"] = str(len(kept))
if plan["names"] is not None:
    os.environ["LISTEN_FDNAMES"] = ":".join(plan["names"])
os.execv(sys.argv[2], sys.argv[2:])
"""


class ActivatedAgent(Agent):
    """An agent that gets these sockets: (host, port, kind, family), and names for them, or none."""

    def __init__(self, directory, sockets, names=None, off=0, **options):
        super().__init__(directory, listen=(), **options)
        self.plan = {"sockets": sockets, "names": names, "off": off}

    def command(self):
        return [own_user.interpreter(), "-I", "-c", ACTIVATE, json.dumps(self.plan), *super().command()]


def tcp(host="127.0.0.1", port=0):
    return (host, port, "SOCK_STREAM", "AF_INET6" if ":" in host else "AF_INET")


@pytest.fixture
def activate(tmp_path):
    started = []
    certificate, key = make_certificate(tmp_path)

    def start(sockets, names=None, serves=None, config="", **options):
        directory = tmp_path / f"agent{len(started)}"
        directory.mkdir()
        agent = ActivatedAgent(directory, sockets, names, serves=len(sockets) if serves is None else serves,
                               config=config + settings(certificate, key), **options)
        agent.certificate = certificate
        started.append(agent)
        agent.add_user("admin")
        return agent.start()

    yield start
    for agent in started:
        agent.stop()


def test_sockets_of_systemd_are_served_as_their_names_say(activate):
    sockets = [tcp(), tcp("::1"), tcp(), tcp("0.0.0.0"), tcp()]
    agent = activate(sockets, ["https", "http", "http", "lantern.socket", "unknown"])
    assert [url.rsplit(":", 1)[0] for url in agent.urls] == [
        "https://127.0.0.1", "http://[::1]", "http://127.0.0.1", "https://0.0.0.0", "https://127.0.0.1"]
    for url in agent.urls:
        with Connection(url.replace("0.0.0.0", "127.0.0.1"), verify=agent.certificate) as connection:
            header = connection.challenge().answer("admin", agent.users["admin"])
            assert connection.post(IDENTIFY, header).status == 200


def test_sockets_without_names_are_https(activate):
    agent = activate([tcp(), tcp()])
    assert [url.split(":")[0] for url in agent.urls] == ["https", "https"]


def test_sockets_of_systemd_come_beside_those_of_the_settings(activate):
    agent = activate([tcp()], ["http"], serves=2, config="listen: http://127.0.0.2:0\n")
    assert [url.rsplit(":", 1)[0] for url in agent.urls] == ["http://127.0.0.2", "http://127.0.0.1"]


def test_what_systemd_passed_is_no_childs_business(activate):
    """The descriptors close when a program is started."""
    agent = activate([tcp()], ["http"])
    look_into(agent.pid)
    information = Path(f"/proc/{agent.pid}/fdinfo/3").read_text()
    assert int(re.search(r"flags:\t(\d+)", information).group(1), 8) & os.O_CLOEXEC


def test_sockets_for_another_process_are_left_alone(activate):
    agent = activate([tcp()], ["http"], serves=1, off=1, config="listen: http://127.0.0.2:0\n")
    assert agent.urls[0].startswith("http://127.0.0.2:")


@pytest.mark.parametrize("sockets, names, complaint", [
    ([("127.0.0.1", 0, "SOCK_DGRAM", "AF_INET")], ["http"], "the socket http that systemd passed is no TCP socket"),
    ([("\0lantern-test-$pid", 0, "SOCK_STREAM", "AF_UNIX")], ["http"], "the socket http that systemd passed is no TCP"),
    ([tcp()], ["ftp"], "systemd passed a socket called ftp, which does not say what to serve there. Write "
                       "FileDescriptorName=https"),
    ([tcp()], ["https@blade1"], "there is no system blade1 to serve on the socket that systemd passed for it; this "
                                "board has ManagedSystem."),
])
def test_sockets_that_cannot_be_served_are_told_and_left_out(activate, sockets, names, complaint):
    sockets = [(host.replace("$pid", str(os.getpid())), *rest) for host, *rest in sockets]
    agent = activate([*sockets, tcp()], [*names, "http"], serves=1)
    assert any(f" error {complaint}" in line for line in agent.log), agent.log
    assert statuses(agent) == [401]


# One machine of several

BLADES = ("blade1", "blade2")
MORE = """supplies:
  - { id: psu1, name: Supply 1, system: blade1 }
  - { id: psu2, name: Supply 2, system: blade2 }
fans:
  - { id: fan1, name: Fan 1, system: blade1 }
  - { id: fan2, name: Fan 2, system: blade2 }
parts:
  - { id: chassis1, name: Chassis 1, kind: chassis, system: blade1 }
  - { id: chassis2, name: Chassis 2, kind: chassis, system: blade2 }
"""


@pytest.fixture(scope="module")
def blades(tmp_path_factory):
    """One board with two machines, a listener for each, and one for both."""
    directory = tmp_path_factory.mktemp("blades")
    config = ("compatibility: amt\nlisten:\n  - http://127.0.0.1:0\n"
              + "".join(f"  - {{ url: http://127.0.0.1:0, system: {name} }}\n" for name in BLADES))
    agent = Agent(directory, board=write_board(directory / "blades.yaml", 6, BLADES, more=MORE), listen=(), serves=3,
                  config=config)
    agent.add_user("admin")
    agent.start()
    agent.both, *agent.each = (Client(url + "/wsman", "admin", agent.users["admin"]) for url in agent.urls)
    yield agent
    agent.stop()


EVERYTHING = ["CIM_ManagedElement", "CIM_System", "CIM_NumericSensor", "CIM_Fan", "CIM_PowerSupply", "CIM_Chassis",
              "CIM_PowerManagementService", "CIM_AssociatedPowerManagementService", "CIM_SystemDevice"]


def texts(instances):
    return sorted(str(instance) for instance in instances)


def test_each_listener_shows_its_machine_and_both_make_the_whole(blades):
    for class_name in EVERYTHING[1:]:
        shown = [client.instances(class_name) for client in blades.each]
        whole = blades.both.instances(class_name)
        assert all(shown) and len(shown[0]) == len(shown[1])
        assert len(whole) == len(shown[0]) + len(shown[1]), class_name


@pytest.mark.parametrize("number", [0, 1])
def test_nothing_of_the_other_machine_is_to_be_seen(blades, number):
    other = BLADES[1 - number]
    own = blades.each[number]
    for class_name in EVERYTHING:
        reply = own.start_enumeration(class_name, "EnumerateObjectAndEPR", optimized=True)
        if reply.ok:
            items = own.items(class_name, "EnumerateObjectAndEPR")
            assert other not in "".join(str(item) for item in items), class_name
    system = Reference.of(SYSTEM, CreationClassName=SYSTEM, Name=BLADES[number])
    everything = own.associated(system) + own.associated(system, "AssociationInstances")
    assert everything and other not in "".join(str(item) for item in everything)


@pytest.mark.parametrize("number", [0, 1])
def test_references_to_the_other_machine_lead_nowhere(blades, number):
    """What the listener for both gives out is not found here, whatever its class; own ones are."""
    own, other = BLADES[number], BLADES[1 - number]
    for class_name in EVERYTHING[1:]:
        for reference in blades.both.references(class_name):
            fault = blades.each[number].get_reference(reference).fault
            if other in str(reference):
                assert fault.subcode == "wsa:DestinationUnreachable", reference
            elif own in str(reference):
                assert fault is None, reference


def test_references_of_things_whose_keys_do_not_name_the_machine_lead_nowhere(blades):
    first = {str(reference) for reference in blades.each[0].references("CIM_Chassis")}
    for reference in blades.both.references("CIM_Chassis"):
        assert blades.each[0].get_reference(reference).ok == (str(reference) in first)
        assert blades.each[1].get_reference(reference).ok == (str(reference) not in first)


def test_get_without_selectors_means_the_one_machine(blades):
    for client, name in zip(blades.each, BLADES, strict=True):
        assert client.get(SYSTEM).instance["Name"] == name
        assert client.get("CIM_PowerManagementService").instance["SystemName"] == name


@pytest.mark.parametrize("number", [0, 1])
def test_clients_that_know_one_name_only_find_the_machine(blades, number):
    """ManagedSystem, as on a board with one machine, and what the compatibility settings make of that; in EPRs, too."""
    client, name = blades.each[number], BLADES[number]
    assert client.get(SYSTEM, Name="ManagedSystem").instance["Name"] == name
    assert client.get(SYSTEM, CreationClassName=SYSTEM, Name="ManagedSystem").ok
    assert client.get(SYSTEM, Name=name).ok
    for alias in ("ManagedSystem", "Intel(r) AMT"):
        assert client.get("CIM_PowerManagementService", SystemName=alias).instance["SystemName"] == name
    system = Reference.of(SYSTEM, CreationClassName=SYSTEM, Name="ManagedSystem")
    assert client.associated(system, ResultClassName="CIM_NumericSensor")
    assert blades.both.get(SYSTEM, Name="ManagedSystem").fault.subcode == "wsa:DestinationUnreachable"


def test_commands_reach_the_own_machine_only(blades):
    """By its name or as ManagedSystem; the other one can be neither named nor hit."""
    first, second = blades.each
    for client in blades.each:
        reach(client, ON)
    refused = first.power(OFF, system="blade2")
    assert not refused.ok or refused.outputs["ReturnValue"] != 0
    assert first.power(OFF, system="ManagedSystem").outputs == {"ReturnValue": 0}
    eventually(lambda: first.power_state() == OFF, 60, "blade1 is off")
    assert second.power_state() == ON
    assert first.power(ON, system="blade1").outputs == {"ReturnValue": 0}
    eventually(lambda: first.power_state() == ON, 60, "blade1 is on")
    trail = [json.loads(line) for line in (blades.state / "audit.jsonl").read_text().splitlines()]
    assert {record["system"] for record in trail} == {"blade1"}


def test_an_enumeration_is_gone_on_with_where_it_began(blades):
    context = blades.each[0].start_enumeration("CIM_NumericSensor").context
    for client in (blades.each[1], blades.both):
        assert client.pull("CIM_NumericSensor", context).fault.subcode == "wsen:InvalidEnumerationContext"
    assert len(blades.each[0].pull("CIM_NumericSensor", context, 10).items) == 3


def test_readings_move_on_every_listener(blades):
    def readings(client):
        return {name: sensor.reading for name, sensor in client.sensors().items()}

    for client in (blades.both, *blades.each):
        before = readings(client)
        assert all(value is not None for value in before.values())
        eventually(lambda client=client, before=before: readings(client) != before, 60, "a reading moves")


def test_an_unknown_machine_is_told_and_its_address_not_served(tmp_path, serve):
    config = "listen: [http://127.0.0.1:0, { url: http://127.0.0.2:0, system: blade3 }]\n"
    agent = serve(config, 1, board=write_board(tmp_path / "blades.yaml", 2, BLADES))
    assert statuses(agent) == [401]
    place = f"1:{config.index('blade3') + 1}"
    assert any(f"{place}: error: 'system' cannot be 'blade3': this board has blade1, blade2." in line
               for line in agent.log), agent.log
