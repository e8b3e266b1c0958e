"""Debian's wsl 0.2.1 ("whistle"): curl and shell, Basic, and endpoint references pasted into its own envelope. Every
command it has that talks to a server, with every option that changes what it sends."""

import os
import subprocess
import xml.etree.ElementTree as ET

import pytest

from harness.power import OFF, ON, POWER_LIMIT, reach
from harness.processes import eventually
from harness.tls import make_certificate, settings
from harness.wsman import DASH, SOAP, WSMAN, Instance, Reference, local, read_item

MACHINE = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")
WQL = "http://schemas.microsoft.com/wbem/wsman/1/WQL"
SELECTOR = "http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter"
XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116"
SENSOR = "CIM_NumericSensor"
ONE = "select * from CIM_NumericSensor where DeviceID='exhaust-temp'"
WARN = "UpperThresholdNonCritical"


@pytest.fixture
def wsl(open_agent, tmp_path):
    yield runner(open_agent, tmp_path)


def runner(agent, directory, endpoint=None, **more):
    """Runs one wsl command and returns what the body of the last answer holds, None if that is nothing; `fails` when
    wsl is to say so."""
    environment = {
        "HOME": str(directory), "PATH": os.environ["PATH"], "TERM": "dumb", "SHELL": "/bin/bash", "KEEPHISTORY": "0",
        "WSNOSSL": "true", "WSENDPOINT": endpoint or f"127.0.0.1:{agent.port}", "WSUSER": "admin",
        "WSPASS": agent.users["admin"]} | more

    def run(*arguments, fails=False, **variables):
        environ = {name: value for name, value in (environment | variables).items() if value}
        done = subprocess.run(["wsl", *arguments], cwd=directory, env=environ, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=120)
        answer = (directory / "response.xml").read_text()
        assert (done.returncode != 0) == fails, answer or done.stdout + done.stderr
        return next(iter(ET.fromstring(answer).find(f"{{{SOAP}}}Body")), None)

    return run


def items(body):
    return [read_item(element) for element in body.find(f"{{{WSMAN}}}Items")]


def ids(found):
    return [item.instance["DeviceID"] for item in found]


def pages(directory):
    """Every instance of every answer of the last command, in order."""
    found = []
    for path in sorted(directory.glob("response-*.xml"), key=lambda path: int(path.stem.split("-")[1])):
        for element in ET.parse(path).getroot().iter():
            if local(element) == "Items":
                found += [read_item(child) for child in element]
    return found


def test_identify(wsl):
    answer = wsl("identify", "check")
    assert local(answer) == "IdentifyResponse"
    assert answer.find(f"{{{DASH}}}DASHVersion") is not None


def test_identify_over_tls(start_agent, tmp_path):
    """Basic at once, as it always does; over TLS nothing has to be allowed for that."""
    certificate, key = make_certificate(tmp_path)
    agent = start_agent(listen="https://127.0.0.1:0", config=settings(certificate, key))
    wsl = runner(agent, tmp_path, WSNOSSL="")
    assert local(wsl("identify", "check")) == "IdentifyResponse"
    assert len(items(wsl("enum", "CIM_Fan"))) == 6


# Enumerate

def test_enumerate(open_agent, wsl):
    found = {item.instance["DeviceID"] for item in items(wsl("enum", SENSOR))}
    assert found == {sensor["DeviceID"] for sensor in open_agent.client().instances(SENSOR)}


def test_enumerate_references(open_agent, wsl):
    found = [item.reference for item in items(wsl("enum", "CIM_Fan", "-mode", "epr"))]
    assert found == open_agent.client().references("CIM_Fan")


def test_enumerate_objects_and_references(open_agent, wsl):
    found = items(wsl("enum", "CIM_Fan", "-mode", "objepr"))
    assert [item.reference for item in found] == open_agent.client().references("CIM_Fan")
    assert ids(found) == [item.reference["DeviceID"] for item in found]


@pytest.mark.parametrize("page", [1, 4, 10])
def test_enumerate_in_pages(open_agent, wsl, tmp_path, page):
    wsl("enum", SENSOR, "-opti", str(page))
    found = [item.instance["DeviceID"] for item in pages(tmp_path)]
    assert found == [sensor["DeviceID"] for sensor in open_agent.client().instances(SENSOR)]


def test_enumerate_a_superclass(open_agent, wsl):
    found = items(wsl("enum", "CIM_Sensor"))
    assert {item.instance.class_name for item in found} == {"CIM_Sensor", SENSOR}


def test_enumerate_with_extensions_and_namespace(wsl):
    assert len(items(wsl("enum", "CIM_Fan", "-ext", "-ns", "root/cimv2"))) == 6


def test_enumerate_with_its_control_headers(wsl):
    found = wsl("enum", "CIM_Fan", WSMAXENVELOPESIZE="65536", WSOPERATIONTIMEOUT="30")
    assert len(items(found)) == 6


@pytest.mark.parametrize("dialect, text, expected", [
    (None, "select * from CIM_Fan where DeviceID = 'fan2'", ["fan2"]),
    (None, "select * from CIM_Fan where DeviceID like 'fan.*' and ElementName = 'Fan 3'", ["fan3"]),
    (WQL, "select * from CIM_Fan where DeviceID = 'fan2' or DeviceID = 'fan5'", ["fan2", "fan5"]),
    (WQL, "select * from CIM_Fan where not DeviceID like 'fan[2-6]'", ["fan1"]),
    (SELECTOR, "DeviceID=fan4", ["fan4"]),
    (SELECTOR, "DeviceID=fan4,ActiveCooling=true", ["fan4"]),
    (SELECTOR, "DeviceID=fan4,ActiveCooling=false", []),
    (XPATH, "DeviceID = 'fan6'", ["fan6"]),
])
def test_enumerate_with_a_filter(wsl, dialect, text, expected):
    """CQL unless told."""
    words = ["-dialect", dialect] if dialect else []
    assert ids(items(wsl("enum", "CIM_Fan", *words, "-filter", text))) == expected


