"""What goes wrong between an agent and its BMC: lost and late packets, a refused session, a BMC that dies, another one
at its address, one sensor that fails. Nothing stale looks healthy, the reason is named, and all is well again
afterwards."""

import signal
import time

import pytest

from harness.agent import Agent
from harness.bmc import BMC, INTERVAL, complete, known, unknown, watching
from harness.processes import eventually

# The session's timeout, and three scans.
LOST = 5 + 3 * INTERVAL + 5
# Back-off after some failures.
RECOVERY = 120
GATEWAY = ("--cipher17",)


@pytest.fixture
def start(tmp_path):
    """Starts an agent with a BMC that does not answer it as it should; `values` are those of its board file."""
    started = []

    def begin(bmc, password=None, **values):
        board = bmc.board(tmp_path / "board.yaml", **values)
        if password:
            bmc.access(tmp_path / "board.yaml", password)
        agent = Agent(tmp_path, board=board)
        started.append(agent)
        agent.add_user("admin")
        return agent.start()

    yield begin
    for agent in started:
        agent.stop()


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """A BMC with suite 3 and users of every privilege."""
    bmc = BMC(tmp_path_factory.mktemp("plain"))
    yield bmc
    bmc.stop()


@pytest.fixture(scope="module")
def gateway(tmp_path_factory):
    """One that insists on suite 17."""
    bmc = BMC(tmp_path_factory.mktemp("gateway"), "--only17")
    yield bmc
    bmc.stop()


def says(agent, *kinds):
    """Waits until the log names what is wrong with the BMC, in a sentence; returns the line."""
    def lines():
        return [line for line in agent.log
                if line.rstrip().endswith(".") and any(f": {kind}: " in line for kind in kinds)]

    return eventually(lines, 60, f"the log says {' or '.join(kinds)}")[0]


# Lost and late packets

