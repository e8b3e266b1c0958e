#!/usr/bin/env python3
"""An RMCP+ gateway: gives a simulated BMC the cipher suite it lacks, and misbehaves when asked to.

ipmi_sim knows no SHA-256. This program speaks RMCP+ with suites 3 and 17 (HMAC-SHA1 or HMAC-SHA256, AES-CBC-128) on a
UDP port, and passes each command on to ipmi_sim's serial port (`serial 15 ADDRESS PORT codec VM` in its lan.conf).
Commands only, no serial console. References are to IPMI 2.0, section 13.

A file of answers says what to answer instead of asking ipmi_sim, one command a line, and is read anew when it changes:
  NETFN:COMMAND[:DATA]=ANSWER    in hex; ANSWER is the completion code and data, or `silence`
A request whose data begins with DATA matches; of several lines the one with the longest DATA counts.
"""
import argparse
import collections
import ctypes
import ctypes.util
import hashlib
import hmac
import os
import select
import socket
import struct
import sys
import time

RMCP = b"\x06\x00\xff\x07"
FORMAT_RMCP_PLUS = 0x06
# Payload types (table 13-16).
IPMI, OPEN_REQUEST, OPEN_RESPONSE, RAKP1, RAKP2, RAKP3, RAKP4 = 0x00, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15
# RMCP+ status codes (table 13-15).
INVALID_SESSION, INVALID_AUTHENTICATION, UNAUTHORIZED_ROLE, UNAUTHORIZED_NAME = 0x02, 0x04, 0x0A, 0x0D
INVALID_CHECK, NO_MATCH = 0x0F, 0x11
USER, OPERATOR, ADMINISTRATOR = 2, 3, 4
# Network function and command of what only operators may do: switch power, identify, choose what to boot, change
# thresholds and hysteresis, clear the event log (IPMI 2.0 appendix G).
OPERATORS_ONLY = {(0x00, 0x02), (0x00, 0x04), (0x00, 0x08), (0x04, 0x24), (0x04, 0x26), (0x0A, 0x47)}
NOT_PERMITTED, LEVEL_EXCEEDS_LIMIT, UNKNOWN_COMMAND, TIMEOUT = b"\xD4", b"\x81", b"\xC1", b"\xC3"
GUID = bytes.fromhex("a123456789abcdefa123456789abcdef")
# Authentication algorithm: hash, length of integrity codes, integrity algorithm; with suite number.
HASHES = {1: (hashlib.sha1, 12), 3: (hashlib.sha256, 16)}
SUITES = {3: (1, 1, 1), 17: (3, 4, 1)}


class AES:
    """AES-CBC-128 without padding, from the system's libcrypto."""

    def __init__(self):
        self.crypto = ctypes.CDLL(ctypes.util.find_library("crypto") or "libcrypto.so.3")
        self.crypto.EVP_CIPHER_CTX_new.restype = ctypes.c_void_p
        self.crypto.EVP_aes_128_cbc.restype = ctypes.c_void_p

    def run(self, encrypt, key, vector, data):
        context = ctypes.c_void_p(self.crypto.EVP_CIPHER_CTX_new())
        output, length = ctypes.create_string_buffer(len(data) + 32), ctypes.c_int()
        self.crypto.EVP_CipherInit_ex(
            context, ctypes.c_void_p(self.crypto.EVP_aes_128_cbc()), None, key, vector, ctypes.c_int(encrypt))
        self.crypto.EVP_CIPHER_CTX_set_padding(context, 0)
        self.crypto.EVP_CipherUpdate(context, output, ctypes.byref(length), data, len(data))
        self.crypto.EVP_CIPHER_CTX_free(context)
        return output.raw[:length.value]


