"""Boot devices, the identify light and thresholds, written to a BMC: what its chassis hook was told, and what ipmitool
reads back."""

import re

import pytest

from harness.bmc import POLL, watching
from harness.processes import eventually
from harness.wsman import Reference

IS_NEXT, ONCE, NOT_NEXT = 0, 1, 3
SENSOR = "CIM_NumericSensor"


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    with watching(tmp_path_factory.mktemp("boot"), "--extra", "0") as pair:
        yield pair


@pytest.fixture(scope="module")
def bmc(both):
    return both[0]


@pytest.fixture(scope="module")
def agent(both):
    return both[1]


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
    setting = client.references("CIM_BootConfigSetting")[0]
    service = client.references("CIM_BootService")[0]
    reply = client.invoke("CIM_BootService", "SetBootConfigRole",
                          f"<p:BootConfigSetting>{setting.body()}</p:BootConfigSetting><p:Role>{number}</p:Role>",
                          service.selectors)
    assert reply.outputs["ReturnValue"] == 0


@pytest.mark.parametrize("device, printed, told", [
    ("CIM:Network:1", "Force PXE", "pxe"), ("CIM:CD/DVD:1", "Force Boot from CD/DVD", "cdrom")])
def test_a_boot_device_for_once_reaches_the_bmc(bmc, client, device, printed, told):
    order(client, device)
    role(client, ONCE)
    eventually(lambda: printed in parameter_5(bmc), POLL, "ipmitool reads it")
    assert hook(bmc, "boot")[-1] == told
    eventually(lambda: is_next(client) == "3", POLL, "the agent says that it counts once")


def is_next(client):
    system = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")
    found = client.associated(system, "AssociationInstances", ResultClassName="CIM_ElementSettingData")
    return found[0].instance["IsNext"]


def test_the_identify_light_is_switched(bmc, client):
    reference = client.references("CIM_IndicatorLED")[0]
    for word, state in (("on", "3"), ("off", "4")):
        before = len(hook(bmc, "identify"))
        assert client.put("CIM_IndicatorLED", {"ActivationState": state}, reference.selectors).ok
        told = eventually(lambda before=before: hook(bmc, "identify")[before:], POLL, f"the hook is told: {word}")
        assert re.match(r"0\b" if word == "off" else r"[1-9]|0 1", told[-1]), told


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
    assert client.invoke(SENSOR, "RestoreDefaultThresholds", selectors=reference.selectors).outputs == {"ReturnValue": 0}
    eventually(lambda: client.sensors()["Outlet Temp"]["CurrentState"] == "Normal", POLL + 5, "the old limit counts")
    assert client.sensors()["Outlet Temp"].scaled("UpperThresholdNonCritical") == 60
    assert float(bmc.rows()["Outlet Temp"][6]) == 60
