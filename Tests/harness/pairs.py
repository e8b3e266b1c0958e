"""Request and expected answer as a pair: the vocabulary in which the tables of Tests/Conformance/pairs are written.

A pair has an id, the rule that it checks, one request or several in a row, and what the last one must be answered with.
Requests are envelopes as text, so that a table shows what goes over the wire; `$context` stands for the newest
enumeration context, `$instance` for the instance that the last Get returned, as XML.
"""

import re
import socket
from base64 import b64encode
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape

from .answers import check_answer
from .faults import ROWS, SOAP_CODES, WSE
from .wsman import (
    ANONYMOUS, BINDING, CIM, COMMON, DASH, SOAP, TRANSFER, WSA, WSEN, WSMAN, WSMID, XSI, Reference, Reply, resource,
    selector_set)

ANY = re.compile(r"(?s).+")
SOAP_TYPE = "application/soap+xml"


# Requests

@dataclass(frozen=True)
class Request:
    """One envelope. The methods return changed copies, so that a table can say what is odd about a request."""

    action: str | None = None
    resource: str | None = None
    selectors: tuple = ()
    body: str = ""
    headers: str = ""
    edits: tuple = ()
    codec: str = "utf-8"
    fields: dict = field(default_factory=dict)
    user: str = "admin"
    path: str = "/wsman"
    message_id: str | None = None

    def header(self, text):
        """With these header blocks more."""
        return replace(self, headers=self.headers + text)

    def edit(self, old, new):
        """With one piece of its text replaced; the piece must be there once."""
        return replace(self, edits=(*self.edits, (re.escape(old), new)))

    def without(self, *names):
        """With these header blocks left out."""
        left_out = tuple((rf"(?s)<{name}[ >].*?</{name}>", "") for name in names)
        return replace(self, edits=(*self.edits, *left_out))

    def change(self, **properties):
        """With these properties of `$instance` changed; None takes one away."""
        changes = tuple(
            (rf"<p:{name}>.*?</p:{name}>", "" if value is None else f"<p:{name}>{escape(str(value))}</p:{name}>")
            for name, value in properties.items())
        return replace(self, edits=(*self.edits, *changes))

    def http(self, **fields):
        """With these HTTP header fields, `_` for `-`; None leaves one out."""
        return replace(self, fields=self.fields | {name.replace("_", "-"): value for name, value in fields.items()})

    def encoded(self, codec, charset=None):
        """In another encoding, which the Content-Type names as `charset`."""
        content_type = SOAP_TYPE + (f";charset={charset}" if charset else "")
        return replace(self, codec=codec, fields=self.fields | {"Content-Type": content_type})

    def by(self, user):
        return replace(self, user=user)

    def to(self, path):
        return replace(self, path=path)

    def message(self, message_id):
        return replace(self, message_id=message_id)

    def text(self, memory):
        """The envelope, with what earlier answers said filled in."""
        target = f'<wsman:ResourceURI s:mustUnderstand="true">{escape(self.resource)}</wsman:ResourceURI>'
        message_id = f"uuid:pair-{memory.count()}" if self.message_id is None else self.message_id
        text = (
            f'<s:Envelope xmlns:s="{SOAP}" xmlns:wsa="{WSA}" xmlns:wsman="{WSMAN}" xmlns:wsen="{WSEN}"'
            f' xmlns:wxf="{TRANSFER}" xmlns:wse="{WSE}" xmlns:wsmb="{BINDING}" xmlns:cim="{COMMON}" xmlns:xsi="{XSI}"'
            f' xmlns:p="{escape(self.resource)}"><s:Header>'
            f'<wsa:Action s:mustUnderstand="true">{escape(self.action)}</wsa:Action>'
            f'<wsa:To s:mustUnderstand="true">http://localhost/wsman</wsa:To>{target}'
            f'<wsa:MessageID s:mustUnderstand="true">{escape(message_id)}</wsa:MessageID>'
            f"<wsa:ReplyTo><wsa:Address>{ANONYMOUS}</wsa:Address></wsa:ReplyTo>"
            f"{selector_set(self.selectors)}{self.headers}</s:Header><s:Body>{self.body}</s:Body></s:Envelope>")
        for name, value in memory.values.items():
            text = text.replace(f"${name}", value)
        for pattern, new in self.edits:
            text, count = re.subn(pattern, lambda found: new, text)
            assert count == 1, f"{pattern!r} is {count} times in {text}"
        return text

    def send(self, world, memory):
        text = self.text(memory)
        fields = {"Content-Type": SOAP_TYPE + ";charset=UTF-8"} | self.fields
        content = text.encode(self.codec, "surrogatepass")
        return text, world.client(self.user).post(content, fields, world.base + self.path)


