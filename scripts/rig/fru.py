"""FRU images as bytes (IPMI FRU Information Storage Definition 1.3)."""
import datetime
import struct

EPOCH = datetime.datetime(1996, 1, 1)
BCD = "0123456789 -."


class Device:
    """One FRU device. Areas are tuples of texts (or bytes, for a binary field), in the order of the specification, or
    None.

    chassis: (type, part, serial); board: (made, maker, product, serial, part, file id);
    product: (maker, name, part, version, serial, asset tag, file id); supply: rated watts;
    damaged: the name of an area whose checksum is wrong.
    """

    def __init__(self, device, entity, name, chassis=None, board=None, product=None, supply=None, damaged=None):
        self.device, self.entity, self.name = device, entity, name
        self.chassis, self.board, self.product, self.supply = chassis, board, product, supply
        self.damaged = damaged

    def expected(self):
        facts = {"device": self.device, "entity": list(self.entity), "damaged": self.damaged}
        if self.chassis:
            facts["chassis"] = _facts(("type", "part", "serial"), self.chassis)
        if self.board:
            facts["board"] = _facts(("maker", "product", "serial", "part"), self.board[1:])
            facts["board"]["minutes"] = _minutes(self.board[0])
        if self.product:
            facts["product"] = _facts(("maker", "name", "part", "version", "serial", "asset"), self.product)
        if self.supply:
            facts["watts"] = self.supply
        facts.pop(self.damaged, None)
        return facts

    def image(self):
        header = bytearray([1, 0, 0, 0, 0, 0, 0, 0])
        areas = b""
        for place, name, area in ((2, "chassis", self._chassis()), (3, "board", self._board()),
                                  (4, "product", self._product()), (5, "supply", self._multirecords())):
            if area:
                header[place] = 1 + len(areas) // 8
                areas += area[:-1] + bytes([area[-1] ^ 0x55]) if name == self.damaged else area
        header[7] = -sum(header) & 0xFF
        return bytes(header) + areas

    def _chassis(self):
        return self.chassis and _area(bytes([self.chassis[0]]), self.chassis[1:])

    def _board(self):
        return self.board and _area(b"\0" + struct.pack("<I", _minutes(self.board[0]))[:3], self.board[1:])

    def _product(self):
        return self.product and _area(b"\0", self.product)

    def _multirecords(self):
        """Power supply information, then one DC output."""
        if not self.supply:
            return None
        # Watts, peak VA, inrush A and ms, two input ranges in 10 mV, Hz low and high, dropout ms, flags, hold-up
        # seconds << 12 | peak watts, combined voltages, combined watts, predictive fail.
        supply = struct.pack(
            "<HHBBHHHHBBBBHBHB", self.supply, 960, 30, 10, 10000, 12700, 20000, 26400, 47, 63, 20, 0x0E,
            5 << 12 | 1000, 0, 0, 0)
        output = b"\x01" + struct.pack("<hhhHHH", 1200, 1140, 1260, 120, 500, 60000)
        return _padded(_multirecord(0x00, supply) + _multirecord(0x01, output, is_last=True))


def _facts(names, area):
    return {name: value.hex() if isinstance(value, bytes) else value for name, value in zip(names, area)}


def _minutes(moment):
    return int((moment - EPOCH).total_seconds() // 60)


def _field(text):
    """In the narrowest of the three text encodings that fits, so that readers meet them all."""
    if isinstance(text, bytes):
        return bytes([len(text)]) + text
    if not text:
        return b"\xC0"
    if len(text) % 2 == 0 and all(c in BCD for c in text):
        codes = [BCD.index(c) for c in text]
        packed = bytes(high << 4 | low for high, low in zip(codes[::2], codes[1::2]))
        return bytes([0x40 | len(packed)]) + packed
    if len(text) % 4 == 0 and all(0x20 <= ord(c) < 0x60 for c in text):
        bits = sum((ord(c) - 0x20) << 6 * i for i, c in enumerate(text))
        packed = bits.to_bytes(len(text) * 6 // 8, "little")
        return bytes([0x80 | len(packed)]) + packed
    encoded = text.encode("latin-1")
    if len(encoded) == 1:  # C1h would end the area
        encoded += b" "
    return bytes([0xC0 | len(encoded)]) + encoded


def _area(prefix, fields):
    area = bytearray(b"\x01\0" + prefix + b"".join(_field(text) for text in fields) + b"\xC1")
    area += bytes((-len(area) - 1) % 8) + b"\0"
    area[1] = len(area) // 8
    area[-1] = -sum(area) & 0xFF
    return bytes(area)


def _multirecord(kind, data, is_last=False):
    header = bytearray([kind, (0x80 if is_last else 0) | 2, len(data), -sum(data) & 0xFF, 0])
    header[4] = -sum(header) & 0xFF
    return bytes(header) + data


def _padded(area):
    return area + bytes(-len(area) % 8)
