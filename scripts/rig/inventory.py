"""What a simulated BMC manages: the fixed server of the documentation, or one made up from a seed."""
import datetime
import random

import oddities
from fru import Device
from sdr import Analog, Discrete

KINDS = ("server", "large", "odd")


class Board:
    has_oem_records = False

    def __init__(self, analog, discrete, devices):
        self.analog, self.discrete, self.devices = analog, discrete, devices

    def sensors(self):
        return self.discrete + self.analog


TEMPERATURE, VOLTAGE, CURRENT, FAN, OTHER_UNITS = 1, 2, 3, 4, 11
CELSIUS, VOLTS, AMPERES, WATTS, RPM = 1, 4, 5, 6, 18
PROCESSOR, SYSTEM_BOARD, SUPPLY, CHASSIS, FANS, MEMORY, INLET = 3, 7, 10, 23, 29, 32, 55
NONE = (None,) * 3

# The simulator compares raw bytes unsigned: a sensor with thresholds below zero needs an offset, not a sign.
FIXED_ANALOG = (
    Analog("CPU0 Temp", 1, TEMPERATURE, CELSIUS, (PROCESSOR, 1), 1, 0, 0, 0, True, 52, NONE + (85, 95, 105)),
    Analog("CPU1 Temp", 2, TEMPERATURE, CELSIUS, (PROCESSOR, 2), 1, 0, 0, 0, True, 49, NONE + (85, 95, 105)),
    Analog("Inlet Temp", 3, TEMPERATURE, CELSIUS, (INLET, 1), 1, -40, 0, 0, False, 64, (45, 40, 35, 78, 82, 86)),
    Analog("Outlet Temp", 4, TEMPERATURE, CELSIUS, (SYSTEM_BOARD, 1), 5, 0, 0, -1, False, 71, NONE + (120, 140, 160)),
    Analog("DIMM A1 Temp", 5, TEMPERATURE, CELSIUS, (MEMORY, 1), 1, 0, 0, 0, True, 38, NONE + (80, 85, 90)),
    Analog("VRM Temp", 6, TEMPERATURE, CELSIUS, (20, 1), 1, -40, 0, 0, False, 101, NONE + (140, 150, 160)),
    Analog("P12V", 16, VOLTAGE, VOLTS, (SYSTEM_BOARD, 1), 6, 0, 0, -2, False, 201, (190, 184, 180, 210, 216, 220)),
    Analog("P5V", 17, VOLTAGE, VOLTS, (SYSTEM_BOARD, 1), 25, 0, 0, -3, False, 201, (190, 184, 180, 210, 216, 220)),
    Analog("P3V3", 18, VOLTAGE, VOLTS, (SYSTEM_BOARD, 1), 17, 0, 0, -3, False, 195, (184, 180, 176, 204, 208, 212)),
    Analog("VCore0", 19, VOLTAGE, VOLTS, (PROCESSOR, 1), 1, 5, 1, -2, False, 48, (20, 15, 10, 80, 85, 90)),
    Analog("VBAT", 20, VOLTAGE, VOLTS, (40, 1), 16, 0, 0, -3, False, 189, (160, 150) + (None,) * 4),
    Analog("FAN1", 32, FAN, RPM, (FANS, 1), 75, 0, 0, 0, False, 96, (20, 12, 8) + NONE),
    Analog("FAN2", 33, FAN, RPM, (FANS, 2), 75, 0, 0, 0, False, 97, (20, 12, 8) + NONE),
    Analog("FAN3", 34, FAN, RPM, (FANS, 3), 75, 0, 0, 0, False, 95, (20, 12, 8) + NONE),
    Analog("FAN4", 35, FAN, RPM, (FANS, 4), 75, 0, 0, 0, False, 7, (20, 12, 8) + NONE),
    Analog("PSU0 Vin", 48, VOLTAGE, VOLTS, (SUPPLY, 1), 1, 0, 0, 0, False, 229, (200, 190, 180, 245, 250, 255)),
    Analog("PSU0 Iout", 49, CURRENT, AMPERES, (SUPPLY, 1), 5, 0, 0, -1, False, 37, NONE + (160, 180, 200)),
    Analog("PSU0 Pin", 50, OTHER_UNITS, WATTS, (SUPPLY, 1), 4, 0, 0, 0, False, 61, NONE + (200, 220, 240)),
    Analog("PSU1 Vin", 51, VOLTAGE, VOLTS, (SUPPLY, 2), 1, 0, 0, 0, False, 230, (200, 190, 180, 245, 250, 255)),
    Analog("PSU1 Pin", 52, OTHER_UNITS, WATTS, (SUPPLY, 2), 4, 0, 0, 0, False, 58, NONE + (200, 220, 240)),
)
FIXED_DISCRETE = (
    Discrete("PSU0 Status", 64, 0x08, 0x6F, (SUPPLY, 1), [0]),
    Discrete("PSU1 Status", 65, 0x08, 0x6F, (SUPPLY, 2), [0, 3]),
    Discrete("Intrusion", 66, 0x05, 0x6F, (CHASSIS, 1), []),
    Discrete("ACPI State", 67, 0x22, 0x6F, (SYSTEM_BOARD, 1), [0]),
    Discrete("CPU0 Status", 68, 0x07, 0x6F, (PROCESSOR, 1), [7]),
    Discrete("Fan Redund", 69, 0x04, 0x0B, (30, 1), [1]),
    Discrete("SEL Status", 70, 0x10, 0x6F, (6, 1), []),
)


