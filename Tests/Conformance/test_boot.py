"""What a machine is to boot from (DSP1012): the order, whether it counts, and what the hardware confirms."""

import json

import pytest

from harness.agent import Agent
from harness.boards import write_board
from harness.power import OFF, ON, reach
from harness.processes import eventually
from harness.wsman import Reference

CONFIGURATION, SOURCE, SERVICE = "CIM_BootConfigSetting", "CIM_BootSourceSetting", "CIM_BootService"
MACHINE = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")
IS_NEXT, IS_NEXT_ONCE, IS_DEFAULT, IS_NOT_NEXT, IS_NOT_DEFAULT = range(5)
# CIM_ElementSettingData.IsNext
NEXT, NOT_NEXT, ONCE = "1", "2", "3"
DEVICES = {"network": "CIM:Network:1", "disk": "CIM:Hard-Disk:1", "optical": "CIM:CD/DVD:1"}
AMT_CONFIGURATION = Reference.of(CONFIGURATION, InstanceID="Intel(r) AMT: Boot Configuration 0")
AMT_NETWORK = Reference.of(SOURCE, InstanceID="Intel(r) AMT: Force PXE Boot")
AMT_SERVICE = {"Name": "Intel(r) AMT Boot Service"}


def make_agent(directory, config="", systems=("ManagedSystem",)):
    directory.mkdir()
    agent = Agent(directory, config=config, board=write_board(
        directory / "board.yaml", systems=systems,
        controller="boots-from: [network, disk, optical], log: { capacity: 64 }"))
    for user, role in (("admin", "administrator"), ("operator", "operator"), ("reader", "readonly")):
        agent.add_user(user, role)
    return agent.start()


@pytest.fixture
def agent(tmp_path):
    agent = make_agent(tmp_path / "agent")
    yield agent
    agent.stop()


@pytest.fixture
def client(agent):
    client = agent.client()
    eventually(lambda: is_next(client) == NOT_NEXT, 30, "what the hardware was told is read")
    return client


def is_next(client):
    return client.get("CIM_ElementSettingData").instance["IsNext"]


def source(device, system="ManagedSystem"):
    return Reference.of(SOURCE, InstanceID=f"Lantern:BootSource:{system}:{device}")


def configuration(system="ManagedSystem"):
    return Reference.of(CONFIGURATION, InstanceID=f"Lantern:Boot:{system}")


def change_order(client, *sources, selectors=()):
    arguments = "".join(f"<p:Source>{each.body()}</p:Source>" for each in sources)
    reply = client.invoke(CONFIGURATION, "ChangeBootOrder", arguments, selectors)
    return reply.outputs["ReturnValue"] if reply.ok else reply.fault.subcode


def set_role(client, role, which=None, method="SetBootConfigRole", more="", selectors=()):
    named = which or configuration()
    reply = client.invoke(
        SERVICE, method,
        f"<p:BootConfigSetting>{named.body()}</p:BootConfigSetting><p:Role>{role}</p:Role>{more}", selectors)
    return reply.outputs["ReturnValue"] if reply.ok else reply.fault.subcode


def set_usage(client, role, more=""):
    return set_role(client, role, method="SetBootConfigUsage", more=more)


def order(client):
    """The devices in their order, by what CIM_OrderedComponent says."""
    places = {}
    for one in client.instances("CIM_OrderedComponent"):
        places[one["PartComponent"]["InstanceID"].rsplit(":", 1)[1]] = int(one["AssignedSequence"])
    return sorted((device for device in places if places[device]), key=places.get)


def last_message(client):
    return client.instances("CIM_LogEntry")[-1]["Message"]


def test_each_device_is_a_source_by_the_words_of_the_standard(client):
    sources = {one["InstanceID"].rsplit(":", 1)[1]: one for one in client.instances(SOURCE)}
    assert {device: one["StructuredBootString"] for device, one in sources.items()} == DEVICES
    assert {one["FailThroughSupported"] for one in sources.values()} == {"2"}
    assert order(client) == []


def test_an_order_counts_only_with_a_role(client):
    assert change_order(client, source("disk"), source("network")) == 0
    assert order(client) == ["disk", "network"]
    assert is_next(client) == NOT_NEXT
    assert change_order(client) == 0
    assert order(client) == []


