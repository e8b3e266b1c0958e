"""Replays what real clients sent (see README.md) and checks that each gets the answer it needs."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from requests.auth import HTTPBasicAuth, HTTPDigestAuth

from harness.power import OFF, ON, POWER_LIMIT, reach
from harness.processes import eventually
from harness.wsman import ALL_CLASSES, CIM, TRANSFER, WSEN, WSMID, Reply, local

REQUESTS = Path(__file__).parent / "requests"
SERVICE = CIM + "CIM_PowerManagementService"


@dataclass
class Fault:
    """A sender's fault with one of these subcodes."""

    subcodes: tuple

    def check(self, reply, client):
        assert reply.status == 400 and reply.fault is not None, reply.text
        assert reply.fault.subcode in self.subcodes, reply.text


@dataclass
class Power:
    """The command is accepted, ReturnValue is all that comes back, and the machine goes there."""

    state: int

    def check(self, reply, client):
        assert reply.ok, reply.text
        assert reply.action == SERVICE + "/RequestPowerStateChangeResponse"
        assert [(child.tag, child.text) for child in reply.body] == [(f"{{{SERVICE}}}ReturnValue", "0")]
        eventually(lambda: client.power_state() == self.state, POWER_LIMIT, f"PowerState {self.state}")


@dataclass
class Returned:
    """A method ran and returned this, and nothing else."""

    value: int

    def check(self, reply, client):
        assert reply.outputs == {"ReturnValue": self.value}


@dataclass
class Got:
    """The instance, in its own class's namespace."""

    class_name: str
    properties: dict

    def check(self, reply, client):
        assert reply.action == TRANSFER + "/GetResponse", reply.text
        assert reply.instance.class_name == self.class_name
        assert reply.instance.namespace == CIM + self.class_name
        for name, value in self.properties.items():
            assert reply.instance[name] == value


@dataclass
class Listed:
    """Instances or references of these classes in one message, `context` saying how it ends."""

    classes: set
    references: bool = False
    action: str = "Enumerate"
    context: str | None = ""
    count: int | None = None

    def check(self, reply, client):
        assert reply.action == f"{WSEN}/{self.action}Response", reply.text
        items = reply.items
        assert {item.instance.class_name if item.instance else item.reference.class_name
                for item in items} >= self.classes
        assert all((item.reference is not None) == self.references for item in items)
        assert reply.ended and reply.context == self.context
        assert self.count is None or len(items) == self.count


@dataclass
class Context:
    """A context to pull from; the resource is echoed, since some clients pull from what the answer names."""

    class_name: str
    count: int
    classes: set = frozenset()

    def check(self, reply, client):
        assert reply.action == WSEN + "/EnumerateResponse", reply.text
        assert reply.context and not reply.ended
        uri = reply.header("ResourceURI", "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd")
        assert uri == CIM + self.class_name
        pulled = client.pull(self.class_name, reply.context)
        assert len(pulled.items) >= self.count and pulled.ended and pulled.context is None
        assert not self.classes or {item.instance.class_name for item in pulled.items} == self.classes


@dataclass
class Associations:
    """Associations of the machine, these classes among them, pulled to the end where one message does not do."""

    classes: set

    def check(self, reply, client):
        assert reply.ok, reply.text
        items = reply.items
        while reply.context:
            reply = client.pull(ALL_CLASSES, reply.context)
            items += reply.items
        assert {item.instance.class_name for item in items} >= self.classes


@dataclass
class Nothing:
    """An empty list: the object of the filter is not there, so nothing is associated with it."""

    def check(self, reply, client):
        assert reply.ok, reply.text
        items = reply.items
        while reply.context:
            reply = client.pull(ALL_CLASSES, reply.context)
            items += reply.items
        assert reply.ended and items == []


@dataclass
class Identity:
    def check(self, reply, client):
        assert local(reply.body) == "IdentifyResponse" and reply.status == 200
        assert reply.body.findtext(f"{{{WSMID}}}ProductVendor")


NOT_SERVED = Fault(("wsa:DestinationUnreachable",))
APMS = "CIM_AssociatedPowerManagementService"

