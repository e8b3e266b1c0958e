"""Get: one instance by all, some or none of its keys."""

import pytest

from harness.wsman import ANONYMOUS, CIM, TRANSFER, Reference, envelope


def test_every_instance_of_every_class_is_found_by_its_own_reference(client):
    """From the machine along all associations, as far as they go."""
    machine = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")
    known, waiting = {machine}, [machine]
    while waiting:
        reference = waiting.pop()
        answer = client.get_reference(reference)
        assert answer.ok, (reference, answer.text)
        assert answer.instance.class_name == reference.class_name
        for name, value in reference.selectors:
            assert answer.instance[name] == value
        for item in client.associated(reference, mode="EnumerateObjectAndEPR"):
            if item.reference not in known:
                known.add(item.reference)
                waiting.append(item.reference)
    found = {reference.class_name for reference in known}
    assert found >= {
        "CIM_ComputerSystem", "CIM_NumericSensor", "CIM_Sensor", "CIM_Fan", "CIM_PowerSupply", "CIM_Chassis",
        "CIM_Card", "CIM_PhysicalMemory", "CIM_SoftwareIdentity", "CIM_RegisteredProfile",
        "CIM_PowerManagementService", "CIM_PowerManagementCapabilities"}, sorted(found)


def test_association_instances_are_found_by_their_references(client):
    machine = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")
    for item in client.associated(machine, "AssociationInstances", mode="EnumerateObjectAndEPR")[:20]:
        answer = client.get_reference(item.reference)
        assert answer.ok, answer.text
        assert answer.instance.class_name == item.instance.class_name
        for name, value in item.reference.selectors:
            assert answer.instance[name] == value


def test_the_order_of_selectors_does_not_matter(client):
    reference = client.references("CIM_NumericSensor")[3]
    backwards = client.get(reference.class_name, reference.selectors[::-1]).instance
    assert backwards["DeviceID"] == reference["DeviceID"]


def test_some_selectors_are_enough_when_they_fit_one(client):
    fan = client.references("CIM_Fan")[1]
    assert client.get("CIM_Fan", DeviceID=fan["DeviceID"]).instance["DeviceID"] == fan["DeviceID"]


def test_the_namespace_is_accepted_as_a_selector(client):
    assert client.get("CIM_ComputerSystem", Name="ManagedSystem", __cimnamespace="root/cimv2").ok


def test_a_selector_may_carry_its_name_in_the_namespace_of_ws_management(client):
    body = envelope(TRANSFER + "/Get", "CIM_ComputerSystem", selectors={"Name": "ManagedSystem"})
    assert client.post(body.replace(" Name=", " wsman:Name=")).instance["Name"] == "ManagedSystem"


def test_no_selectors_mean_the_only_instance_or_the_first(client):
    assert client.get("CIM_ComputerSystem").instance["Name"] == "ManagedSystem"
    assert client.get("CIM_AssociatedPowerManagementService").ok
    assert client.get("CIM_Fan").instance["DeviceID"] == client.references("CIM_Fan")[0]["DeviceID"]


def test_a_superclass_finds_the_instance_under_its_own_name(client):
    sensor = client.references("CIM_NumericSensor")[0]
    for class_name in ("CIM_Sensor", "CIM_LogicalDevice"):
        found = client.get(class_name, DeviceID=sensor["DeviceID"], CreationClassName="CIM_NumericSensor").instance
        assert found.class_name == "CIM_NumericSensor"
        assert found.namespace == CIM + "CIM_NumericSensor"


def test_class_names_and_selector_names_may_come_in_any_case(client):
    assert client.get("cim_computersystem", name="ManagedSystem").ok


@pytest.mark.parametrize("extra", [
    '<wsman:OperationTimeout>PT60S</wsman:OperationTimeout>',
    '<wsman:OperationTimeout>PT60.000S</wsman:OperationTimeout>',
    '<wsman:MaxEnvelopeSize s:mustUnderstand="true">153600</wsman:MaxEnvelopeSize>',
    '<wsman:OptionSet s:mustUnderstand="true"></wsman:OptionSet>',
    '<wsman:Locale xml:lang="en-US" s:mustUnderstand="false"></wsman:Locale>',
    '<x:SessionId xmlns:x="urn:x" s:mustUnderstand="false">uuid:1</x:SessionId>',
    f"<wsa:FaultTo><wsa:Address>{ANONYMOUS}</wsa:Address></wsa:FaultTo>",
])
def test_headers_that_clients_add_are_taken(client, extra):
    assert client.send(TRANSFER + "/Get", "CIM_ComputerSystem", extra=extra).ok