def test_once_it_is_used_up_by_the_next_start(client):
    assert change_order(client, source("network")) == 0
    assert set_role(client, IS_NEXT_ONCE) == 0
    assert is_next(client) == ONCE, "confirmed when the answer comes"
    reach(client, OFF)
    reach(client, ON)
    eventually(lambda: last_message(client) == "ManagedSystem starts from network.", 30, "it started from there")
    eventually(lambda: is_next(client) == NOT_NEXT, 30, "used up")
    reach(client, OFF)
    reach(client, ON)
    eventually(lambda: last_message(client) == "ManagedSystem starts.", 30, "as ever")


def test_always_it_stays_until_it_is_taken_away(client):
    assert change_order(client, source("disk")) == 0
    assert set_role(client, IS_NEXT) == 0
    assert is_next(client) == NEXT
    reach(client, OFF)
    reach(client, ON)
    eventually(lambda: last_message(client) == "ManagedSystem starts from disk.", 30, "it started from there")
    assert is_next(client) == NEXT
    assert set_usage(client, IS_NOT_NEXT) == 0
    assert is_next(client) == NOT_NEXT


def test_an_order_that_counts_is_told_at_once(client):
    assert change_order(client, source("disk")) == 0
    assert set_role(client, IS_NEXT) == 0
    assert change_order(client, source("network"), source("disk")) == 0
    assert order(client) == ["network", "disk"]
    reach(client, OFF)
    reach(client, ON)
    eventually(lambda: last_message(client) == "ManagedSystem starts from network.", 30, "it started from there")


def test_a_usage_can_name_the_machine_it_is_for(client):
    assert change_order(client, source("disk")) == 0
    scope = f"<p:ScopingComputerSystem>{MACHINE.body()}</p:ScopingComputerSystem>"
    assert set_usage(client, IS_NEXT_ONCE, scope) == 0
    assert is_next(client) == ONCE


@pytest.mark.parametrize("sources, value", [
    ([source("floppy")], 4), ([source("disk"), source("disk")], 5),
    ([Reference.of(SOURCE, InstanceID="nonsense")], 4),
])
def test_sources_that_cannot_be_are_return_values(client, sources, value):
    assert change_order(client, source("optical")) == 0
    assert change_order(client, *sources) == value
    assert order(client) == ["optical"], "and nothing is changed"


@pytest.mark.parametrize("role, value", [(IS_DEFAULT, 1), (3, 5), (99, 5)])
def test_roles_that_cannot_be_had_are_return_values(client, role, value):
    assert change_order(client, source("disk")) == 0
    assert set_role(client, role) == value
    assert is_next(client) == NOT_NEXT


@pytest.mark.parametrize("role, value", [(IS_DEFAULT, 1), (IS_NOT_DEFAULT, 1), (5, 5)])
def test_usages_that_cannot_be_had_are_return_values(client, role, value):
    assert change_order(client, source("disk")) == 0
    assert set_usage(client, role) == value
    assert is_next(client) == NOT_NEXT


def test_a_role_needs_an_order_and_a_configuration(client):
    assert set_role(client, IS_NEXT_ONCE) == 5, "there is nothing in the order"
    assert set_role(client, IS_NEXT_ONCE, Reference.of(CONFIGURATION, InstanceID="nonsense")) == 4
    assert client.invoke(SERVICE, "SetBootConfigRole", "<p:Role>1</p:Role>").outputs == {"ReturnValue": 5}


@pytest.mark.parametrize("method, arguments", [
    ("CreateBootConfigSetting", "<p:StartingBootConfig>{}</p:StartingBootConfig>"),
    ("ApplyBootConfigSetting", "<p:ApplyBootConfig>{}</p:ApplyBootConfig>"),
])
def test_the_other_methods_are_not_supported(client, method, arguments):
    assert client.invoke(SERVICE, method, arguments.format(configuration().body())).outputs == {"ReturnValue": 1}


