"""What a BMC knows of the machine's parts: FRU devices with every encoding, blank forms and damaged areas, the BMC's
own firmware, the system's GUID; compared with the oracle, ipmitool and FreeIPMI."""

import datetime
import re

import pytest

from harness.bmc import watching
from harness.ipmi_tools import FRU_FIELDS, freeipmi_fru, ipmitool_fru

# What makers leave in fields that they do not fill in; such a field is as good as none.
PLACEHOLDERS = {"", "to be filled by o.e.m.", "not specified", "default string", "n/a"}
PROPERTIES = {"maker": "Manufacturer", "product": "Model", "name": "Model", "serial": "SerialNumber",
              "part": "PartNumber", "version": "Version", "asset": "UserTracking"}
FRU_EPOCH = datetime.datetime(1996, 1, 1)


@pytest.fixture(scope="module", params=("server", "odd"))
def both(request, tmp_path_factory):
    with watching(tmp_path_factory.mktemp("inventory"), "--kind", request.param, bridge="true") as pair:
        yield pair


@pytest.fixture(scope="module")
def bmc(both):
    return both[0]


@pytest.fixture(scope="module")
def agent(both):
    return both[1]


def meaning(text):
    """A field as it should be served: None where it says nothing."""
    text = (text or "").strip()
    return None if text.lower() in PLACEHOLDERS else text


def parts(client):
    return {part["ElementName"]: part for part in client.instances("CIM_PhysicalElement")}


def test_others_read_what_the_images_hold(bmc):
    """The oracle itself: every field by ipmitool, and by FreeIPMI except those in BCD, which it takes for invalid."""
    ipmitool, freeipmi = ipmitool_fru(bmc), freeipmi_fru(bmc)
    for name, device in bmc.expected["fru"].items():
        for (area, field), (first, second) in FRU_FIELDS.items():
            if area == device["damaged"]:
                continue
            value, place = (device.get(area) or {}).get(field), (name, area, field)
            value = value.strip() or None if value else None
            assert ipmitool[device["device"]].get(first) == value, place
            shown = freeipmi[device["device"]].get(second)
            assert shown == value or "BCD" in shown, place


def test_every_field_of_a_part_is_the_one_in_its_image(bmc, client):
    served = parts(client)
    for name, device in bmc.expected["fru"].items():
        if device["device"] == 0:
            continue
        part, wanted = served[name], {}
        # What both areas have comes from the product's.
        for area in ("board", "product"):
            wanted |= {PROPERTIES[field]: meaning(value) for field, value in (device.get(area) or {}).items()
                       if field in PROPERTIES and meaning(value)}
        for property_name in set(PROPERTIES.values()):
            assert part.get(property_name) == wanted.get(property_name), (name, property_name)


def test_device_0_describes_the_chassis_and_the_main_board(bmc, client):
    served = parts(client)
    name, device = next((name, device) for name, device in bmc.expected["fru"].items() if device["device"] == 0)
    for field, value in device["board"].items():
        if field in PROPERTIES:
            assert served[name].get(PROPERTIES[field]) == meaning(value), field
    assert served[name]["HostingBoard"] == "true"
    chassis, product = device["chassis"], device["product"]
    assert served["Chassis"].get("Manufacturer") == meaning(product["maker"])
    assert served["Chassis"].get("Model") == meaning(product["name"])
    serial = served["Chassis"].get("SerialNumber")
    assert serial == (meaning(chassis["serial"]) or meaning(product["serial"]))
    assert served["Chassis"].get("PartNumber") == (meaning(chassis["part"]) or meaning(product["part"]))
    assert served["Chassis"].get("UserTracking") == meaning(product["asset"])


def test_the_day_of_manufacture_is_that_of_the_board(bmc, client):
    served = parts(client)
    for name, device in bmc.expected["fru"].items():
        if "board" in device:
            made = FRU_EPOCH + datetime.timedelta(minutes=device["board"]["minutes"])
            assert served[name]["ManufactureDate"].startswith(made.strftime("%Y-%m-%dT%H:%M")), name


def test_a_damaged_area_is_reported_and_the_others_are_kept(bmc, client):
    served = parts(client)
    damaged = [name for name, device in bmc.expected["fru"].items() if device["damaged"]]
    for name, part in served.items():
        complaints = [text for text in part.all("OtherIdentifyingInfo") if text.startswith("fru-problem=")]
        assert bool(complaints) == (name in damaged), (name, complaints)


def test_power_supplies_have_the_ratings_of_their_records(bmc, client):
    watts = sorted(device["watts"] for device in bmc.expected["fru"].values() if "watts" in device)
    # Sensors may belong to further supplies, of which nothing else is known.
    found = [int(supply["TotalOutputPower"]) // 1000 for supply in client.instances("CIM_PowerSupply")]
    assert sorted(filter(None, found)) == watts


def test_the_firmware_is_the_one_that_others_read(bmc, client):
    info = dict(re.split(r" *: ", line, maxsplit=1) for line in bmc.freeipmi("bmc-info", check=False).splitlines()
                if " : " in line)
    ipmitool = next(line.split(":")[1].strip() for line in bmc.ipmitool("mc", "info").splitlines()
                    if line.startswith("Firmware Revision"))
    assert ipmitool == info["Firmware Revision"]
    versions = [image.get("VersionString", "") for image in client.instances("CIM_SoftwareIdentity")]
    assert any(re.match(rf"{re.escape(ipmitool)}(\.|$)", version) for version in versions), (ipmitool, versions)


def test_the_guid_is_the_one_that_freeipmi_reads(bmc, client):
    printed = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", bmc.freeipmi("bmc-info", check=False)).group()
    assert printed == bmc.expected["uuid"]
    assert client.get("CIM_ComputerSystem").instance["OtherIdentifyingInfo"].lower() == printed.replace("-", "")
