"""Sensor data records as bytes (IPMI 2.0 chapter 43), and the formula that turns raw readings into values."""
import struct

# The order of IPMI's threshold masks; the simulator's configuration wants it reversed.
THRESHOLDS = ("lnc", "lcr", "lnr", "unc", "ucr", "unr")
OWNER = 0x20


class Analog:
    """A threshold sensor with a full record. value = (m * raw + b * 10^bexp) * 10^rexp."""

    def __init__(self, name, number, kind, unit, entity, m, b, bexp, rexp, signed, raw, thresholds):
        self.name, self.number, self.kind, self.unit, self.entity = name, number, kind, unit, entity
        self.m, self.b, self.bexp, self.rexp, self.signed = m, b, bexp, rexp, signed
        self.raw, self.thresholds = raw, thresholds  # thresholds: six raw values or None, in the order above

    def value(self, raw):
        raw &= 0xFF
        if self.signed and raw > 127:
            raw -= 256
        return round((self.m * raw + self.b * 10.0**self.bexp) * 10.0**self.rexp, 9)

    def expected(self):
        limits = zip(THRESHOLDS, self.thresholds)
        return {
            "number": self.number, "raw": self.raw & 0xFF, "value": self.value(self.raw), "unit": self.unit,
            "thresholds": {name: self.value(raw) for name, raw in limits if raw is not None},
        }

    def event_mask(self):
        """Lower thresholds when going low, upper ones when going high."""
        return sum(1 << bit for bit, raw in zip((0, 2, 4, 7, 9, 11), self.thresholds) if raw is not None)

    def record(self, record_id):
        present = [raw is not None for raw in self.thresholds]
        mask = sum(1 << i for i, is_there in enumerate(present) if is_there)
        lower, upper = mask & 7, mask >> 3
        events = self.event_mask()
        byte = lambda raw: (raw or 0) & 0xFF
        body = bytes([OWNER, 0, self.number, self.entity[0], self.entity[1], 0x7F])
        body += bytes([0x40 | 2 << 4 | 2 << 2, self.kind, 0x01])  # re-arms itself; hysteresis and thresholds settable
        body += struct.pack("<HH", events | lower << 12, events | upper << 12) + bytes([mask, mask])
        body += bytes([0x80 if self.signed else 0, self.unit, 0, 0])
        m, b = self.m & 0x3FF, self.b & 0x3FF
        body += bytes([m & 0xFF, m >> 8 << 6, b & 0xFF, b >> 8 << 6, 0x01, (self.rexp & 15) << 4 | self.bexp & 15])
        body += bytes([0x07, byte(self.raw), byte(self.raw + 10), byte(self.raw - 10)])  # nominal, normal high and low
        body += bytes([0x7F, 0x80] if self.signed else [0xFF, 0x00])
        body += bytes(byte(raw) for raw in reversed(self.thresholds)) + bytes([1, 1, 0, 0, 0])
        return _record(0x01, body + _name(self.name), record_id)


class Discrete:
    """A sensor whose reading is a set of states, with a compact record."""

    def __init__(self, name, number, kind, reading_type, entity, bits):
        self.name, self.number, self.kind, self.reading_type = name, number, kind, reading_type
        self.entity, self.bits = entity, bits

    def expected(self):
        return {"number": self.number, "bits": self.bits}

    def record(self, record_id):
        body = bytes([OWNER, 0, self.number, self.entity[0], self.entity[1], 0x67, 0x40, self.kind, self.reading_type])
        body += struct.pack("<HHH", 0x7FFF, 0x7FFF, 0x7FFF) + bytes([0xC0, 0, 0, 1]) + bytes(7)
        return _record(0x02, body + _name(self.name), record_id)


def fru_locator(device, entity, name, record_id):
    return _record(0x11, bytes([OWNER, device, 0x80, 0, 0, 0x10, 0, entity[0], entity[1], 0]) + _name(name), record_id)


def controller_locator(record_id):
    return _record(0x12, bytes([OWNER, 0, 0, 0xBF, 0, 0, 0, 6, 1, 0]) + _name("SimBMC"), record_id)


def _name(text):
    encoded = text.encode("latin-1")[:16]
    return bytes([0xC0 | len(encoded)]) + encoded


def _record(kind, body, record_id):
    return struct.pack("<HBBB", record_id, 0x51, kind, len(body)) + body