def test_it_all_hangs_together(client):
    found = {item.reference.class_name for item in client.associated(configuration(), mode="EnumerateObjectAndEPR")}
    assert found == {SOURCE, SERVICE, "CIM_ComputerSystem", "CIM_RegisteredProfile"}
    service = client.references(SERVICE)[0]
    around = {item.reference.class_name for item in client.associated(service, mode="EnumerateObjectAndEPR")}
    assert around == {CONFIGURATION, "CIM_ComputerSystem", "CIM_BootServiceCapabilities"}
    capabilities = client.get("CIM_BootServiceCapabilities").instance
    assert capabilities.all("BootConfigCapabilities") == ["4", "5"], "sets role and usage"
    assert capabilities.all("BootStringsSupported") == ["4"], "StructuredBootString"
    names = {one["RegisteredName"] for one in client.instances("CIM_RegisteredProfile")}
    assert "Boot Control" in names


def test_who_may_switch_may_choose_and_it_is_recorded(agent, client):
    reader = agent.client("reader")
    assert change_order(reader, source("disk")) == "wsman:AccessDenied"
    assert set_role(reader, IS_NEXT_ONCE) == "wsman:AccessDenied"
    operator = agent.client("operator")
    assert change_order(operator, source("disk")) == 0
    assert set_role(operator, IS_NEXT_ONCE) == 0
    records = [json.loads(line) for line in (agent.state / "audit.jsonl").read_text().splitlines()]
    assert [(one["user"], one["command"], one["stage"]) for one in records] == [
        ("reader", "set-boot-order", "answered"), ("reader", "set-boot-role", "answered"),
        ("operator", "set-boot-order", "admitted"), ("operator", "set-boot-order", "answered"),
        ("operator", "set-boot-role", "admitted"), ("operator", "set-boot-role", "answered")]
    assert records[-1]["before"] == "order disk; not-next"
    assert records[-1]["after"] == "order disk; next-once disk"


def test_of_several_machines_each_has_its_own(tmp_path):
    agent = make_agent(tmp_path / "two", systems=("node1", "node2"))
    try:
        client = agent.client()
        eventually(lambda: len(client.instances(SOURCE)) == 6, 30, "both are read")
        mine = configuration("node1").selectors
        assert change_order(client, source("disk", "node1"), selectors=mine) == 0
        assert change_order(client, source("disk", "node2"), selectors=mine) == 5, "another machine's source"
        of_service = {"SystemName": "node2"}
        assert set_role(client, IS_NEXT_ONCE, configuration("node1"), selectors=of_service) == 4
        assert set_role(client, IS_NEXT_ONCE, configuration("node1"), selectors={"SystemName": "node1"}) == 0
        states = {one["SettingData"]["InstanceID"]: one["IsNext"] for one in client.instances("CIM_ElementSettingData")}
        assert states == {"Lantern:Boot:node1": ONCE, "Lantern:Boot:node2": NOT_NEXT}
    finally:
        agent.stop()


def test_a_machine_that_cannot_be_told_has_no_boot_control(start_agent, tmp_path):
    client = start_agent(board=write_board(tmp_path / "bare.yaml")).client()
    for name in (CONFIGURATION, SOURCE, SERVICE, "CIM_BootServiceCapabilities"):
        assert client.instances(name) == []


def test_clients_of_another_product_boot_from_the_network_once(tmp_path):
    """What fence_amt_ws and MAAS do: the order, the role, then the power."""
    agent = make_agent(tmp_path / "amt", config="compatibility: amt\n")
    try:
        client = agent.client()
        eventually(lambda: is_next(client) == NOT_NEXT, 30, "what the hardware was told is read")
        reach(client, OFF)
        assert change_order(client, AMT_NETWORK, selectors=AMT_CONFIGURATION.selectors) == 0
        assert set_role(client, IS_NEXT_ONCE, AMT_CONFIGURATION, selectors=AMT_SERVICE) == 0
        reach(client, ON)
        eventually(lambda: last_message(client) == "ManagedSystem starts from network.", 30, "it started from there")
    finally:
        agent.stop()


def test_its_names_are_unknown_unless_they_are_asked_for(client):
    assert change_order(client, AMT_NETWORK) == 4
    assert change_order(client, source("disk"), selectors=AMT_CONFIGURATION.selectors) == "wsa:DestinationUnreachable"