EXPECTED = {
    "amtctrl-ChangeBootOrder": Returned(0),
    "amtctrl-Get-APMS": Got(APMS, {"PowerState": "2"}),
    "amtctrl-RequestPowerStateChange": Power(ON),
    "amtctrl-SetBootConfigRole": Returned(0),
    "dashcli-Enumerate-ElementConformsToProfile": Context("CIM_ElementConformsToProfile", 5),
    "dashcli-Get-NumericSensor": Got("CIM_NumericSensor", {"SystemName": "ManagedSystem"}),
    "dashcli-RequestPowerStateChange": Power(OFF),
    "dashcli-associators": Listed({"CIM_PowerManagementService"}, references=True),
    "dashcli-references-OrderedComponent": Listed({"CIM_OrderedComponent"}, references=True, count=5),
    "dracclient-Enumerate-optimized": Listed({"CIM_NumericSensor"}),
    "dracclient-Invoke": Power(OFF),
    "fence_amt_ws-Get-APMS": Got(APMS, {"PowerState": "2"}),
    "fence_amt_ws-RequestPowerStateChange": Power(OFF),
    "go-wsman-messages-Pull": Listed({APMS}, action="Pull", context=None),
    "go-wsman-messages-RequestPowerStateChange": Power(OFF),
    "iamt-EnumerateEPR": Context("CIM_ComputerSystem", 1),
    "iamt-RequestPowerStateChange": Power(OFF),
    "maas-wsmancli-Enumerate-optimized-APMS": Listed({APMS}),
    "maas-wsmancli-RequestPowerStateChange": Power(OFF),
    "meshcommander-Enumerate": Context("CIM_SystemPackaging", 1),
    "meshcommander-RequestPowerStateChange": Power(OFF),
    "omicli-Enumerate": Listed({"CIM_NumericSensor"}),
    "omicli-Invoke": Power(OFF),
    "omicli-WQL": Listed({"CIM_NumericSensor"}, count=1),
    "pypsrp-Get": Got("CIM_NumericSensor", {"SystemName": "ManagedSystem"}),
    "pywinrm-CreateShell": Fault(("wsa:DestinationUnreachable", "wsa:ActionNotSupported")),
    "wsl-Invoke": Power(OFF),
    "wsl-associators": Associations({APMS, "CIM_SystemDevice"}),
    "wsmancli-Enumerate-ObjectAndEPR": Context("CIM_Fan", 6),
    "wsmancli-Enumerate-WQL": Context("*", 1, {"CIM_NumericSensor"}),
    "wsmancli-Enumerate-cimnamespace": Context("CIM_Fan", 6),
    "wsmancli-Identify": Identity(),
    # What the client made of its own argument (CIM_ComputerSystem,Name=ManagedSystem) is the name of no object.
    "wsmancli-references": Nothing(),
}


def test_every_recorded_request_has_an_expected_answer():
    assert {path.stem for path in REQUESTS.glob("*.http")} == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_replay(open_agent, name):
    client = open_agent.client()
    expected = EXPECTED[name]
    if isinstance(expected, Power):
        reach(client, ON if expected.state == OFF else OFF)
    elif isinstance(expected, Got):
        reach(client, ON)
    head, body = (REQUESTS / f"{name}.http").read_bytes().split(b"\n\n", 1)
    expected.check(replay(open_agent, head.decode(), fitted(client, name, body)), client)


def fitted(client, name, body):
    """The body with names that exist here, in the same bytes otherwise."""
    sensor = client.references("CIM_NumericSensor")[0]["DeviceID"].encode()
    body = body.replace(b'Name="DeviceID">T1<', b'Name="DeviceID">' + sensor + b"<")
    body = body.replace(b'Name="DeviceID">T2<', b'Name="DeviceID">' + sensor + b"<")
    body = body.replace(b"DeviceID='T1'", b"DeviceID='" + sensor + b"'")
    body = body.replace(b'Name="Name">PMS<', b'Name="Name">Intel(r) AMT Power Management Service<')
    if name.endswith("-Pull"):
        context = client.start_enumeration("CIM_ServiceAvailableToElement").context.encode()
        body = re.sub(rb"(EnumerationContext>)[^<]*(<)", rb"\g<1>" + context + rb"\g<2>", body)
    return body


def replay(agent, head, body):
    """Sends the request as the client did, with credentials of ours in the client's scheme."""
    lines = head.split("\n")
    path = lines[0].split(" ")[1]
    headers = dict(line.split(": ", 1) for line in lines[1:])
    scheme = headers.pop("Authorization").split(" ", 1)[0]
    for name in ("Host", "Content-Length"):
        headers.pop(name)
    # None keeps requests from adding what the client did not send.
    headers = {"User-Agent": None, "Accept": None, "Accept-Encoding": None, "Connection": None} | headers
    password = agent.users["admin"]
    with requests.Session() as session:
        session.trust_env = False
        session.auth = HTTPBasicAuth("admin", password) if scheme == "Basic" else HTTPDigestAuth("admin", password)
        return Reply(session.post(agent.urls[0] + path, data=body, headers=headers, timeout=30))
