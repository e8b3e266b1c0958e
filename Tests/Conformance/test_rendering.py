"""How answers are written: the one rendering that every client of the field can read."""

import re

import pytest

from harness.wsman import (
    ALL_CLASSES, ANONYMOUS, CIM, SOAP, TRANSFER, WSA, WSEN, WSMAN, Reference, association_filter, resource)

MACHINE = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")


@pytest.fixture
def answers(client):
    """One answer of every kind."""
    everything = client.start_enumeration("CIM_NumericSensor", optimized=True, mode="EnumerateObjectAndEPR")
    plain = client.start_enumeration("CIM_Fan")
    service = client.references("CIM_PowerManagementService")[0]
    return {
        "get": client.get("CIM_ComputerSystem", MACHINE.selectors),
        "association": client.get("CIM_AssociatedPowerManagementService"),
        "firmware": client.start_enumeration("CIM_SoftwareIdentity", optimized=True),
        "enumerate": everything,
        "references": client.start_enumeration("CIM_Fan", optimized=True, mode="EnumerateEPR"),
        "mixed": client.start_enumeration(ALL_CLASSES, optimized=True, filter=association_filter(MACHINE)),
        "context": plain,
        "pull": client.pull("CIM_Fan", plain.context),
        "release": client.release("CIM_Fan", client.start_enumeration("CIM_Fan").context),
        "invoke": client.invoke("CIM_PowerManagementService", "RequestPowerStateChange",
                                "<p:PowerState>99</p:PowerState>", service.selectors),
        "fault": client.get("CIM_Nonsense"),
    }


def test_prefixes_are_the_ones_clients_look_for(answers):
    for kind, answer in answers.items():
        assert f'<a:Envelope xmlns:a="{SOAP}"' in answer.text, kind
        root = re.search(r"<a:Envelope[^>]*>", answer.text).group()
        for prefix, namespace in (("wsa", WSA), ("wsman", WSMAN), ("wsen", WSEN)):
            assert f'xmlns:{prefix}="{namespace}"' in root, kind
        assert f'xmlns:p="{CIM}' in root or kind in ("fault", "release", "references", "context"), kind


def test_namespaces_are_declared_on_the_root_alone(answers):
    for kind, answer in answers.items():
        assert "xmlns" not in answer.text[answer.text.index("<a:Header"):], kind


def test_no_space_between_elements_and_no_element_closes_itself(answers):
    for kind, answer in answers.items():
        assert not re.search(r">\s+<", answer.text), kind
        assert "/>" not in answer.text, kind


def test_attributes_only_where_the_standard_needs_them(answers):
    for kind, answer in answers.items():
        below = answer.text[answer.text.index("<a:Header"):]
        names = set(re.findall(r"<[^/>?][^>]*?\s([\w:]+)=", below))
        assert names <= {"Name", "a:mustUnderstand", "xml:lang"}, (kind, names)


def test_headers(answers):
    for kind, answer in answers.items():
        assert answer.header("To") == ANONYMOUS, kind
        assert answer.header("MessageID").startswith("uuid:"), kind
        assert answer.header("RelatesTo"), kind
        assert answer.action, kind
        assert "Content-Length" in answer.headers and "Transfer-Encoding" not in answer.headers
        assert answer.headers["Content-Type"].lower().startswith("application/soap+xml")


def test_message_ids_are_never_used_twice(answers):
    ids = [answer.header("MessageID") for answer in answers.values()]
    assert len(ids) == len(set(ids))


def test_the_resource_is_echoed(client):
    for class_name in ("CIM_ComputerSystem", "CIM_Fan", "CIM_Sensor"):
        uri = resource(class_name)
        for answer in (client.start_enumeration(class_name), client.start_enumeration(class_name, optimized=True)):
            assert answer.header("ResourceURI", WSMAN) == uri
    answer = client.get("CIM_ComputerSystem", MACHINE.selectors)
    assert answer.header("ResourceURI", WSMAN) == resource("CIM_ComputerSystem")


@pytest.mark.parametrize("message", ["0", "17", "uuid:AbCd", "urn:uuid:1", "a&b<c>\"'", "ünïcode"])
def test_the_message_id_comes_back_as_it_was(client, message):
    answer = client.send(TRANSFER + "/Get", "CIM_ComputerSystem", selectors=MACHINE.selectors, message_id=message)
    assert answer.ok and answer.header("RelatesTo") == message


def test_an_empty_message_id_is_accepted(client):
    answer = client.send(TRANSFER + "/Get", "CIM_ComputerSystem", selectors=MACHINE.selectors, message_id="")
    assert answer.ok


def test_properties_come_in_the_order_of_their_names(client):
    for class_name in ("CIM_ComputerSystem", "CIM_NumericSensor", "CIM_Fan", "CIM_Chassis"):
        for instance in client.instances(class_name):
            assert instance.names == sorted(instance.names)


def test_every_instance_is_in_the_namespace_of_its_own_class(client):
    for item in client.associated(MACHINE):
        assert item.instance.namespace == CIM + item.instance.class_name


def test_booleans_are_words_in_lower_case_and_numbers_are_plain(client):
    for sensor in client.instances("CIM_NumericSensor"):
        for name in ("IsLinear", "Enabled"):
            assert sensor.get(name, "true") in ("true", "false")
        for name in ("SensorType", "BaseUnits", "UnitModifier", "CurrentReading"):
            assert re.fullmatch(r"-?\d+", sensor.get(name, "0"))
