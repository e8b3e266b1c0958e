"""What ipmitool and FreeIPMI print of a BMC, taken apart: the two witnesses that the agent is compared with."""

import re


# Sensors

def freeipmi_sensors(bmc):
    """`ipmi-sensors`, with everything it knows: (owner, number) to the fields of one sensor, as text. It gives up where
    it cannot have the thresholds of a satellite's sensor."""
    options = ["-vv", "--quiet-cache", "--sdr-cache-recreate", "--shared-sensors", "--output-event-bitmask"]
    options += [] if bmc.has_gateway else ["--bridge-sensors"]
    text = bmc.freeipmi("ipmi-sensors", *options, check=False)
    found = {}
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "Sensor Number" in fields:
            owner = int(fields["Sensor Owner ID"].rstrip("h"), 16)
            found.setdefault((owner, int(fields["Sensor Number"])), fields)
    return found


def number(text):
    """The number that a field such as `52.000000 C` begins with; None for `N/A` and where there is no field."""
    found = re.match(r"-?\d[\d.]*(e[-+]\d+)?", text or "")
    return float(found.group()) if found else None


# Inventory

# What ipmitool and FreeIPMI call the fields of the areas.
FRU_FIELDS = {
    ("chassis", "part"): ("Chassis Part Number", "FRU Chassis Part Number"),
    ("chassis", "serial"): ("Chassis Serial", "FRU Chassis Serial Number"),
    ("board", "maker"): ("Board Mfg", "FRU Board Manufacturer"),
    ("board", "product"): ("Board Product", "FRU Board Product Name"),
    ("board", "serial"): ("Board Serial", "FRU Board Serial Number"),
    ("board", "part"): ("Board Part Number", "FRU Board Part Number"),
    ("product", "maker"): ("Product Manufacturer", "FRU Product Manufacturer Name"),
    ("product", "name"): ("Product Name", "FRU Product Name"),
    ("product", "part"): ("Product Part Number", "FRU Product Part/Model Number"),
    ("product", "version"): ("Product Version", "FRU Product Version"),
    ("product", "serial"): ("Product Serial", "FRU Product Serial Number"),
    ("product", "asset"): ("Product Asset Tag", "FRU Product Asset Tag"),
}


def ipmitool_fru(bmc):
    """Device number to its fields."""
    found, fields = {}, {}
    for line in bmc.ipmitool("fru").splitlines():
        key, _, value = line.partition(" : ")
        device = re.search(r"\(ID (\d+)\)$", value)
        if key.startswith("FRU Device Description"):  # also of satellite controllers, which have no number
            fields = found.setdefault(int(device.group(1)), {}) if device else {}
        elif value.strip():
            fields.setdefault(key.strip(), value.strip())
    return found


def freeipmi_fru(bmc):
    """Device number to its fields; binary ones as hex digits, as ipmitool has them."""
    found, fields = {}, {}
    for line in bmc.freeipmi("ipmi-fru", "--quiet-cache", "--sdr-cache-recreate").splitlines():
        device = re.match(r"FRU Inventory Device: .* \(ID ([0-9A-F]+)h\)$", line)
        key, _, value = line.strip().partition(": ")
        if device:
            fields = found.setdefault(int(device.group(1), 16), {})
        elif value.strip():
            is_binary = re.fullmatch(r"([0-9A-F]{2}h ?)+", value)
            fields.setdefault(key, value.replace("h", "").replace(" ", "").lower() if is_binary else value.strip())
    return found


# Event log

def ipmitool_log(bmc):
    """The raw records of the event log: sixteen bytes each (IPMI 2.0 section 32.1), in the order of the log."""
    place = bmc.directory / "log.raw"
    place.unlink(missing_ok=True)
    bmc.ipmitool("sel", "writeraw", str(place))
    data = place.read_bytes() if place.exists() else b""
    return [data[at:at + 16] for at in range(0, len(data), 16)]


def freeipmi_log(bmc):
    """`ipmi-sel`: record number to its columns: date, time, name, type, event."""
    text = bmc.freeipmi("ipmi-sel", "--quiet-cache", "--comma-separated-output", "--no-header-output")
    rows = [line.split(",") for line in text.splitlines() if line]
    return {int(row[0]): row[1:] for row in rows}
