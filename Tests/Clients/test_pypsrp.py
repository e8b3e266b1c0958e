"""The WSMan class of pypsrp 0.9.1: Basic, Locale and MaxEnvelopeSize headers, upper-case message ids. Every operation
that it has; those of Windows shells must be refused so that it understands."""

import xml.etree.ElementTree as ET

import pytest
from pypsrp.exceptions import WSManFaultError
from pypsrp.wsman import OptionSet, SelectorSet, WSMan

from harness.power import OFF, ON, POWER_LIMIT, reach
from harness.processes import eventually
from harness.tls import make_certificate, settings
from harness.wsman import CIM, WSEN, WSMAN, Instance, Reference

SENSOR = CIM + "CIM_NumericSensor"
SERVICE = CIM + "CIM_PowerManagementService"
FAN = CIM + "CIM_Fan"
SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/cmd"
WQL = "http://schemas.microsoft.com/wbem/wsman/1/WQL"
WARN = "UpperThresholdNonCritical"


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


def element(namespace, name, **children):
    made = ET.Element(f"{{{namespace}}}{name}")
    for child, text in children.items():
        ET.SubElement(made, f"{{{namespace}}}{child}").text = str(text)
    return made


def context_of(body):
    return body.findtext(f".//{{{WSEN}}}EnumerationContext")


def pulled(body):
    return [Instance(found) for found in body.find(f".//{{{WSEN}}}Items")]


def refused(call, *arguments, **options):
    with pytest.raises(WSManFaultError) as raised:
        call(*arguments, **options)
    assert raised.value.reason
    return raised.value.code


def test_get_returns_the_instance_that_the_selectors_name(open_agent, wsman):
    for expected in open_agent.client().instances("CIM_NumericSensor")[:5]:
        body = wsman.get(SENSOR, selector_set=selecting(DeviceID=expected["DeviceID"]))
        found = Instance(body[0])
        assert found["ElementName"] == expected["ElementName"]
        assert found.names == expected.names


def test_get_with_options_and_a_time_limit(wsman):
    options = OptionSet()
    options.add_option("WINRS_NOPROFILE", "FALSE")
    body = wsman.get(FAN, option_set=options, selector_set=selecting(DeviceID="fan1"), timeout=5)
    assert Instance(body[0])["DeviceID"] == "fan1"


def test_get_with_a_larger_envelope(wsman):
    wsman.update_max_payload_size(500_000)
    assert Instance(wsman.get(FAN, selector_set=selecting(DeviceID="fan1"))[0])["DeviceID"] == "fan1"


def test_over_tls(start_agent, tmp_path):
    certificate, key = make_certificate(tmp_path)
    agent = start_agent(listen="https://127.0.0.1:0", config=settings(certificate, key))
    with WSMan("127.0.0.1", port=agent.port, username="admin", password=agent.users["admin"], ssl=True, auth="basic",
               encryption="never", no_proxy=True, cert_validation=str(certificate)) as wsman:
        assert Instance(wsman.get(FAN, selector_set=selecting(DeviceID="fan1"))[0])["DeviceID"] == "fan1"


# Enumerate and Pull

def test_enumerate_and_pull_return_every_sensor(open_agent, wsman):
    body = wsman.enumerate(SENSOR, ET.Element(f"{{{WSEN}}}Enumerate"))
    found = []
    while context := context_of(body):
        body = wsman.pull(SENSOR, element(WSEN, "Pull", EnumerationContext=context, MaxElements=7))
        page = pulled(body)
        assert 1 <= len(page) <= 7
        found += [sensor["DeviceID"] for sensor in page]
    assert sorted(found) == sorted(s["DeviceID"] for s in open_agent.client().instances("CIM_NumericSensor"))
    assert len(found) == len(set(found)) > 7


def test_enumerate_with_a_query(wsman):
    request = ET.Element(f"{{{WSEN}}}Enumerate")
    ET.SubElement(request, f"{{{WSMAN}}}OptimizeEnumeration")
    ET.SubElement(request, f"{{{WSMAN}}}MaxElements").text = "100"
    ET.SubElement(request, f"{{{WSMAN}}}Filter", Dialect=WQL).text = "select * from CIM_Fan where DeviceID = 'fan2'"
    body = wsman.enumerate("http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/*", request)
    assert [Instance(found)["DeviceID"] for found in body.find(f".//{{{WSMAN}}}Items")] == ["fan2"]


def test_release(wsman):
    context = context_of(wsman.enumerate(FAN, ET.Element(f"{{{WSEN}}}Enumerate")))
    asked = {"EnumerationContext": context}
    wsman.invoke(WSEN + "/Release", FAN, element(WSEN, "Release", **asked))
    assert refused(wsman.pull, FAN, element(WSEN, "Pull", **asked)) == "wsen:InvalidEnumerationContext"


# Put, Create and Delete

def test_put(open_agent, wsman):
    for value in ("5500", "5800"):
        instance = wsman.get(SENSOR, selector_set=selecting(DeviceID="exhaust-temp"))[0]
        instance.find(f"{{{SENSOR}}}{WARN}").text = value
        wsman.put(SENSOR, instance, selector_set=selecting(DeviceID="exhaust-temp"))
        assert open_agent.client().get("CIM_NumericSensor", DeviceID="exhaust-temp").instance[WARN] == value


def test_put_what_may_not_be(wsman):
    instance = wsman.get(SENSOR, selector_set=selecting(DeviceID="exhaust-temp"))[0]
    instance.find(f"{{{SENSOR}}}SensorType").text = "3"
    code = refused(wsman.put, SENSOR, instance, selector_set=selecting(DeviceID="exhaust-temp"))
    assert code == "wxf:InvalidRepresentation"


def test_create_and_delete_are_refused_where_nobody_can(wsman):
    assert refused(wsman.create, FAN, element(FAN, "CIM_Fan", DeviceID="fan9")) == "wsa:ActionNotSupported"
    assert refused(wsman.delete, FAN, selector_set=selecting(DeviceID="fan1")) == "wsa:ActionNotSupported"
    assert Instance(wsman.get(FAN, selector_set=selecting(DeviceID="fan1"))[0])["DeviceID"] == "fan1"


# Methods

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
    assert refused(wsman.get, SENSOR, selector_set=selecting(DeviceID="no-such-sensor")) == "wsa:DestinationUnreachable"


@pytest.mark.parametrize("operation", [
    "command", "connect", "disconnect", "receive", "reconnect", "send", "signal", "create", "delete", "get"])
def test_windows_shells_are_refused(wsman, operation):
    code = refused(getattr(wsman, operation), SHELL, element("urn:x", "Shell"), selector_set=selecting(ShellId="x"))
    assert code in ("wsa:DestinationUnreachable", "wsa:ActionNotSupported")


def test_the_configuration_of_windows_is_not_there(wsman):
    assert refused(wsman.get_server_config) == "wsa:DestinationUnreachable"
    assert refused(wsman.update_max_payload_size) == "wsa:DestinationUnreachable"