@dataclass(frozen=True)
class Document(Request):
    """A body of its own making in place of an envelope of ours: text, or bytes."""

    content: str | bytes = ""

    def text(self, memory):
        return self.content if isinstance(self.content, str) else ""

    def send(self, world, memory):
        content = self.content if isinstance(self.content, bytes) else self.content.encode(self.codec)
        fields = {"Content-Type": SOAP_TYPE + ";charset=UTF-8"} | self.fields
        return self.text(memory), world.client(self.user).post(content, fields, world.base + self.path)


@dataclass(frozen=True)
class Bytes:
    """HTTP itself, byte by byte, on a connection of its own; `$basic` stands for credentials, `$length` for the length
    of `body`. The answer is all that comes until the agent closes."""

    head: str
    body: str | bytes = ""
    user: str = "admin"

    def send(self, world, memory):
        token = b64encode(f"{self.user}:{world.agent.users[self.user]}".encode())
        body = self.body.encode() if isinstance(self.body, str) else self.body
        body = body.replace(b"$basic", b"Authorization: Basic " + token)
        head = self.head.replace("$basic", f"Authorization: Basic {token.decode()}").replace("$length", str(len(body)))
        lines = head.strip("\n").replace("\n", "\r\n")
        with socket.create_connection(world.address, timeout=30) as raw:
            connection = world.wrap(raw)
            connection.sendall(lines.encode("latin-1") + b"\r\n\r\n" + body)
            answer = b""
            try:
                while chunk := connection.recv(65536):
                    answer += chunk
            except ConnectionError:  # closed with something of ours still unread
                pass
        return "", RawAnswer(answer)


class RawAnswer(Reply):
    """Answers as bytes of one connection; as a Reply it is the last of them."""

    def __init__(self, received):
        self.received = received
        self.statuses = [int(found) for found in re.findall(rb"HTTP/1\.[01] (\d{3})", received)]
        self.status = self.statuses[-1] if self.statuses else None
        head, _, self.content = received[received.rfind(b"HTTP/1."):].partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")[1:]
        self.headers = Fields(line.split(": ", 1) for line in lines if ": " in line)
        self.read()


class Fields(dict):
    """Header fields by any spelling of their names."""

    def __init__(self, pairs):
        super().__init__((name.lower(), value) for name, value in pairs)

    def __getitem__(self, name):
        return super().__getitem__(name.lower())

    def __contains__(self, name):
        return super().__contains__(name.lower())

    def get(self, name, default=None):
        return super().get(name.lower(), default)


def request(action, class_name, body="", selectors=(), **keys):
    selectors = keys or selectors
    pairs = tuple(selectors.items()) if isinstance(selectors, dict) else tuple(selectors)
    return Request(action, resource(class_name), pairs, body)


def get(class_name, selectors=(), **keys):
    return request(TRANSFER + "/Get", class_name, "", selectors, **keys)


def put(class_name, body, selectors=(), **keys):
    return request(TRANSFER + "/Put", class_name, body, selectors, **keys)


def create(class_name, body, selectors=(), **keys):
    return request(TRANSFER + "/Create", class_name, body, selectors, **keys)


def delete(class_name, selectors=(), **keys):
    return request(TRANSFER + "/Delete", class_name, "", selectors, **keys)


def fragment(text, dialect=None):
    """The header that asks for a part."""
    named = f' Dialect="{dialect}"' if dialect is not None else ""
    return f'<wsman:FragmentTransfer{named} s:mustUnderstand="true">{escape(text)}</wsman:FragmentTransfer>'


def enumerate_(class_name, inner="", selectors=()):
    return request(WSEN + "/Enumerate", class_name, f"<wsen:Enumerate>{inner}</wsen:Enumerate>", selectors)


def listing(class_name, inner=""):
    """Enumerate with everything in one answer."""
    return enumerate_(class_name, "<wsman:OptimizeEnumeration></wsman:OptimizeEnumeration>"
                                  f"<wsman:MaxElements>500</wsman:MaxElements>{inner}")


def pull(class_name, inner=""):
    return _of_context("Pull", class_name, inner)


def release(class_name):
    return _of_context("Release", class_name, "")


def renew(class_name, inner=""):
    return request(WSEN + "/Renew", class_name, "<wsen:Renew><wsen:EnumerationContext>$context"
                                                f"</wsen:EnumerationContext>{inner}</wsen:Renew>")


def get_status(class_name):
    return _of_context("GetStatus", class_name, "")


