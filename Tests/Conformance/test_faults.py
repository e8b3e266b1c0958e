"""The walk through the table of faults: each is provoked from outside by some pair, or is in the list of those that no
request can reach yet, with the reason, and with a request that tells when that has changed."""

import pytest
from test_pairs import PAIRS, world  # noqa: F401  the fixture

from harness.faults import ADDED_DETAILS, ROWS, SCHEMA_DETAILS, WSE
from harness.pairs import Pair, fault, get, request

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
    "wsen:FilteringNotSupported": ("filters are supported everywhere", get("CIM_ComputerSystem"), None),
    "wsen:TimedOut": ("an enumeration that timed out is InvalidEnumerationContext, as one that never was",
                      get("CIM_ComputerSystem"), None),
    "wsman:InternalError": ("only a mistake of ours could provoke it", get("CIM_ComputerSystem"), None),
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
    reached = set(provoked())
    assert reached <= set(ROWS)
    assert reached | set(UNREACHABLE) == set(ROWS), set(ROWS) - reached - set(UNREACHABLE)
    assert not reached & set(UNREACHABLE), "excused, and yet provoked"


@pytest.mark.parametrize("subcode", UNREACHABLE)
def test_what_is_excused_cannot_be_reached(world, subcode):  # noqa: F811
    """Today's answer to the request that would tell. When this fails, the row needs a pair."""
    reason, asked, answer = UNREACHABLE[subcode]
    assert reason
    if answer is not None:
        world.run(Pair("excused", reason, (asked,), answer))


@pytest.mark.parametrize("subcode", ROWS)
def test_details_are_those_of_the_standard(subcode):
    assert set(ROWS[subcode].details) <= SCHEMA_DETAILS | ADDED_DETAILS