def fixed(extra=0):
    """The documented server; `extra` temperatures more, for scale."""
    made = datetime.datetime(2025, 3, 4, 10, 0)
    supply = ("Example Power", "PSU 800W", "PW-800", "A1")
    devices = [
        Device(0, (SYSTEM_BOARD, 1), "System Board", (0x17, "CH-1000-A", "CHS0001234"),
               (made, "Example Systems", "EX-Board 2S", "BRD0005678", "BP-2S-01", "fru-v1"),
               ("Example Systems", "EX-Server 2U", "PN-EX2U", "1.2", "SYS0009999", "ASSET-42", "fru-v1")),
        Device(1, (SUPPLY, 1), "PSU0", product=supply + ("PSU0SN001", "", ""), supply=800),
        Device(2, (SUPPLY, 2), "PSU1", product=supply + ("PSU0SN002", "", ""), supply=800),
        Device(3, (MEMORY, 1), "DIMM A1",
               board=(made, "Example Memory", "DDR4-3200 32GB", "DIMM-SN-77", "M32G3200", "")),
    ]
    more = [
        Analog("X Temp %d" % i, 80 + i, TEMPERATURE, CELSIUS, (SYSTEM_BOARD, 3), 1, 0, 0, 0, True, 20 + i % 40,
               NONE + (85, 95, 105))
        for i in range(extra)
    ]
    return Board(list(FIXED_ANALOG) + more, list(FIXED_DISCRETE), devices)


# Kind, unit, entity, powers of ten that make believable values.
SHAPES = (
    (TEMPERATURE, CELSIUS, PROCESSOR, (-1, 0)), (TEMPERATURE, CELSIUS, SYSTEM_BOARD, (-2, 0)),
    (TEMPERATURE, CELSIUS, MEMORY, (-1, 0)), (VOLTAGE, VOLTS, SYSTEM_BOARD, (-3, -2)),
    (VOLTAGE, VOLTS, SUPPLY, (-2, 0)), (CURRENT, AMPERES, SUPPLY, (-3, -1)), (FAN, RPM, FANS, (0, 1)),
    (OTHER_UNITS, WATTS, SUPPLY, (-1, 0)),
)
# Kind, reading type, entity, offsets that are defined.
STATES = (
    (0x08, 0x6F, SUPPLY, range(7)), (0x05, 0x6F, CHASSIS, range(7)), (0x07, 0x6F, PROCESSOR, range(11)),
    (0x0C, 0x6F, MEMORY, range(9)), (0x0D, 0x6F, 4, range(9)), (0x29, 0x6F, 40, range(3)),
    (0x04, 0x0B, 30, range(8)), (0x22, 0x6F, SYSTEM_BOARD, range(7)), (0x25, 0x6F, SYSTEM_BOARD, range(3)),
    (0x01, 0x07, PROCESSOR, range(9)), (0x21, 0x6F, 11, range(9)), (0x23, 0x6F, 6, range(4)),
)
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz0123456789 -./+_#"


