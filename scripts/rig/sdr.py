"""Sensor data records as bytes (IPMI 2.0 chapter 43), and the formulas that turn raw readings into values."""
import math
import struct

# The order of IPMI's threshold masks; the simulator's configuration wants it reversed.
THRESHOLDS = ("lnc", "lcr", "lnr", "unc", "ucr", "unr")
OWNER = 0x20
UNSIGNED, ONES_COMPLEMENT, TWOS_COMPLEMENT = 0, 1, 2
# What may be done with thresholds and hysteresis; the words are the simulator's.
ACCESS = ("none", "readable", "settable", "fixed")
# By number (table 43-1, byte 24).
LINEARIZATIONS = (
    lambda y: y, math.log, math.log10, math.log2, math.exp, lambda y: 10.0**y, lambda y: 2.0**y, lambda y: 1 / y,
    lambda y: y**2, lambda y: y**3, math.sqrt, lambda y: math.copysign(abs(y) ** (1 / 3), y))
# From here on factors differ from reading to reading, and are asked for.
NON_LINEAR = 0x70


class Sensor:
    """What records of all sensors say."""

    def __init__(self, name, number, kind, entity, owner=OWNER, is_scanning=True):
        self.name, self.number, self.kind, self.entity, self.owner = name, number, kind, entity, owner
        self.is_scanning = is_scanning  # without, the sensor has no reading

    def key(self):
        return bytes([self.owner, 0, self.number, self.entity[0], self.entity[1]])


class Analog(Sensor):
    """A threshold sensor with a full record: value = L((m * raw + b * 10^bexp) * 10^rexp)."""

    def __init__(self, name, number, kind, unit, entity, m, b, bexp, rexp, signed, raw, thresholds, *,
                 linearization=0, access="settable", hysteresis=(1, 1), rate=0, modifier=(0, 0), is_percentage=False,
                 **common):
        """`thresholds`: six raw values or None, in the order above; `hysteresis`: raw, positive and negative, settable
        unless there is no access to thresholds at all;
        `modifier`: how the second unit is used (1 divides, 2 multiplies) and which it is. For a linearization of 70h
        on the factors are those that the BMC gives for each reading."""
        super().__init__(name, number, kind, entity, **common)
        self.unit, self.m, self.b, self.bexp, self.rexp = unit, m, b, bexp, rexp
        self.format = {False: UNSIGNED, True: TWOS_COMPLEMENT}.get(signed, signed)
        self.raw, self.thresholds, self.linearization = raw, thresholds, linearization
        self.access, self.hysteresis = access, hysteresis
        self.hysteresis_access = "none" if access == "none" else "settable"
        self.rate, self.modifier, self.is_percentage = rate, modifier, is_percentage

    def number_of(self, raw):
        """The number that a raw byte stands for."""
        raw &= 0xFF
        return raw - (0, 255, 256)[self.format] if self.format and raw > 127 else raw

    def value(self, raw):
        linear = (self.m * self.number_of(raw) + self.b * 10.0**self.bexp) * 10.0**self.rexp
        return round(LINEARIZATIONS[0 if self.linearization >= NON_LINEAR else self.linearization](linear), 9)

    def expected(self):
        limits = zip(THRESHOLDS, self.thresholds)
        return {
            "number": self.number, "owner": self.owner, "raw": self.raw & 0xFF, "entity": list(self.entity),
            "value": self.value(self.raw) if self.is_scanning else None, "type": self.kind, "unit": self.unit,
            "rate": self.rate, "modifier": list(self.modifier), "percentage": self.is_percentage,
            "linearization": self.linearization, "access": self.access,
            "thresholds": {name: self.value(raw) for name, raw in limits if raw is not None},
            "offset": self.b, "hysteresis": self.hysteresis_value(),
        }

    def hysteresis_value(self):
        """The larger one; None where it differs from value to value."""
        is_known = self.linearization == 0 and self.hysteresis_access != "none"
        return max(self.hysteresis) * abs(self.m) * 10.0**self.rexp if is_known else None

    def event_mask(self):
        """Lower thresholds when going low, upper ones when going high."""
        return sum(1 << bit for bit, raw in zip((0, 2, 4, 7, 9, 11), self.thresholds) if raw is not None)

    def record(self, record_id):
        present = [raw is not None for raw in self.thresholds]
        mask = sum(1 << i for i, is_there in enumerate(present) if is_there)
        lower, upper = mask & 7, mask >> 3
        events = self.event_mask()
        access = ACCESS.index(self.access)
        byte = lambda raw: (raw or 0) & 0xFF
        body = self.key() + bytes([0x7F])
        # Re-arms itself.
        body += bytes([0x40 | ACCESS.index(self.hysteresis_access) << 4 | access << 2, self.kind, 0x01])
        body += struct.pack("<HH", events | lower << 12, events | upper << 12)
        body += bytes([mask, mask if self.access == "settable" else 0])
        body += bytes([self.format << 6 | self.rate << 3 | self.modifier[0] << 1 | self.is_percentage, self.unit,
                       self.modifier[1], self.linearization])
        factors = (0, 0, 0, 0) if self.linearization >= NON_LINEAR else (self.m, self.b, self.rexp, self.bexp)
        body += factor_bytes(*factors)
        # Nominal, normal high and low; the largest and smallest raw reading.
        body += bytes([0x07, byte(self.raw), byte(self.raw + 10), byte(self.raw - 10)])
        body += bytes([0x7F, 0x80] if self.format else [0xFF, 0x00])
        body += bytes(byte(raw) for raw in reversed(self.thresholds)) + bytes([*self.hysteresis, 0, 0, 0])
        return _record(0x01, body + _name(self.name), record_id)

    def answers(self):
        """What a gateway has to answer for the simulator: Get Sensor Reading Factors (section 35.5)."""
        if self.linearization < NON_LINEAR:
            return []
        factors = factor_bytes(self.m, self.b, self.rexp, self.bexp)
        return ["04:23:%02x=00ff%s" % (self.number, factors.hex())]