def _of_context(name, class_name, inner):
    return request(f"{WSEN}/{name}", class_name, f"<wsen:{name}><wsen:EnumerationContext>$context"
                                                 f"</wsen:EnumerationContext>{inner}</wsen:{name}>")


def invoke(class_name, method, arguments="", selectors=(), **keys):
    return request(f"{resource(class_name)}/{method}", class_name,
                   f"<p:{method}_INPUT>{arguments}</p:{method}_INPUT>", selectors, **keys)


def filtered(text, dialect=None, name="wsman:Filter"):
    """A Filter element; text of a query must be escaped already."""
    named = f' Dialect="{dialect}"' if dialect is not None else ""
    return f"<{name}{named}>{text}</{name}>"


# Expected answers

NAMES = {"a": SOAP, "wsa": WSA, "wsman": WSMAN, "wsen": WSEN, "wxf": TRANSFER, "wsmid": WSMID, "dash": DASH,
         "cim": COMMON, "wsmb": BINDING, "wse": WSE}


@dataclass(frozen=True)
class Expected:
    """What an answer must be. Paths are ElementPath, from the SOAP body (`has`, `lacks`, `count`, and `order` for the
    names of an element's children) or header (`headers`), with `p:` for the class that was asked for."""

    status: int | tuple = 200
    action: str | None = None
    code: tuple = ()
    subcode: tuple = ()
    detail: tuple | None = None
    names: tuple = ()
    has: dict = field(default_factory=dict)
    lacks: tuple = ()
    count: dict = field(default_factory=dict)
    order: dict = field(default_factory=dict)
    headers: dict = field(default_factory=dict)
    fields: dict = field(default_factory=dict)
    statuses: tuple | None = None
    charset: str | None = "UTF-8"
    envelope: bool = True
    strict: bool = True
    largest: int | None = None

    @property
    def negative(self):
        return self.status != 200

    def check(self, answer, text, memory):
        if self.statuses is not None:
            assert answer.statuses == list(self.statuses), f"statuses {answer.statuses}: {told(answer)}"
        else:
            allowed = self.status if isinstance(self.status, tuple) else (self.status,)
            assert answer.status in allowed, f"status {answer.status}, not {self.status}: {told(answer)}"
        for name, value in self.fields.items():
            found = answer.headers.get(name)
            assert found is None if value is None else found is not None and fits(value, found), (name, found)
        if not self.envelope:
            return
        assert answer.root is not None, "an answer without an envelope"
        check_answer(answer, text, self.charset, self.strict)
        memory.take(answer)
        if self.action:
            assert answer.action == self.action, told(answer)
        if self.largest:
            assert len(answer.content) <= self.largest, len(answer.content)
        if self.negative:
            self.check_fault(answer)
        else:
            assert answer.fault is None, told(answer)
        self.check_paths(answer)

    def check_fault(self, answer):
        fault = answer.fault
        assert fault is not None, told(answer)
        assert not self.code or fault.code in self.code, told(answer)
        assert not self.subcode or fault.subcode in self.subcode, f"{fault.subcode}, not {self.subcode}: {told(answer)}"
        assert self.detail is None or fault.detail in self.detail, \
            f"detail {fault.detail or 'none'}, not {self.detail}: {told(answer)}"
        for name in self.names:
            assert name.lower() in fault.reason.lower(), f"nothing of {name} in: {fault.reason}"

    def check_paths(self, answer):
        asked = next((found for found in re.findall(r'xmlns:p="([^"]*)"', answer.text)), "urn:none")
        names = NAMES | {"p": asked}
        body = answer.root.find(f"{{{SOAP}}}Body")
        header = answer.root.find(f"{{{SOAP}}}Header")
        for scope, paths in ((body, self.has), (header, self.headers)):
            for path, value in paths.items():
                found = ["".join(element.itertext()) for element in scope.findall(path, names)]
                if isinstance(value, list):
                    assert found == value, f"{path} is {found}, not {value}: {told(answer)}"
                else:
                    assert found and fits(value, found[0]), f"{path} is {found}, not {value}: {told(answer)}"
        for path in self.lacks:
            assert body.find(path, names) is None, f"{path} is there: {told(answer)}"
        for path, number in self.count.items():
            found = len(body.findall(path, names))
            low, high = (number, number) if isinstance(number, int) else number
            assert low <= found <= high, f"{found} of {path}, not {number}: {told(answer)}"
        for path, wanted in self.order.items():
            found = local_names(body.find(path, names))
            assert found == (sorted(found) if wanted is None else wanted), f"{path} has {found}"


