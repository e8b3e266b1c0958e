"""What the specifications allow and few BMCs have: added to a board that is made up, so that readers meet it."""
import datetime

from fru import Device
from sdr import NON_LINEAR, ONES_COMPLEMENT, TWOS_COMPLEMENT, UNSIGNED, Analog, Discrete

NONE = (None,) * 6
OTHER_UNITS, TEMPERATURE = 0x0B, 1
SYSTEM_BOARD, MEMORY, FANS = 7, 32, 29
SATELLITE = 0x30
# By linearization (1 to 11): m, b, bexp, rexp that keep the values of all raw readings within reason.
CURVES = (
    (3, 20, 0, -1), (7, 5, 1, -1), (1, 1, 0, 0), (3, 10, 0, -2), (2, 1, 0, -2), (5, 10, 0, -2), (1, 4, 0, 0),
    (1, 0, 0, 0), (1, 0, 0, -1), (9, 30, 0, -1), (4, 7, 0, 0))
# Unit, rate, use of a second unit and that unit: bits per second, packets per minute, kilobytes, milliseconds, metres
# per second by the rate, newtons times metres, grams per litre, microfarads, hours.
UNITS = (
    (66, 3, 0, 0), (84, 4, 0, 0), (71, 0, 0, 0), (21, 0, 0, 0), (34, 3, 0, 0), (16, 0, 2, 34), (92, 0, 1, 37),
    (53, 0, 0, 0), (24, 0, 0, 0))
# What makers leave in fields that they do not fill in.
PLACEHOLDERS = ("To be filled by O.E.M.", "Not Specified", "Default string", "N/A", "")


def add(board, chance, name, numbers):
    """Adds to a board; `name` makes a new name, `numbers` are those that are free below 200."""
    def analog(kind, unit, m, b, bexp, rexp, signed, raw, thresholds=NONE, **more):
        board.analog.append(Analog(
            name(), numbers.pop(), kind, unit, (SYSTEM_BOARD, 1), m, b, bexp, rexp, signed, raw, thresholds, **more))

    for number, curve in enumerate(CURVES, 1):
        analog(OTHER_UNITS, 1, *curve, UNSIGNED, chance.randint(2, 250), linearization=number)
    limits = (30, 20, 10, 200, 220, 240)
    analog(TEMPERATURE, 1, chance.randint(2, 9), chance.randint(-99, 99), 0, -1, UNSIGNED, chance.randint(40, 190),
           limits, linearization=NON_LINEAR + chance.randrange(16), access="readable")
    for form in (ONES_COMPLEMENT, TWOS_COMPLEMENT):
        analog(TEMPERATURE, 1, chance.randint(1, 40), chance.randint(-200, 200), 0, -1, form, chance.randint(128, 254))
    analog(TEMPERATURE, 1, -chance.randint(1, 20), chance.randint(100, 500), 1, -1, UNSIGNED, chance.randint(0, 255))
    for unit, rate, use, second in UNITS:
        analog(OTHER_UNITS, unit, chance.randint(1, 20), 0, 0, 0, UNSIGNED, chance.randint(0, 255), rate=rate,
               modifier=(use, second))
    analog(OTHER_UNITS, 0, 1, 0, 0, 0, UNSIGNED, chance.randint(0, 100), is_percentage=True)
    # Thresholds that can only be read, or are in the record alone; different hystereses up and down; no reading.
    for access in ("readable", "fixed"):
        analog(TEMPERATURE, 1, 1, 0, 0, 0, UNSIGNED, 100, limits, access=access,
               hysteresis=(chance.randint(0, 5), chance.randint(0, 5)))
    analog(TEMPERATURE, 1, 1, 0, 0, 0, UNSIGNED, 100, limits, is_scanning=False)
    analog(TEMPERATURE, 1, 1, 0, 0, 0, UNSIGNED, chance.randint(1, 255), owner=SATELLITE, access="none")

    def discrete(number, kind, reading_type, entity, bits, **more):
        board.discrete.append(Discrete(name(), number, kind, reading_type, entity, bits, **more))

    discrete(200, 0x0C, 0x6F, (MEMORY, 1), [6], share=8, letters=True, spread=True)
    discrete(210, 0x04, 0x08, (FANS, 1), [1], share=chance.randint(2, 6), offset=chance.randint(0, 3))
    discrete(220, 0xC0 + chance.randrange(64), 0x70 + chance.randrange(16), (SYSTEM_BOARD, 1), [2])
    discrete(221, 0x05, 0x6F, (SYSTEM_BOARD, 1), [0], owner=SATELLITE)
    board.has_oem_records = True
    board.devices += _devices(chance, name)


def _devices(chance, name):
    """Blank forms, binary numbers, areas whose checksums are wrong."""
    blank = lambda: chance.choice(PLACEHOLDERS)
    made = datetime.datetime(2015, 1, 1) + datetime.timedelta(minutes=chance.randrange(5_000_000))
    serial = bytes(chance.randrange(256) for _ in range(8))
    return [
        Device(4, (MEMORY, 10), name(), board=(made, "Maker", "Module", blank(), blank(), "")),
        Device(5, (MEMORY, 11), name(), board=(made, "Maker", "Module", serial, "BIN-1", "")),
        Device(6, (MEMORY, 12), name(), board=(made, "Maker", "Damaged", "LOST", "LOST", ""),
               product=("Maker", "Kept", "KEPT-1", "1", "KEPT-2", "", ""), damaged="board"),
    ]