def stays_known(client, bmc, seconds):
    """Whether readings are there at every look for so long: once the agent has seen how slow the BMC is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not known(client, bmc):
            return False
        time.sleep(INTERVAL / 4)
    return True


def test_one_packet_in_seven_is_lost(tmp_path):
    with watching(tmp_path, "--drop", "7") as (bmc, agent):
        client = agent.client()
        eventually(lambda: stays_known(client, bmc, 15), 60, "the readings stay")
        for name, expected in bmc.expected["sensors"].items():
            assert client.sensors()[name].reading == pytest.approx(expected["value"], abs=0.00051), name


@pytest.mark.rig
def test_every_answer_takes_200_milliseconds(tmp_path):
    with watching(tmp_path, "--delay", "0.2", limit=300) as (bmc, agent):
        eventually(lambda: stays_known(agent.client(), bmc, 60), 120, "the readings stay")


# Sessions that are refused

@pytest.mark.parametrize("name, password, values, kind", [
    ("plain", None, {"user": "nobody"}, "wrong-user"),
    ("plain", "not it", {}, "wrong-password"),
    ("plain", None, {"user": "disabled"}, "wrong-user"),
    ("gateway", None, {"user": "nobody"}, "wrong-user"),
    ("gateway", "not it", {}, "wrong-password"),
    ("gateway", "viewpw", {"user": "viewer", "privilege": "operator"}, "wrong-privilege")])
def test_the_log_says_why_a_session_is_refused(request, start, name, password, values, kind):
    bmc = request.getfixturevalue(name)
    agent = start(bmc, password, **values)
    assert f"127.0.0.1:{bmc.port}" in says(agent, kind)
    assert not [line for line in agent.log if "not it" in line or "viewpw" in line], "a password is in the log"
    assert unknown(agent.client())


@pytest.mark.parametrize("name, suite", [("gateway", 3), ("plain", 17)])
def test_the_log_names_the_suite_that_the_bmc_does_not_offer(request, start, name, suite):
    """BMCs break the opening off in several ways."""
    agent = start(request.getfixturevalue(name), cipher=suite)
    assert f"cipher suite {suite}" in says(agent, "session-refused", "wrong-cipher-suite")
    assert unknown(agent.client())


def test_suites_are_tried_in_the_order_of_the_board(start, gateway):
    agent = start(gateway, cipher="[3, 17]")
    complete(agent.client(), gateway)


def test_ipmi_1_5_is_used_where_the_board_says_so(start, plain):
    agent = start(plain, cipher="ipmi-1.5", workarounds="[]")
    complete(agent.client(), plain)


def test_a_user_who_may_only_read_cannot_switch(start, gateway):
    agent = start(gateway, "viewpw", user="viewer", privilege="user")
    complete(agent.client(), gateway)
    before = gateway.chassis_log()
    reply = agent.client().power(8)
    assert not reply.ok or reply.outputs["ReturnValue"] != 0, reply.text
    assert gateway.chassis_log() == before


# A BMC that dies

def test_a_bmc_that_is_killed_in_mid_scan_and_comes_back(tmp_path):
    with watching(tmp_path) as (bmc, agent):
        client = agent.client()
        for _ in range(2):
            bmc.process.kill()
            bmc.process.wait()
            eventually(lambda: unknown(client), LOST, "every reading is unknown")
            bmc.start()
            eventually(lambda: known(client, bmc), RECOVERY, "every reading is back")
        complete(client, bmc)


def test_commands_to_a_silent_bmc_fault_at_once_and_requests_do_not_notice(tmp_path):
    with watching(tmp_path, *GATEWAY) as (bmc, agent):
        client = agent.client()
        before = gets(client, 400)
        bmc.signal(signal.SIGSTOP)
        try:
            eventually(lambda: unknown(client), LOST, "every reading is unknown")
            begun = time.monotonic()
            for _ in range(10):
                fault = client.power(8).fault
                assert fault and fault.subcode in ("wsman:TimedOut", "wsa:EndpointUnavailable")
            # Ten sessions that time out would take fifty seconds.
            assert time.monotonic() - begun < 25
            # A request that waited for the BMC would take as long as hundreds of others.
            assert gets(client, 400) < 20 * before
        finally:
            bmc.signal(signal.SIGCONT)
        eventually(lambda: known(client, bmc), RECOVERY, "every reading is back")
        assert ("power", "0") not in bmc.chassis_log()


def gets(client, count):
    """Seconds that so many Gets take."""
    begun = time.monotonic()
    for _ in range(count):
        assert client.get("CIM_ComputerSystem").ok
    return time.monotonic() - begun


def test_another_bmc_at_the_address(tmp_path):
    """A board was exchanged: what is served is what answers now, and nothing of the one before."""
    with watching(tmp_path, "--seed", "11") as (bmc, agent):
        client = agent.client()
        bmc.stop()
        eventually(lambda: unknown(client), LOST, "every reading is unknown")
        bmc.options[bmc.options.index("11")] = "12"
        bmc.start()
        wanted = set(bmc.expected["sensors"]) | set(bmc.expected["discrete"])
        eventually(lambda: {one["ElementName"] for one in client.instances("CIM_Sensor")} == wanted, RECOVERY,
                   "the sensors of the new one are served")
        complete(client, bmc)


def test_a_sensor_that_comes_while_the_bmc_is_watched(tmp_path):
    """Firmware that was updated has other records: the BMC is asked every half minute whether they have changed."""
    with watching(tmp_path) as (bmc, agent):
        client = agent.client()
        bmc.add_sensor("New Temp", 250, 33)
        eventually(lambda: "New Temp" in client.sensors() and client.sensors()["New Temp"].reading == 33, 60,
                   "the new sensor is served", every=0.5)
        assert known(client, bmc)


def test_a_sensor_that_fails_alone(tmp_path):
    with watching(tmp_path, *GATEWAY) as (bmc, agent):
        client = agent.client()
        name = sorted(bmc.readable())[0]
        bmc.answer(f"04:2d:{bmc.expected['sensors'][name]['number']:02x}=ff")

        def fails_alone():
            served = client.sensors()
            return [one for one in bmc.readable() if served[one].reading is None] == [name]

        eventually(fails_alone, LOST, "one reading is unknown")
        assert client.sensors()[name]["CurrentState"] == "Unknown"
        stays = time.monotonic() + 5 * INTERVAL
        while time.monotonic() < stays:
            assert fails_alone()
        bmc.answer()
        eventually(lambda: known(client, bmc), LOST, "it is back")
