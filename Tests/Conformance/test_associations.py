"""Association filters: from any object to its neighbours and back, by class, role and superclass."""

import pytest

from harness.wsman import ALL_CLASSES, Reference, association_filter, local

MACHINE = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")


def classes(items):
    return {item.instance.class_name for item in items}


def test_the_machine_leads_to_its_power_service_as_consoles_ask_for_it(client):
    found = client.associated(
        MACHINE, mode="EnumerateObjectAndEPR", AssociationClassName="CIM_AssociatedPowerManagementService",
        Role="UserOfService", ResultClassName="CIM_PowerManagementService", ResultRole="ServiceProvided")
    assert [item.reference.class_name for item in found] == ["CIM_PowerManagementService"]
    back = client.associated(
        found[0].reference, mode="EnumerateObjectAndEPR", AssociationClassName="CIM_AssociatedPowerManagementService")
    assert [item.reference for item in back] == [MACHINE]


def test_a_result_class_matches_its_subclasses(client):
    numeric = client.associated(MACHINE, ResultClassName="CIM_NumericSensor")
    sensors = client.associated(MACHINE, ResultClassName="CIM_Sensor")
    assert classes(numeric) == {"CIM_NumericSensor"}
    assert classes(sensors) == {"CIM_NumericSensor", "CIM_Sensor"}
    assert len(numeric) == len(client.instances("CIM_NumericSensor"))
    assert len(sensors) == len(client.instances("CIM_Sensor"))


def test_an_association_class_matches_its_subclasses(client):
    """CIM_ServiceAvailableToElement is what consoles ask for; the instance is of a subclass."""
    found = client.associated(MACHINE, "AssociationInstances", ResultClassName="CIM_ServiceAvailableToElement")
    assert "CIM_AssociatedPowerManagementService" in classes(found)


@pytest.mark.parametrize("role, expected", [("GroupComponent", True), ("PartComponent", False)])
def test_a_role_is_the_one_the_object_itself_plays(client, role, expected):
    found = client.associated(MACHINE, AssociationClassName="CIM_SystemDevice", Role=role)
    assert bool(found) == expected
    opposite = "PartComponent" if role == "GroupComponent" else "GroupComponent"
    assert bool(client.associated(MACHINE, AssociationClassName="CIM_SystemDevice", ResultRole=opposite)) == expected


def test_association_instances_name_the_object_and_its_neighbour(client):
    sensor = client.references("CIM_NumericSensor")[0]
    found = client.associated(sensor, "AssociationInstances", ResultClassName="CIM_SystemDevice")
    assert len(found) == 1
    assert found[0].instance["GroupComponent"] == MACHINE
    assert found[0].instance["PartComponent"] == sensor


def test_neighbours_are_those_that_the_association_instances_name(client):
    for class_name in ("CIM_Fan", "CIM_PowerSupply", "CIM_Chassis", "CIM_RegisteredProfile"):
        this = client.references(class_name)[0]
        neighbours = {item.reference for item in client.associated(this, mode="EnumerateObjectAndEPR")}
        named = set()
        for item in client.associated(this, "AssociationInstances"):
            ends = [item.instance[name] for name in item.instance.names
                    if isinstance(item.instance[name], Reference)]
            assert this in ends
            named |= {end for end in ends if end != this}
        assert neighbours == named and neighbours


def test_a_fan_leads_to_its_tachometer(client):
    for fan in client.references("CIM_Fan"):
        found = client.associated(fan, AssociationClassName="CIM_AssociatedSensor", ResultClassName="CIM_NumericSensor")
        assert len(found) == 1
        assert found[0].instance["BaseUnits"] == "19" and found[0].instance["SensorType"] == "5"


def test_a_supply_leads_to_its_sensors(client):
    for supply in client.references("CIM_PowerSupply"):
        assert client.associated(supply, AssociationClassName="CIM_AssociatedSensor")


def test_every_form_of_enumeration_takes_a_filter(client):
    terms = {"ResultClassName": "CIM_Fan"}
    fans = [fan["DeviceID"] for fan in client.instances("CIM_Fan")]
    asked = association_filter(MACHINE, **terms)
    for options in ({}, {"optimized": False}, {"max_elements": 2}, {"mode": "EnumerateObjectAndEPR"}):
        found = client.items(ALL_CLASSES, filter=asked, **options)
        assert [item.instance["DeviceID"] for item in found] == fans
    found = client.items(ALL_CLASSES, mode="EnumerateEPR", filter=asked)
    assert [item.reference["DeviceID"] for item in found] == fans


def test_some_selectors_are_enough_for_the_object(client):
    found = client.associated(Reference.of("CIM_ComputerSystem", Name="ManagedSystem"), ResultClassName="CIM_Fan")
    assert len(found) == len(client.instances("CIM_Fan"))


def test_a_pull_in_between_goes_on_where_it_stopped(client):
    answer = client.start_enumeration(
        ALL_CLASSES, optimized=True, max_elements=3, filter=association_filter(MACHINE, ResultClassName="CIM_Sensor"))
    names = [item.instance["DeviceID"] for item in answer.items]
    while answer.context:
        answer = client.pull(ALL_CLASSES, answer.context, max_elements=3)
        assert local(answer.body) == "PullResponse"
        names += [item.instance["DeviceID"] for item in answer.items]
    assert len(names) == len(set(names)) == len(client.instances("CIM_Sensor"))
