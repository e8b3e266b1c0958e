"""The walk through the table of faults: each is provoked from outside by some pair, or is in the list of those that no
request can reach yet, with the reason, and with a request that tells when that has changed."""

import socket

import pytest
from test_pairs import PAIRS, world  # noqa: F401  the fixture

from harness.agent import Agent
from harness.answers import check_answer
from harness.bmc import BOARD, filled_in
from harness.boards import write_board
from harness.faults import ADDED_DETAILS, ROWS, SCHEMA_DETAILS, WSE
from harness.pairs import MACHINE, Pair, World, create, enumerate_, fault, invoke, key, ok, request
from harness.processes import eventually, free_port
from harness.wsman import WSEN

NO_EVENTS = "eventing is not served: nobody can subscribe"
SUBSCRIBE = request(WSE + "/Subscribe", "CIM_Fan", "<wse:Subscribe></wse:Subscribe>")
RENEW = request(WSE + "/Renew", "CIM_Fan", "<wse:Renew></wse:Renew>")
REFUSED = fault("wsa:ActionNotSupported", None)

# Rows that no request can reach, why, and what tells when one can: a request, and what it is answered with today.
UNREACHABLE = {
    "wse:DeliveryModeRequestedUnavailable": (NO_EVENTS, SUBSCRIBE, REFUSED),
    "wse:EventSourceUnableToProcess": (NO_EVENTS, SUBSCRIBE, REFUSED),
    "wse:FilteringNotSupported": (NO_EVENTS, SUBSCRIBE, REFUSED),
    "wse:FilteringRequestedUnavailable": (NO_EVENTS, SUBSCRIBE, REFUSED),
    "wse:InvalidExpirationTime": (NO_EVENTS, SUBSCRIBE, REFUSED),
    "wse:UnsupportedExpirationType": (NO_EVENTS, SUBSCRIBE, REFUSED),
    "wse:InvalidMessage": (NO_EVENTS, SUBSCRIBE, REFUSED),
    "wse:UnableToRenew": (NO_EVENTS, RENEW, REFUSED),
    "wsman:InvalidBookmark": (NO_EVENTS, SUBSCRIBE, REFUSED),
    "wsman:EventDeliverToUnusable": (NO_EVENTS, SUBSCRIBE, REFUSED),
    "wsman:DeliveryRefused": ("an event sink says it, and this is a source", SUBSCRIBE, REFUSED),
    "wsman:NoAck": ("an event source says it to itself", SUBSCRIBE, REFUSED),
    "wsen:FilteringNotSupported": ("filters are supported everywhere, associations included",
                                   enumerate_("CIM_SystemDevice", "<wsman:Filter>false()</wsman:Filter>"),
                                   ok("Enumerate")),
    "wsman:AlreadyExists": ("there is no class whose instances a client can make",
                            create("CIM_ComputerSystem", "<p:CIM_ComputerSystem></p:CIM_ComputerSystem>"), REFUSED),
}


# Those that need a board of their own, and their details; provoked by the tests at the end, and by test_jobs.py.
ON_OTHER_BOARDS = {
    "wsman:QuotaLimit": set(), "wsman:TimedOut": set(), "wsen:TimedOut": set(), "wsman:Concurrency": set(),
    "wsman:InternalError": set(), "wsa:EndpointUnavailable": {"ResourceOffline"},
}

# Details of the other rows that nothing leads to, and why.
UNUSED_DETAILS = {
    "wsman:EncodingLimit": {
        "ServiceEnvelopeLimit": "a body that is too large is refused by HTTP, with 413, before it is read",
        "Whitespace": "white space is either part of a value or does not count",
    },
    "wsa:InvalidMessageInformationHeader": {
        "DuplicateMessageID": "message ids are not remembered: clients count them from 0 after every start",
    },
    "wsman:UnsupportedFeature": {
        **dict.fromkeys(("Ack", "Bookmarks", "DeliveryRetries", "Heartbeats", "FormatSecurityToken", "InsecureAddress",
                         "AuthorizationMode"), NO_EVENTS),
        **dict.fromkeys(("ExpirationTime", "MaxElements", "MaxTime", "MaxEnvelopeSize", "OptionSet"),
                        "it is supported; what is wrong with one has a fault of its own"),
        **dict.fromkeys(("MissingValues", "InvalidValues", "InvalidNamespace"), "wxf:InvalidRepresentation says it"),
        "AsynchronousRequest": "every request is answered on its connection",
        "FormatMismatch": "there is one format",
    },
}


def provoked():
    """Faults that pairs are sure to provoke: subcode and detail of those that leave no choice, and subcodes of all."""
    found = {}
    for case in PAIRS:
        wanted = [case.expected] + [step[1] for step in case.steps if isinstance(step, tuple)]
        for expected in wanted:
            if len(expected.subcode) == 1:
                details = found.setdefault(expected.subcode[0], set())
                if expected.detail is not None and len(expected.detail) == 1:
                    details.add(expected.detail[0])
    return found


def test_every_fault_is_provoked_or_excused():
    reached = set(provoked()) | set(ON_OTHER_BOARDS)
    assert reached <= set(ROWS)
    assert reached | set(UNREACHABLE) == set(ROWS), set(ROWS) - reached - set(UNREACHABLE)
    assert not reached & set(UNREACHABLE), "excused, and yet provoked"


