"""The low-level client of python-dracclient 8.0.0: preemptive Basic, optimized enumeration, MaxElements in Pull."""

import pytest
from dracclient.exceptions import WSManInvalidResponse
from dracclient.wsman import Client
from lxml import etree

from harness.power import OFF, ON, POWER_LIMIT, reach
from harness.processes import eventually
from harness.wsman import CIM, WSMAN, Instance


@pytest.fixture
def drac(open_agent):
    return Client("127.0.0.1", "admin", open_agent.users["admin"], port=open_agent.port, protocol="http")


@pytest.mark.parametrize("page", [3, 100])
def test_enumerate_merges_all_pages(open_agent, drac, page):
    answer = drac.enumerate(CIM + "CIM_NumericSensor", max_elems=page)
    found = [Instance(element)["DeviceID"] for element in answer.find(f".//{{{WSMAN}}}Items")]
    assert found == [sensor["DeviceID"] for sensor in open_agent.client().instances("CIM_NumericSensor")]
    assert len(found) > 3


def test_enumerate_without_optimization_gives_a_context_to_pull(drac):
    answer = drac.enumerate(CIM + "CIM_Fan", optimization=False, auto_pull=False)
    context = drac._enum_context(answer)
    assert context
    assert b"CIM_Fan" in etree.tostring(drac.pull(CIM + "CIM_Fan", context))


def test_invoke_switches_the_machine(open_agent, drac):
    client = open_agent.client()
    service = client.references("CIM_PowerManagementService")[0]
    for state in (OFF, ON):
        reach(client, ON if state == OFF else OFF)
        answer = drac.invoke(
            CIM + "CIM_PowerManagementService", "RequestPowerStateChange", dict(service.selectors),
            {"PowerState": str(state)})
        assert answer.findtext(f".//{{{CIM}CIM_PowerManagementService}}ReturnValue") == "0"
        eventually(lambda: client.power_state() == state, POWER_LIMIT, f"PowerState {state}")


@pytest.mark.parametrize("dialect", ["cql", "wql"])
def test_enumerate_with_a_query(drac, dialect):
    query = "select DeviceID from CIM_Fan where DeviceID = 'fan2'"
    answer = drac.enumerate(CIM + "CIM_Fan", filter_query=query, filter_dialect=dialect)
    assert [found.text for found in answer.iter(f"{{{CIM}CIM_Fan}}DeviceID")] == ["fan2"]


@pytest.mark.parametrize("query", ["select * from CIM_Fan order by DeviceID", "select * from CIM_Nonsense"])
def test_a_query_that_cannot_be_is_refused_with_an_error_status(drac, query):
    with pytest.raises(WSManInvalidResponse) as raised:
        drac.enumerate(CIM + "CIM_Fan", filter_query=query, filter_dialect="cql")
    assert "400" in str(raised.value)