class Simulator:
    """ipmi_sim's VM codec: sequence, network function, command, data, checksum; ended by A0h, escaped by AAh."""

    END, CONTROL_END, ESCAPE = 0xA0, 0xA1, 0xAA

    def __init__(self, port):
        self.connection = socket.create_connection(("127.0.0.1", port))
        self.connection.settimeout(2)
        self.sequence = 0

    def command(self, function, lun, number, data):
        """The completion code and what follows it."""
        self.sequence = (self.sequence + 1) & 0xFF
        message = bytes([self.sequence, function << 2 | lun, number]) + data
        message += bytes([-sum(message) & 0xFF])
        escaped = bytearray()
        for byte in message:
            special = byte in (self.END, self.CONTROL_END, self.ESCAPE)
            escaped += bytes([self.ESCAPE, byte | 0x10]) if special else bytes([byte])
        self.connection.sendall(bytes(escaped) + bytes([self.END]))
        try:
            while True:
                answer = self.receive()
                if len(answer) >= 5 and answer[0] == self.sequence:
                    return answer[3:-1]
        except TimeoutError:
            return TIMEOUT

    def receive(self):
        message, is_escaped = bytearray(), False
        while True:
            received = self.connection.recv(1)
            if not received:
                sys.exit(0)  # the simulator has ended
            byte = received[0]
            if byte == self.END:
                return bytes(message)
            if byte == self.CONTROL_END:
                message.clear()
            elif byte == self.ESCAPE:
                is_escaped = True
            else:
                message.append(byte & ~0x10 if is_escaped else byte)
                is_escaped = False


class Answers:
    """The file of answers."""

    def __init__(self, path):
        self.path, self.seen, self.rules = path, None, []

    def find(self, function, number, data):
        """The answer to give: bytes, none of them for silence; None when it is the simulator's to give."""
        if not self.path:
            return None
        status = os.stat(self.path)
        if (status.st_mtime_ns, status.st_size) != self.seen:
            self.seen = status.st_mtime_ns, status.st_size
            with open(self.path) as file:
                self.rules = [self.rule(line.strip()) for line in file if line.strip()]
        matching = [rule for rule in self.rules if rule[:2] == (function, number) and data.startswith(rule[2])]
        return max(matching, key=lambda rule: len(rule[2]))[3] if matching else None

    @staticmethod
    def rule(line):
        request, answer = line.split("=")
        function, number, data = (request + ":").split(":")[:3]
        return int(function, 16), int(number, 16), bytes.fromhex(data), (
            b"" if answer == "silence" else bytes.fromhex(answer))


class Account:
    def __init__(self, text):
        """NAME:PASSWORD[:LEVEL]"""
        self.name, password, level = (text + ":").split(":")[:3]
        self.key = password.encode().ljust(20, b"\0")
        self.limit = int(level or ADMINISTRATOR)


class Session:
    def __init__(self, remote_id, algorithms):
        authentication, _, self.is_encrypted = algorithms
        self.remote_id, self.id = remote_id, os.urandom(4)
        self.hash, self.check_length = HASHES[authentication]
        self.remote_random = self.random = self.role = self.name = self.user_key = b""
        self.keys = None  # the session integrity key, K1, K2: after RAKP 4
        self.sent = 0
        self.level = USER
        self.last = self.last_result = None  # to answer a command again that was sent again

    def mac(self, key, data):
        return hmac.new(key, data, self.hash).digest()

    def integrity(self, data):
        return self.mac(self.keys[1], data)[:self.check_length]

    def establish(self):
        key = self.mac(self.user_key, self.remote_random + self.random + self.role + self.name)
        self.keys = (key, self.mac(key, b"\x01" * 20), self.mac(key, b"\x02" * 20))