def test_enumerate_with_chosen_properties(wsl):
    found = wsl("enum", "CIM_Fan", "-dialect", WQL, "-filter", "select DeviceID from CIM_Fan")
    parts = found.findall(f"{{{WSMAN}}}Items/{{{WSMAN}}}XmlFragment")
    assert [[local(child) for child in part] for part in parts] == [["DeviceID"]] * 6


@pytest.mark.parametrize("words, subcode", [
    (("-filter", "select * from CIM_Fan order by DeviceID"), "wsen:CannotProcessFilter"),
    (("-filter", "select * from CIM_Nonsense"), "wsa:DestinationUnreachable"),
    (("-filter", "x", "-dialect", "urn:nonsense"), "wsen:FilterDialectRequestedUnavailable"),
])
def test_a_filter_that_cannot_be(wsl, words, subcode):
    answer = wsl("enum", "CIM_Fan", *words, fails=True)
    assert answer.findtext(f"{{{SOAP}}}Code/{{{SOAP}}}Subcode/{{{SOAP}}}Value") == subcode


def test_an_unknown_class(wsl):
    assert local(wsl("enum", "CIM_Nonsense", fails=True)) == "Fault"


@pytest.mark.parametrize("option, kind", [("-associators", "AssociationInstances"),
                                          ("-references", "AssociatedInstances")])
def test_associations(open_agent, wsl, option, kind):
    """The two options are the wrong way round in wsl itself."""
    found = items(wsl("enum", "CIM_ComputerSystem", option, "CreationClassName=CIM_ComputerSystem",
                      "Name=ManagedSystem"))
    expected = open_agent.client().associated(MACHINE, kind)
    assert len(found) == len(expected) > 0
    assert {item.instance.class_name for item in found} == {item.instance.class_name for item in expected}


def test_associations_of_a_reference_it_was_given(open_agent, wsl, tmp_path):
    wsl("enum", "CIM_Fan", "-mode", "epr", "-filter", "select * from CIM_Fan where DeviceID = 'fan1'")
    (tmp_path / "response.xml").rename(tmp_path / "fan.xml")
    found = items(wsl("enum", "CIM_Fan", "-references", "-inst", "fan.xml"))
    fan = next(one for one in open_agent.client().references("CIM_Fan") if one["DeviceID"] == "fan1")
    assert len(found) == len(open_agent.client().associated(fan)) > 0


# Get and Put

def test_get(open_agent, wsl):
    expected = open_agent.client().instances("CIM_Fan")[0]
    found = Instance(wsl("get", "CIM_Fan", f"DeviceID={expected['DeviceID']}"))
    assert found["ElementName"] == expected["ElementName"]


def test_get_what_is_not_there(wsl):
    assert local(wsl("get", "CIM_Fan", "DeviceID=fan9", fails=True)) == "Fault"


def test_put(open_agent, wsl):
    """It enumerates with a CQL filter, changes what came back, and puts all of it. It takes every answer to a Put for a
    failure, since it looks for the output of a method in it."""
    for value in ("5500", "5800"):
        answer = wsl("put", SENSOR, f"{WARN}={value}", "-filter", ONE, fails=True)
        assert answer is None or local(answer) != "Fault", ET.tostring(answer)
        assert open_agent.client().get(SENSOR, DeviceID="exhaust-temp").instance[WARN] == value


def test_put_a_fragment(open_agent, wsl):
    for value in ("5400", "5800"):
        wsl("put", SENSOR, f"{WARN}={value}", "-filter", ONE, "-fragment", fails=True)
        assert open_agent.client().get(SENSOR, DeviceID="exhaust-temp").instance[WARN] == value


def test_put_what_may_not_be(open_agent, wsl):
    answer = wsl("put", SENSOR, "SensorType=3", "-filter", ONE, fails=True)
    assert answer.findtext(f"{{{SOAP}}}Code/{{{SOAP}}}Subcode/{{{SOAP}}}Value") == "wxf:InvalidRepresentation"
    assert open_agent.client().get(SENSOR, DeviceID="exhaust-temp").instance["SensorType"] == "2"


# Invoke

def test_invoke_with_a_reference_the_agent_gave_out(open_agent, wsl, tmp_path):
    client = open_agent.client()
    for state in (OFF, ON):
        reach(client, ON if state == OFF else OFF)
        wsl("enum", "CIM_ComputerSystem", "-mode", "epr")
        (tmp_path / "response.xml").rename(tmp_path / "system.xml")
        answer = wsl("invoke", "CIM_PowerManagementService", "RequestPowerStateChange", f"PowerState={state}",
                     "ManagedElement=FILE:system.xml")
        assert [(local(child), child.text) for child in answer] == [("ReturnValue", "0")]
        eventually(lambda: client.power_state() == state, POWER_LIMIT, f"PowerState {state}")


def test_invoke_an_unknown_method(wsl):
    assert local(wsl("invoke", "CIM_ComputerSystem", "MakeCoffee", fails=True)) == "Fault"