def random_board(seed, kind="server"):
    """About twenty analog sensors, seven discrete ones and four FRU devices; as `large` 170 analog ones, as `odd` with
    what few BMCs have added. The same for the same seed."""
    chance = random.Random("%s %d" % (kind, seed))
    names = set()

    def text(shortest, longest):
        return "".join(chance.choice(LETTERS) for _ in range(chance.randint(shortest, longest))).strip()

    def name():
        while True:
            made = text(3, 15)
            if len(made) >= 3 and made.lower() not in names and "  " not in made:
                names.add(made.lower())
                return made

    numbers = chance.sample(range(1, 200), 199)
    count = 170 if kind == "large" else chance.randint(18, 22)
    analog = [_random_analog(chance, name(), numbers.pop()) for _ in range(count)]
    discrete = []
    for sensor_type, reading_type, entity, offsets in chance.sample(STATES, 7):
        # The simulator's sensors have eight states that can be set.
        bits = sorted(chance.sample([o for o in offsets if o < 8], chance.randint(0, 2)))
        discrete.append(
            Discrete(name(), numbers.pop(), sensor_type, reading_type, (entity, chance.randint(1, 3)), bits))
    board = Board(analog, discrete, _random_devices(chance, name, text))
    if kind == "odd":
        oddities.add(board, chance, name, numbers)
    return board


def _random_analog(chance, name, number):
    kind, unit, entity, (low, high) = chance.choice(SHAPES)
    rexp = chance.randint(low, high)
    m = chance.randint(1, 511) if rexp < 0 else chance.randint(1, 99)
    b, bexp = (chance.randint(-511, 511), chance.choice((-1, 0, 1))) if chance.random() < 0.4 else (0, 0)
    signed = chance.random() < 0.3
    thresholds = [None] * 6
    if chance.random() < 0.85:
        steps = sorted(chance.sample(range(5, 120 if signed else 250), 7))
        raw = steps[3]
        thresholds = [v if chance.random() < 0.7 else None for v in (*reversed(steps[:3]), *steps[4:])]
        if chance.random() < 0.3:  # somewhere outside its limits
            raw = chance.choice(steps[:3] + steps[4:])
    else:
        raw = chance.randint(-128, 127) if signed else chance.randint(0, 255)
    return Analog(name, number, kind, unit, (entity, chance.randint(1, 4)), m, b, bexp, rexp, signed, raw, thresholds)


def _random_devices(chance, name, text):
    made = lambda: datetime.datetime(2015, 1, 1) + datetime.timedelta(minutes=chance.randrange(5_000_000))
    maybe = lambda longest: text(2, longest) if chance.random() < 0.8 else ""
    digits = lambda: "%08d" % chance.randrange(10**8)
    board = lambda: (made(), text(2, 20), text(2, 20), chance.choice((maybe(24), digits())), maybe(24), "")
    product = lambda: (
        text(2, 20), text(2, 24), maybe(20), maybe(8), chance.choice((maybe(24), digits())), maybe(12), "")
    return [
        Device(0, (SYSTEM_BOARD, 1), name(), (chance.choice((3, 7, 17, 23)), maybe(16), maybe(24)), board(), product()),
        Device(1, (SUPPLY, 1), name(), product=product(), supply=chance.randint(200, 3000)),
        Device(2, (SUPPLY, 2), name(), product=product(), supply=chance.randint(200, 3000)),
        Device(3, (MEMORY, chance.randint(1, 8)), name(), board=board()),
    ]