def factor_bytes(m, b, rexp, bexp):
    """M, tolerance, B, accuracy and exponents: bytes 25 to 30 of a full record."""
    m, b = m & 0x3FF, b & 0x3FF
    return bytes([m & 0xFF, m >> 8 << 6, b & 0xFF, b >> 8 << 6, 0x01, (rexp & 15) << 4 | bexp & 15])


class Discrete(Sensor):
    """A sensor whose reading is a set of states, with a compact record that several may share."""

    def __init__(self, name, number, kind, reading_type, entity, bits, *, share=1, letters=False, offset=0,
                 spread=False, **common):
        """`share`: sensors with consecutive numbers; their names have a number or letter after them, counted from
        `offset`; with `spread` each belongs to the next instance of the entity."""
        super().__init__(name, number, kind, entity, **common)
        self.reading_type, self.bits = reading_type, bits
        self.share, self.letters, self.offset, self.spread = share, letters, offset, spread

    def names(self):
        if self.share == 1:
            return [self.name]
        places = range(self.offset, self.offset + self.share)
        return [self.name + (chr(65 + place) if self.letters else str(place)) for place in places]

    def expected(self):
        """Each of its sensors by its name."""
        return {
            name: {"number": self.number + i, "owner": self.owner, "type": self.kind, "reading": self.reading_type,
                   "entity": [self.entity[0], self.entity[1] + (i if self.spread else 0)], "bits": self.bits}
            for i, name in enumerate(self.names())}

    def record(self, record_id):
        body = self.key() + bytes([0x67, 0x40, self.kind, self.reading_type])
        shared = bytes([self.letters << 4 | self.share, self.spread << 7 | self.offset])
        body += struct.pack("<HHH", 0x7FFF, 0x7FFF, 0x7FFF) + bytes([0xC0, 0, 0]) + shared + bytes(6)
        return _record(0x02, body + _name(self.name), record_id)


def fru_locator(device, entity, name, record_id):
    return _record(0x11, bytes([OWNER, device, 0x80, 0, 0, 0x10, 0, entity[0], entity[1], 0]) + _name(name), record_id)


def controller_locator(record_id, address=OWNER, name="SimBMC"):
    return _record(0x12, bytes([address, 0, 0, 0xBF, 0, 0, 0, 6, 1, 0]) + _name(name), record_id)


def oem_record(record_id):
    """Means nothing to anybody else."""
    return _record(0xC0, bytes([0x57, 0x01, 0x00]) + bytes(range(12)), record_id)


def _name(text):
    encoded = text.encode("latin-1")[:16]
    return bytes([0xC0 | len(encoded)]) + encoded


def _record(kind, body, record_id):
    return struct.pack("<HBBB", record_id, 0x51, kind, len(body)) + body