class Gateway:
    def __init__(self, arguments):
        self.accounts = {account.name: account for account in map(Account, arguments.user or ["admin:secretpw"])}
        self.suites = [17] if arguments.only17 else [3, 17]
        self.echoes_highest = arguments.echo_highest
        self.answers = Answers(arguments.answers)
        self.simulator, self.aes, self.sessions = Simulator(arguments.vm), AES(), {}

    def answer(self, packet):
        """The packet to send back, or None."""
        if packet[:4] != RMCP:
            return None
        if packet[4] != FORMAT_RMCP_PLUS:  # IPMI 1.5 without authentication: only what comes before a session
            reply = self.before_session(packet[14:14 + packet[13]])
            return RMCP + bytes(9) + bytes([len(reply)]) + reply
        length = struct.unpack("<H", packet[14:16])[0]
        handlers = {OPEN_REQUEST: self.open, RAKP1: self.rakp1, RAKP3: self.rakp3}
        kind, payload = packet[5] & 0x3F, packet[16:16 + length]
        if kind in handlers:
            return handlers[kind](payload)
        return self.command(packet, payload) if kind == IPMI else None

    def open(self, request):
        algorithms = request[12] & 0x3F, request[20] & 0x3F, request[28] & 0x3F
        if algorithms not in [SUITES[suite] for suite in self.suites]:
            known = {SUITES[suite][0] for suite in self.suites}
            status = NO_MATCH if algorithms[0] in known else INVALID_AUTHENTICATION
            return plain(OPEN_RESPONSE, bytes([request[0], status, 0, 0]) + request[4:8])
        session = Session(request[4:8], algorithms)
        self.sessions[session.id] = session
        level = request[1] & 0x0F
        if level == 0 and not self.echoes_highest:
            level = ADMINISTRATOR
        head = bytes([request[0], 0, level, 0])
        return plain(OPEN_RESPONSE, head + session.remote_id + session.id + request[8:32])

    def rakp1(self, message):
        session = self.sessions.get(message[4:8])
        if not session:
            return plain(RAKP2, bytes([message[0], INVALID_SESSION, 0, 0]) + bytes(4))
        name, role = message[28:28 + message[27]], message[24:25]
        account = self.accounts.get(name.decode("latin-1"))
        if account is None or role[0] & 0x0F > account.limit:
            status = UNAUTHORIZED_NAME if account is None else UNAUTHORIZED_ROLE
            return plain(RAKP2, bytes([message[0], status, 0, 0]) + session.remote_id)
        if session.remote_random != message[8:24]:  # not sent again
            session.remote_random, session.random = message[8:24], os.urandom(16)
        session.role, session.name = role, bytes([len(name)]) + name
        session.user_key, session.limit = account.key, account.limit
        check = session.mac(
            session.user_key, session.remote_id + session.id + session.remote_random + session.random + GUID
            + session.role + session.name)
        return plain(RAKP2, bytes([message[0], 0, 0, 0]) + session.remote_id + session.random + GUID + check)

    def rakp3(self, message):
        session = self.sessions.get(message[4:8])
        if not session or message[1]:
            return None
        expected = session.mac(session.user_key, session.random + session.remote_id + session.role + session.name)
        if message[8:] != expected:
            return plain(RAKP4, bytes([message[0], INVALID_CHECK, 0, 0]) + session.remote_id)
        session.establish()
        check = session.mac(session.keys[0], session.remote_random + session.id + GUID)[:session.check_length]
        return plain(RAKP4, bytes([message[0], 0, 0, 0]) + session.remote_id + check)

    def command(self, packet, payload):
        session = self.sessions.get(packet[6:10])
        if not session:
            return plain(IPMI, self.before_session(payload)) if packet[6:10] == bytes(4) else None
        if packet[5] & 0x40:  # authenticated
            check = packet[-session.check_length:]
            if session.integrity(packet[4:-session.check_length]) != check:
                return None
        if packet[5] & 0x80:  # encrypted: vector, text, padding, its length
            payload = self.aes.run(False, session.keys[2][:16], payload[:16], payload[16:])
            payload = payload[:-1 - payload[-1]]
        if payload != session.last:
            session.last, session.last_result = payload, self.result(session, payload)
        result = session.last_result
        reply = result and self.sealed(session, lan_response(payload, result))
        if (payload[1] >> 2, payload[5]) == (6, 0x3C):  # Close Session
            del self.sessions[session.id]
        return reply

    def result(self, session, payload):
        """The completion code and data for a command of a session; nothing when there is to be no answer."""
        function, lun, number, data = payload[1] >> 2, payload[1] & 3, payload[5], payload[6:-1]
        scripted = self.answers.find(function, number, data)
        if scripted is not None:
            return scripted
        if (function, number) == (6, 0x3B):  # Set Session Privilege Level; 0 asks for the present one
            wanted = data[0] & 0x0F
            if wanted > session.limit:
                return LEVEL_EXCEEDS_LIMIT
            session.level = wanted or session.level
            return bytes([0, session.level])
        if (function, number) == (6, 0x3C):
            return b"\0"
        if function == 6 and number in (0x38, 0x54):
            return self.before_session(payload)[6:-1]
        if session.level < OPERATOR and (function, number) in OPERATORS_ONLY:
            return NOT_PERMITTED
        if (function, number) == (6, 0x34):  # Send Message: the simulator's serial port has nowhere to send it
            return UNKNOWN_COMMAND
        return self.simulator.command(function, lun, number, data)

    def before_session(self, request):
        number = request[5]
        if number == 0x38:  # Get Channel Authentication Capabilities: RMCP+ only, named users
            return lan_response(request, bytes([0, 1, 0x80, 0x04, 0x03, 0, 0, 0, 0]))
        if number == 0x37:  # Get System GUID
            return lan_response(request, b"\0" + GUID)
        if number == 0x54:  # Get Channel Cipher Suites, sixteen bytes at a time
            records = b""
            for suite in self.suites:
                authentication, integrity, confidentiality = SUITES[suite]
                records += bytes([0xC0, suite, authentication, 0x40 | integrity, 0x80 | confidentiality])
            start = 16 * (request[8] & 0x3F)
            return lan_response(request, b"\0\1" + records[start:start + 16])
        return lan_response(request, b"\xd4")

    def sealed(self, session, payload):
        """A packet of the session: encrypted where it says so, and authenticated."""
        kind = IPMI | 0x40
        if session.is_encrypted:
            padding = -(len(payload) + 1) % 16
            vector, payload = os.urandom(16), payload + bytes(range(1, padding + 1)) + bytes([padding])
            payload = vector + self.aes.run(True, session.keys[2][:16], vector, payload)
            kind |= 0x80
        session.sent += 1
        message = bytes([FORMAT_RMCP_PLUS, kind]) + session.remote_id
        message += struct.pack("<IH", session.sent, len(payload)) + payload
        padding = -(len(message) + 2) % 4
        message += b"\xff" * padding + bytes([padding, 7])
        return RMCP + message + session.integrity(message)


