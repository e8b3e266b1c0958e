"""Identify: who answers, without credentials only where that is meant."""

import pytest

from harness.wsman import DASH, IDENTIFY, TRANSFER, WSMID, Client, envelope, local

SECURITY = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/"


def identity(reply):
    assert reply.status == 200 and local(reply.body) == "IdentifyResponse", reply.text
    return reply.body


def test_it_says_protocol_product_dash_and_security_profiles(client):
    answer = identity(client.identify())
    assert answer.findtext(f"{{{WSMID}}}ProtocolVersion") == "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
    assert answer.findtext(f"{{{WSMID}}}ProductVendor")
    assert answer.findtext(f"{{{WSMID}}}ProductVersion")
    assert answer.findtext(f"{{{DASH}}}DASHVersion").count(".") == 2
    profiles = [element.text for element in answer.iter() if local(element) == "SecurityProfileName"]
    assert SECURITY + "http/digest" in profiles


def test_basic_is_announced_only_where_it_is_allowed(client, open_agent):
    assert SECURITY + "http/basic" not in client.identify().text
    assert SECURITY + "http/basic" in open_agent.client().identify().text


@pytest.mark.parametrize("path, headers", [
    ("/wsman-anon/identify", {}), ("/wsman", {"WSMANIDENTIFY": "unauthenticated"})])
def test_without_credentials(agent, path, headers):
    anonymous = Client(agent.urls[0] + path)
    assert local(identity(anonymous.post(IDENTIFY, headers))) == "IdentifyResponse"


def test_without_credentials_nothing_else_is_answered(agent):
    get = Client(agent.urls[0] + "/wsman-anon/identify").get("CIM_ComputerSystem")
    assert not get.ok and "ManagedSystem" not in get.text
    headers = {"WSMANIDENTIFY": "unauthenticated"}
    get = Client(agent.url).post(envelope(TRANSFER + "/Get", "CIM_ComputerSystem"), headers)
    assert not get.ok and "ManagedSystem" not in get.text


def test_anonymous_identify_can_be_switched_off(start_agent):
    agent = start_agent(config="anonymous-identify: false\n")
    for path in ("/wsman-anon/identify", "/wsman"):
        answer = Client(agent.urls[0]).session.post(
            agent.urls[0] + path, data=IDENTIFY, headers={"WSMANIDENTIFY": "unauthenticated"}, timeout=30)
        assert answer.status_code in (401, 404)
    identity(agent.client().identify())