def told(answer):
    """What an answer says, for a failing test."""
    if answer.root is not None and answer.fault is not None:
        return f"{answer.fault.code} {answer.fault.subcode} {answer.fault.detail}: {answer.fault.reason}"
    return answer.text.split("<a:Body>")[-1][:2000]


def local_names(element):
    return [child.tag.rsplit("}", 1)[1] for child in element]


def fits(value, found):
    return value.fullmatch(found) is not None if isinstance(value, re.Pattern) else found == value


def ok(action=None, **terms):
    """An answer without a fault; `action` is the last part of its Action."""
    known = {"Enumerate": WSEN, "Pull": WSEN, "Release": WSEN, "Renew": WSEN, "GetStatus": WSEN,
             "Get": TRANSFER, "Put": TRANSFER, "Create": TRANSFER, "Delete": TRANSFER}
    if action in known:
        action = f"{known[action]}/{action}Response"
    return Expected(action=action, **terms)


def fault(subcode, detail=(), *names, **terms):
    """A fault with one of these subcodes, and with one of these details; () for none, None for any. `names` are words
    that its reason must say."""
    subcodes = (subcode,) if isinstance(subcode, str) else tuple(subcode)
    statuses = {ROWS[one].status for one in subcodes}
    assert len(statuses) == 1
    if detail is not None:
        detail = ("",) if detail == () else (detail,) if isinstance(detail, str) else tuple(detail)
    return Expected(status=statuses.pop(), subcode=subcodes, detail=detail, names=names, **terms)


def soap_fault(code, *names, **terms):
    """A fault that SOAP itself defines: MustUnderstand, VersionMismatch, or Sender whatever its subcode."""
    return Expected(status=SOAP_CODES.get(code, 400), code=(f"a:{code}",), names=names, **terms)


def http(status, fields=None, **terms):
    """An answer of HTTP alone."""
    return Expected(status=status, fields=fields or {}, envelope=False, **terms)


# Pairs

@dataclass(frozen=True)
class Pair:
    id: str
    rule: str
    steps: tuple
    expected: Expected


def pair(id, rule, steps, expected):
    """`steps` is a request or a list; all but the last one must be answered without a fault, unless a step is itself
    a request and what to expect, as a tuple."""
    return Pair(id, rule, tuple(steps) if isinstance(steps, list) else (steps,), expected)


class Memory:
    """What earlier answers of one pair said."""

    _number = 0

    def __init__(self):
        self.values = {}

    def count(self):
        Memory._number += 1
        return Memory._number

    def take(self, answer):
        if answer.fault is not None or not len(answer.root.find(f"{{{SOAP}}}Body")):
            return
        if answer.context:
            self.values["context"] = escape(answer.context)
        if (answer.action or "").endswith("/GetResponse"):
            self.values["instance"] = re.search(r"(?s)<a:Body>(.*)</a:Body>", answer.text).group(1)


class World:
    """An agent at one of its addresses (the first, unless told), and one client for each of its accounts."""

    def __init__(self, agent, listen="", verify=None):
        self.base = next(url for url in agent.urls if url.startswith(listen))
        self.agent, self.verify = agent, verify
        self.clients = {}

    @property
    def address(self):
        host, port = self.base.split("://")[1].rsplit(":", 1)
        return host.strip("[]"), int(port)

    def wrap(self, raw):
        if not self.verify:
            return raw
        import ssl
        return ssl.create_default_context(cafile=self.verify).wrap_socket(raw, server_hostname=self.address[0])

    def client(self, user):
        if user not in self.clients:
            self.clients[user] = self.agent.client(user, url=self.base + "/wsman", verify=self.verify) \
                if user else self.agent.stranger(url=self.base + "/wsman", verify=self.verify)
        return self.clients[user]

    def run(self, case):
        """Sends a pair's requests and checks every answer; returns the last one. Leaves no enumeration open."""
        memory = Memory()
        try:
            return self.exchange(case, memory)
        finally:
            if "context" in memory.values:
                release("CIM_Fan").send(self, memory)

    def exchange(self, case, memory):
        *before, last = case.steps
        for step in before:
            asked, expected = step if isinstance(step, tuple) else (step, Expected())
            text, answer = asked.send(self, memory)
            expected.check(answer, text, memory)
        text, answer = last.send(self, memory)
        case.expected.check(answer, text, memory)
        return answer


def key(class_name, device):
    """The full reference of a device of the simulated machine."""
    return Reference.of(class_name, SystemCreationClassName="CIM_ComputerSystem", SystemName="ManagedSystem",
                        CreationClassName=class_name, DeviceID=device)


MACHINE = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name="ManagedSystem")
assert CIM
