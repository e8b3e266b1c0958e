"""The WSMan class of pypsrp 0.9.1: Basic, Locale and MaxEnvelopeSize headers, upper-case message ids."""

import xml.etree.ElementTree as ET

import pytest
from pypsrp.exceptions import WSManFaultError
from pypsrp.wsman import SelectorSet, WSMan

from harness.power import OFF, ON, POWER_LIMIT, reach
from harness.processes import eventually
from harness.wsman import CIM, WSEN, WSMAN, Instance, Reference

SENSOR = CIM + "CIM_NumericSensor"
SERVICE = CIM + "CIM_PowerManagementService"


@pytest.fixture
def wsman(open_agent):
    with WSMan("127.0.0.1", port=open_agent.port, username="admin", password=open_agent.users["admin"],
               ssl=False, auth="basic", encryption="never", no_proxy=True) as client:
        yield client


def selecting(**keys):
    selectors = SelectorSet()
    for name, value in keys.items():
        selectors.add_option(name, value)
    return selectors


def context_of(body):
    return body.findtext(f".//{{{WSEN}}}EnumerationContext")


def pulled(body):
    return [Instance(element) for element in body.find(f".//{{{WSEN}}}Items")]


def test_get_returns_the_instance_that_the_selectors_name(open_agent, wsman):
    for expected in open_agent.client().instances("CIM_NumericSensor")[:5]:
        body = wsman.get(SENSOR, selector_set=selecting(DeviceID=expected["DeviceID"]))
        found = Instance(body[0])
        assert found["ElementName"] == expected["ElementName"]
        assert found.names == expected.names


def test_enumerate_and_pull_return_every_sensor(open_agent, wsman):
    body = wsman.enumerate(SENSOR, ET.Element(f"{{{WSEN}}}Enumerate"))
    found = []
    while context := context_of(body):
        request = ET.Element(f"{{{WSEN}}}Pull")
        ET.SubElement(request, f"{{{WSEN}}}EnumerationContext").text = context
        ET.SubElement(request, f"{{{WSEN}}}MaxElements").text = "7"
        body = wsman.pull(SENSOR, request)
        page = pulled(body)
        assert 1 <= len(page) <= 7
        found += [sensor["DeviceID"] for sensor in page]
    assert sorted(found) == sorted(s["DeviceID"] for s in open_agent.client().instances("CIM_NumericSensor"))
    assert len(found) == len(set(found)) > 7


def test_invoke_switches_the_machine(open_agent, wsman):
    client = open_agent.client()
    reach(client, ON)
    request = ET.fromstring(
        f'<p:RequestPowerStateChange_INPUT xmlns:p="{SERVICE}" xmlns:wsman="{WSMAN}"'
        ' xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing">'
        f"<p:PowerState>{OFF}</p:PowerState><p:ManagedElement>"
        f"{Reference.of('CIM_ComputerSystem', CreationClassName='CIM_ComputerSystem', Name='ManagedSystem').body()}"
        "</p:ManagedElement></p:RequestPowerStateChange_INPUT>")
    answer = wsman.invoke(SERVICE + "/RequestPowerStateChange", SERVICE, request)
    assert answer.findtext(f".//{{{SERVICE}}}ReturnValue") == "0"
    eventually(lambda: client.power_state() == OFF, POWER_LIMIT, "the machine is off")


def test_a_fault_is_read_as_a_fault(wsman):
    with pytest.raises(WSManFaultError) as raised:
        wsman.get(SENSOR, selector_set=selecting(DeviceID="no-such-sensor"))
    assert raised.value.code in ("wsa:DestinationUnreachable", "wsman:InvalidSelectors")
