"""HTTP by hand, for what client libraries do not do: one TCP connection from an address of one's choice, heads as they
are typed, and the arithmetic of Digest."""

import hashlib
import re
import secrets
import socket
import ssl
from base64 import b64encode
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from urllib.parse import urlsplit

from .wsman import IDENTIFY

# The one spelling of a challenge that every client of the field reads, as it was measured.
SPELLING = re.compile(r'Digest realm="([^"=]+)",nonce="([0-9a-f]{32})",stale="(true|false)",qop="auth"')
# How python-requests, and with it amtctrl, writes its answer to one.
HEADER = ('Digest username="{user}", realm="{realm}", nonce="{nonce}", uri="{uri}", response="{response}", qop="auth", '
          'nc={nc}, cnonce="{cnonce}"')


@dataclass(frozen=True)
class Challenge:
    realm: str
    nonce: str
    stale: bool

    @staticmethod
    def read(header):
        found = SPELLING.fullmatch(header or "")
        assert found, f"no such challenge is known to be read by every client: {header}"
        return Challenge(found.group(1), found.group(2), found.group(3) == "true")

    def answer(self, user, password, count=1, template=HEADER, uri="/wsman", method="POST", digits=8, cnonce=None):
        """The value of an Authorization header, written as in `template`: its response is that of RFC 2617."""
        nc, cnonce = f"{count:0{digits}x}", cnonce or secrets.token_hex(8)

        def md5(*parts):
            return hashlib.md5(":".join(parts).encode()).hexdigest()

        response = md5(md5(user, self.realm, password), self.nonce, nc, cnonce, "auth", md5(method, uri))
        return template.format(user=user, realm=self.realm, nonce=self.nonce, uri=uri, response=response, nc=nc,
                               cnonce=cnonce, RESPONSE=response.upper())


def basic(user, password, scheme="Basic"):
    return f"{scheme} " + b64encode(f"{user}:{password}".encode()).decode()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: object
    content: bytes

    @property
    def challenge(self):
        """That of a 401; there must be exactly one."""
        (header,) = self.headers.get_all("WWW-Authenticate")
        return Challenge.read(header)


class Connection:
    """`source` is the loopback address to come from; `verify` the certificate that an https address must show."""

    def __init__(self, url, source=None, verify=None):
        parts = urlsplit(url)
        self.host = parts.netloc
        self.socket = socket.create_connection(
            (parts.hostname, parts.port), timeout=30, source_address=(source, 0) if source else None)
        if parts.scheme == "https":
            context = ssl.create_default_context(cafile=verify)
            self.socket = context.wrap_socket(self.socket, server_hostname=parts.hostname)
        self.reader = self.socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.reader.close()
        self.socket.close()

    def send(self, body=IDENTIFY, authorization=None, path="/wsman", fields=(), method="POST"):
        """`authorization` is the header's value, as text or as bytes; `fields` are further lines."""
        body = body.encode() if isinstance(body, str) else body
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}", f"Content-Length: {len(body)}", *fields]
        head = "\r\n".join(lines).encode() + b"\r\n"
        if authorization is not None:
            value = authorization if isinstance(authorization, bytes) else authorization.encode()
            head += b"Authorization: " + value + b"\r\n"
        self.socket.sendall(head + b"\r\n" + body)

    def answer(self):
        """The next answer; None when the agent has closed the connection."""
        line = self.reader.readline()
        if not line:
            return None
        head = b""
        while (field := self.reader.readline()) not in (b"\r\n", b""):
            head += field
        headers = BytesHeaderParser().parsebytes(head)
        return Answer(int(line.split()[1]), headers, self.reader.read(int(headers["Content-Length"])))

    def post(self, *arguments, **options):
        self.send(*arguments, **options)
        return self.answer()

    def challenge(self):
        """The one that a POST without a body gets."""
        return self.post(b"").challenge