@pytest.mark.parametrize("subcode", UNREACHABLE)
def test_what_is_excused_cannot_be_reached(world, subcode):  # noqa: F811
    """Today's answer to the request that would tell. When this fails, the row needs a pair."""
    reason, asked, answer = UNREACHABLE[subcode]
    assert reason
    world.run(Pair("excused", reason, (asked,), answer))


@pytest.mark.parametrize("subcode", [subcode for subcode in ROWS if subcode not in UNREACHABLE])
def test_every_detail_is_provoked_or_excused(subcode):
    reached = (provoked().get(subcode, set()) | ON_OTHER_BOARDS.get(subcode, set())) - {""}
    excused = set(UNUSED_DETAILS.get(subcode, {}))
    assert reached | excused == set(ROWS[subcode].details), set(ROWS[subcode].details) - reached - excused
    assert not reached & excused, "excused, and yet provoked"


@pytest.mark.parametrize("subcode", ROWS)
def test_details_are_those_of_the_standard(subcode):
    assert set(ROWS[subcode].details) <= SCHEMA_DETAILS | ADDED_DETAILS


# On boards of their own

SWITCH = f"<p:PowerState>8</p:PowerState><p:ManagedElement>{MACHINE.body()}</p:ManagedElement>"
POWER = invoke("CIM_PowerManagementService", "RequestPowerStateChange", SWITCH)


def started(directory, **board):
    agent = Agent(directory, board=write_board(directory / "board.yaml", **board))
    agent.add_user("admin")
    return agent.start()


def test_too_many_enumerations_of_all_users(start_agent):
    agent = start_agent(users=[f"u{number}" for number in range(24)])
    for user in agent.users:
        client = agent.client(user)
        for _ in range(16):
            reply = client.start_enumeration("CIM_Fan")
            if not reply.ok:
                assert (reply.status, reply.fault.subcode, reply.fault.detail) == (400, "wsman:QuotaLimit", "")
                assert agent.client("u0").start_enumeration("CIM_Fan", optimized=True).ok, "what needs no context"
                return
    raise AssertionError("24 users have 16 enumerations each")


def test_a_button_that_does_not_answer(tmp_path):
    agent = started(tmp_path, events="- { at: 0 s, line: ManagedSystem-button, fault: timeout }\n")
    try:
        client = agent.client()
        eventually(lambda: client.power_state() == 2, 30, "the machine is on")
        World(agent).run(Pair("timeout", "DSP0226 14.6", (POWER,), fault("wsman:TimedOut", (), "button")))
        assert client.power_state() == 2
    finally:
        agent.stop()


def test_a_controller_that_is_not_there(start_agent, tmp_path):
    """A board that names an address at which nobody answers IPMI."""
    secret = tmp_path / "bmc.password"
    secret.touch(mode=0o600)
    secret.write_text("secret\n")
    board = tmp_path / "board.yaml"
    address = f"127.0.0.1:{free_port(socket.SOCK_DGRAM)}"
    board.write_text(filled_in(BOARD.read_text(), {"lan": address, "user": "admin", "password-file": secret}))
    world = World(start_agent(board=board))
    asked = POWER if world.agent.client().references("CIM_PowerManagementService") else None
    assert asked, "a machine is there even if its controller is not"
    world.run(Pair("away", "DSP0226 14.6", (asked,), fault("wsa:EndpointUnavailable", "ResourceOffline")))


def test_limits_that_cannot_be_kept(tmp_path):
    """A directory stands where the file of limits belongs. What cannot be kept does not take effect."""
    agent = started(tmp_path)
    try:
        client = agent.client()
        sensor = key("CIM_NumericSensor", "t0").selectors
        before = client.get("CIM_NumericSensor", DeviceID="t0").instance["UpperThresholdNonCritical"]
        in_the_way = agent.state / "thresholds"
        in_the_way.mkdir()
        reply = client.put("CIM_NumericSensor", {"UpperThresholdNonCritical": int(before) - 1}, sensor)
        check_answer(reply)
        assert (reply.status, reply.fault.subcode, reply.fault.detail) == (500, "wsman:InternalError", "")
        assert str(in_the_way) in reply.fault.reason
        assert client.get("CIM_NumericSensor", DeviceID="t0").instance["UpperThresholdNonCritical"] == before
        in_the_way.rmdir()
        assert client.put("CIM_NumericSensor", {"UpperThresholdNonCritical": int(before) - 1}, sensor).ok
    finally:
        agent.stop()


def test_an_enumeration_whose_time_is_over(start_agent):
    """WS-Enumeration 4: asked for its status until it has none, since that does not prolong it."""
    world = World(start_agent())
    client = world.agent.client()
    body = "<wsen:Enumerate><wsen:Expires>PT1S</wsen:Expires></wsen:Enumerate>"
    context = client.send(WSEN + "/Enumerate", "CIM_Fan", body).context

    def asked(operation):
        return client.send(f"{WSEN}/{operation}", "CIM_Fan", f"<wsen:{operation}><wsen:EnumerationContext>{context}"
                                                            f"</wsen:EnumerationContext></wsen:{operation}>")

    assert asked("GetStatus").ok
    eventually(lambda: not asked("GetStatus").ok, 30, "its time is over")
    for operation in ("GetStatus", "Renew", "Pull", "Release"):
        reply = asked(operation)
        check_answer(reply)
        assert (reply.status, reply.fault.subcode, reply.fault.detail) == (500, "wsen:TimedOut", "")
