"""Enumerate, Pull and Release in all their forms."""

import pytest

from harness.processes import eventually
from harness.wsman import CIM, WSEN, WSMAN, Reference

CLASSES = ["CIM_NumericSensor", "CIM_Sensor", "CIM_Fan", "CIM_PowerSupply", "CIM_PhysicalMemory",
           "CIM_SoftwareIdentity", "CIM_RegisteredProfile", "CIM_SystemDevice"]


def identities(instances):
    keys = ("DeviceID", "InstanceID", "Tag", "PartComponent")
    return [(instance.class_name, *(instance[key] for key in keys if key in instance)) for instance in instances]


@pytest.mark.parametrize("class_name", CLASSES)
def test_every_form_yields_the_same_instances_in_the_same_order(client, class_name):
    expected = identities(client.instances(class_name))
    assert len(expected) == len(set(expected)) > 0
    for options in ({"optimized": False}, {"max_elements": 1}, {"max_elements": 7},
                    {"optimized": False, "max_elements": 3}, {"mode": "EnumerateObjectAndEPR"},
                    {"mode": "EnumerateObjectAndEPR", "max_elements": 4}):
        assert identities(client.instances(class_name, **options)) == expected, options
    references = client.references(class_name)
    assert references == [item.reference for item in client.items(class_name, mode="EnumerateObjectAndEPR")]
    assert [reference.class_name for reference in references] == [class_name for class_name, *_ in expected]


def test_the_simulated_server_is_a_whole_machine(client):
    count = {name: len(client.instances(name)) for name in (
        "CIM_Sensor", "CIM_Fan", "CIM_PowerSupply", "CIM_Chassis", "CIM_Card", "CIM_PhysicalMemory",
        "CIM_SoftwareIdentity")}
    assert count["CIM_Sensor"] >= 40 and count["CIM_Fan"] == 6 and count["CIM_PowerSupply"] == 2
    assert count["CIM_Chassis"] >= 1 and count["CIM_Card"] >= 1 and count["CIM_PhysicalMemory"] >= 1
    assert count["CIM_SoftwareIdentity"] >= 4


def test_a_superclass_yields_its_subclasses_under_their_own_names(client):
    found = client.instances("CIM_Sensor")
    assert {instance.class_name for instance in found} == {"CIM_NumericSensor", "CIM_Sensor"}
    assert all(instance.namespace == CIM + instance.class_name for instance in found)
    numeric = [instance for instance in found if instance.class_name == "CIM_NumericSensor"]
    assert identities(numeric) == identities(client.instances("CIM_NumericSensor"))


def test_a_class_without_instances_is_an_empty_answer(client):
    answer = client.start_enumeration("CIM_Battery", optimized=True)
    if answer.ok:
        assert answer.items == [] and answer.ended
    else:
        assert answer.fault.subcode == "wsa:DestinationUnreachable"


def test_a_plain_enumeration_gives_a_context_and_nothing_else(client):
    answer = client.start_enumeration("CIM_Fan")
    assert answer.action == WSEN + "/EnumerateResponse"
    assert answer.context and not answer.ended and answer.items == []


def test_pull_without_a_number_returns_all(client):
    """The standard's default is one; a client of the field makes exactly one Pull."""
    answer = client.pull("CIM_NumericSensor", client.start_enumeration("CIM_NumericSensor").context)
    assert answer.action == WSEN + "/PullResponse"
    assert len(answer.items) == len(client.instances("CIM_NumericSensor"))
    assert answer.ended and answer.context is None


def test_a_complete_optimized_answer_has_an_empty_context(client):
    answer = client.start_enumeration("CIM_Fan", optimized=True)
    assert answer.ended and answer.context == ""
    assert answer.body.find(f"{{{WSMAN}}}Items") is not None


def test_an_incomplete_optimized_answer_goes_on_with_pulls(client):
    answer = client.start_enumeration("CIM_Fan", optimized=True, max_elements=2)
    assert len(answer.items) == 2 and answer.context and not answer.ended
    following = client.pull("CIM_Fan", answer.context, max_elements=2)
    assert following.body.find(f"{{{WSEN}}}Items") is not None
    assert len(following.items) == 2 and following.context and not following.ended


def test_the_number_of_elements_may_come_in_either_namespace_and_a_mode_in_pull_is_ignored(client):
    for prefix in ("wsen", "wsman"):
        context = client.start_enumeration("CIM_Fan").context
        body = (f"<wsen:Pull><wsen:EnumerationContext>{context}</wsen:EnumerationContext>"
                f"<{prefix}:MaxElements>2</{prefix}:MaxElements>"
                "<wsman:EnumerationMode>EnumerateEPR</wsman:EnumerationMode></wsen:Pull>")
        items = client.send(WSEN + "/Pull", "CIM_Fan", body).items
        assert len(items) == 2 and all(item.instance for item in items)


def test_a_context_is_gone_when_it_is_drawn_empty_or_released(client):
    drained = client.start_enumeration("CIM_Fan").context
    assert client.pull("CIM_Fan", drained).ended
    released = client.start_enumeration("CIM_Fan").context
    answer = client.release("CIM_Fan", released)
    assert answer.status == 200 and answer.action == WSEN + "/ReleaseResponse"
    for context in (drained, released):
        for answer in (client.pull("CIM_Fan", context), client.release("CIM_Fan", context)):
            assert (answer.status, answer.fault.subcode) == (500, "wsen:InvalidEnumerationContext")


def test_contexts_do_not_disturb_one_another(client):
    first = client.start_enumeration("CIM_Fan", optimized=True, max_elements=1)
    second = client.start_enumeration("CIM_Fan", optimized=True, max_elements=2)
    assert len({first.context, second.context}) == 2
    one = client.pull("CIM_Fan", first.context, 1).items[0].instance["DeviceID"]
    two = client.pull("CIM_Fan", second.context, 1).items[0].instance["DeviceID"]
    fans = [fan["DeviceID"] for fan in client.instances("CIM_Fan")]
    assert (one, two) == (fans[1], fans[2])


def test_a_context_belongs_to_its_user(agent, client):
    agent.add_user("other", role="readonly")
    context = client.start_enumeration("CIM_Fan").context
    other = agent.client("other")
    eventually(lambda: other.session.post(agent.url, timeout=30).status_code != 401, 10, "the account is known")
    assert not other.pull("CIM_Fan", context).ok
    assert client.pull("CIM_Fan", context).ok


def test_a_thousand_contexts_nobody_draws_from_do_no_harm(client):
    for _ in range(1000):
        answer = client.start_enumeration("CIM_Fan")
        assert answer.ok or answer.fault.subcode == "wsman:QuotaLimit", answer.text
    assert client.instances("CIM_Fan")


def test_references_name_all_keys(client):
    keys = {"SystemCreationClassName", "SystemName", "CreationClassName", "DeviceID"}
    for reference in client.references("CIM_Sensor"):
        assert {name for name, _ in reference.selectors} == keys
        assert reference["SystemName"] == "ManagedSystem"
    for reference in client.references("CIM_SystemDevice"):
        assert isinstance(reference["GroupComponent"], Reference) and isinstance(reference["PartComponent"], Reference)
