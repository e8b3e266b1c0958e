"""Boot devices, the identify light and thresholds, written to a BMC: what its chassis hook was told, and what ipmitool
reads back."""

import pytest

from harness.bmc import POLL, watching
from harness.processes import eventually
from harness.wsman import Reference

# SetBootConfigRole and SetBootConfigUsage; what IsNext says.
ALWAYS, ONCE, NOT_NEXT = 0, 1, 3
WORDS = {"next": "1", "not next": "2", "next once": "3"}
SENSOR = "CIM_NumericSensor"


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    with watching(tmp_path_factory.mktemp("boot"), "--extra", "0", "--cipher17") as pair:
        yield pair


@pytest.fixture(scope="module")
def bmc(both):
    return both[0]


@pytest.fixture(scope="module")
def agent(both):
    return both[1]


@pytest.fixture(autouse=True)
def own_answers(bmc):
    """The BMC answers for itself again after each test."""
    yield
    bmc.answer()


def hook(bmc, parameter):
    """What the chassis hook was told of one parameter, in order."""
    return [value for name, value in bmc.chassis_log() if name == parameter]


def parameter_5(bmc):
    """The boot flags as ipmitool prints them."""
    return bmc.ipmitool("chassis", "bootparam", "get", "5")


def source(client, device):
    """The boot source with a structured boot string."""
    for item in client.items("CIM_BootSourceSetting", mode="EnumerateObjectAndEPR"):
        if item.instance["StructuredBootString"] == device:
            return item.reference
    raise AssertionError(f"there is no {device}")


def order(client, device):
    found = client.references("CIM_BootConfigSetting")[0]
    reply = client.invoke("CIM_BootConfigSetting", "ChangeBootOrder",
                          f"<p:Source>{source(client, device).body()}</p:Source>", found.selectors)
    assert reply.outputs["ReturnValue"] == 0


def role(client, number):
    boot_service(client, "SetBootConfigRole", f"<p:Role>{number}</p:Role>")


def usage(client, number):
    boot_service(client, "SetBootConfigUsage", f"<p:Role>{number}</p:Role>")


def boot_service(client, method, argument):
    setting = client.references("CIM_BootConfigSetting")[0]
    service = client.references("CIM_BootService")[0]
    arguments = f"<p:BootConfigSetting>{setting.body()}</p:BootConfigSetting>{argument}"
    reply = client.invoke("CIM_BootService", method, arguments, service.selectors)
    assert reply.ok, reply.text[-600:]
    assert reply.outputs["ReturnValue"] == 0


@pytest.mark.parametrize("device, printed, told", [
    ("CIM:Network:1", "Force PXE", "pxe"), ("CIM:CD/DVD:1", "Force Boot from CD/DVD", "cdrom")])
def test_a_boot_device_reaches_the_bmc(bmc, client, device, printed, told):
    order(client, device)
    role(client, ONCE)
    assert hook(bmc, "boot")[-1] == told
    assert printed in parameter_5(bmc)
    # The simulator takes the device, and says that its flags are not valid.
    assert is_next(client) == WORDS["not next"]


@pytest.mark.parametrize("number, flags, word", [(ONCE, 0x80, "next once"), (ALWAYS, 0xC0, "next")])
def test_a_boot_device_counts_as_the_bmc_confirms_it(bmc, client, number, flags, word):
    """In the place of the simulator, another BMC reads back what it was told."""
    order(client, "CIM:Network:1")
    bmc.answer(f"00:09:05=000105{flags:02x}04000000")
    role(client, number)
    assert is_next(client) == WORDS[word]


def test_no_boot_device_is_told_any_more(bmc, client):
    order(client, "CIM:Network:1")
    role(client, ONCE)
    assert hook(bmc, "boot")[-1] == "pxe"
    usage(client, NOT_NEXT)
    assert hook(bmc, "boot")[-1] in ("none", "default")


def is_next(client):
    system = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")
    found = client.associated(system, "AssociationInstances", ResultClassName="CIM_ElementSettingData")
    return found[0].instance["IsNext"]


# Get Chassis Status with power on; the third byte says whether identifying is supported, and its state.
CHASSIS_STATUS = "00:01=000100"


def test_the_identify_light_is_switched(bmc, client):
    """The simulator does not say whether the light is on; another answers for it."""
    for word, state, shown in (("on", "2", "60"), ("off", "4", "40")):
        bmc.answer(f"{CHASSIS_STATUS}40")
        reference = eventually(lambda: client.references("CIM_IndicatorLED"), POLL, "there is a light")[0]
        before = len(hook(bmc, "identify"))
        reply = client.put("CIM_IndicatorLED", {"ActivationState": state}, reference.selectors)
        assert reply.ok, reply.text[-600:]
        told = eventually(lambda before=before: hook(bmc, "identify")[before:], POLL, f"the hook is told: {word}")
        # Seconds, then whether it is to stay on.
        assert (told[-1] == "0 0") == (word == "off"), told
        bmc.answer(f"{CHASSIS_STATUS}{shown}")
        eventually(lambda state=state: client.get_reference(reference).instance["ActivationState"] == state, POLL,
                   f"the light is {word}")


@pytest.mark.parametrize("name, column, raw", [("UpperThresholdCritical", 7, 83), ("LowerThresholdNonCritical", 5, 43)])
def test_a_threshold_that_is_put_is_the_bmcs(bmc, client, name, column, raw):
    reference = next(one for one in client.items(SENSOR, mode="EnumerateObjectAndEPR")
                     if one.instance["ElementName"] == "Inlet Temp").reference
    degrees = raw - 40
    sensor = client.get_reference(reference).instance
    value = round(degrees / 10 ** int(sensor["UnitModifier"]))
    assert client.put(SENSOR, {name: value}, reference.selectors).ok
    assert float(bmc.rows()["Inlet Temp"][column]) == degrees
    eventually(lambda: client.sensors()["Inlet Temp"].scaled(name) == degrees, POLL, "the agent serves it")


def test_a_threshold_of_the_bmc_raises_its_state_and_can_be_restored(bmc, client):
    reference = next(one for one in client.items(SENSOR, mode="EnumerateObjectAndEPR")
                     if one.instance["ElementName"] == "Outlet Temp").reference
    before = client.get_reference(reference).instance
    assert client.put(SENSOR, {"UpperThresholdNonCritical": round(30 / 10 ** int(before["UnitModifier"]))},
                      reference.selectors).ok
    eventually(lambda: client.sensors()["Outlet Temp"]["CurrentState"] == "Upper Non-Critical", POLL + 5,
               "35.5 degrees are above the limit")
    reply = client.invoke(SENSOR, "RestoreDefaultThresholds", selectors=reference.selectors)
    assert reply.outputs == {"ReturnValue": 0}
    eventually(lambda: client.sensors()["Outlet Temp"]["CurrentState"] == "Normal", POLL + 5, "the old limit counts")
    assert client.sensors()["Outlet Temp"].scaled("UpperThresholdNonCritical") == 60
    assert float(bmc.rows()["Outlet Temp"][6]) == 60