def plain(kind, payload):
    """A packet outside any session."""
    return RMCP + bytes([FORMAT_RMCP_PLUS, kind]) + bytes(8) + struct.pack("<H", len(payload)) + payload


def lan_response(request, result):
    """An IPMI LAN message that answers `request` with a completion code and data (figure 13-4)."""
    head = bytes([request[3], ((request[1] >> 2) + 1) << 2 | request[4] & 3])
    body = bytes([request[0], request[4] & 0xFC | request[1] & 3, request[5]]) + result
    return head + bytes([-sum(head) & 0xFF]) + body + bytes([-sum(body) & 0xFF])


class Line:
    """The network in front of the gateway: it may lose packets and take its time."""

    def __init__(self, arguments):
        self.drop, self.delay = arguments.drop, arguments.delay
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", arguments.port))
        self.received = self.lost = 0
        self.waiting = collections.deque()  # (when to send, packet, peer)

    def serve(self, gateway):
        while True:
            patience = max(0, self.waiting[0][0] - time.monotonic()) if self.waiting else None
            if select.select([self.socket], [], [], patience)[0]:
                self.receive(gateway)
            while self.waiting and self.waiting[0][0] <= time.monotonic():
                _, packet, peer = self.waiting.popleft()
                self.socket.sendto(packet, peer)

    def receive(self, gateway):
        packet, peer = self.socket.recvfrom(2048)
        self.received += 1
        is_lost = self.drop and self.received % self.drop == 0
        self.lost += is_lost
        # The request is lost one time, the answer to it the next.
        if is_lost and self.lost % 2:
            return
        try:
            reply = gateway.answer(packet)
        except IndexError:
            return  # too short to be anything
        if reply and not is_lost:
            self.waiting.append((time.monotonic() + self.delay, reply, peer))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("port", type=int, help="the UDP port to listen on")
    parser.add_argument("vm", type=int, help="the simulator's TCP port")
    parser.add_argument("--user", action="append", metavar="NAME:PASSWORD[:LEVEL]",
                        help="instead of admin:secretpw; the highest level it may ask for, from 2, user, to 4")
    parser.add_argument("--only17", action="store_true", help="refuse suite 3")
    parser.add_argument("--echo-highest", action="store_true", help="answer 'highest level' as ipmi_sim does")
    parser.add_argument("--drop", type=int, default=0, metavar="N",
                        help="lose every Nth exchange: its request or, in turn, its answer")
    parser.add_argument("--delay", type=float, default=0, metavar="SECONDS", help="answer late")
    parser.add_argument("--answers", metavar="FILE", help="answers to give instead of the simulator's")
    arguments = parser.parse_args()
    Line(arguments).serve(Gateway(arguments))


if __name__ == "__main__":
    main()
