"""HTTP itself: RFC 9110 and 9112, DSP0226 13, as bytes on a connection."""

import re

from harness.pairs import ANY, Bytes, Expected, http, pair
from harness.wsman import IDENTIFY

TYPE = "Content-Type: application/soap+xml;charset=UTF-8"
POST = f"POST /wsman HTTP/1.1\nHost: x\n{TYPE}\n$basic\n"
CLOSE = "Connection: close"
OK = Expected(has={"wsmid:IdentifyResponse/wsmid:ProductVendor": ANY})
CHUNKED = "".join(f"{len(piece):x}\r\n{piece}\r\n" for piece in (
    IDENTIFY[:1], IDENTIFY[1:100], IDENTIFY[100:])) + "0\r\n\r\n"


def head(text):
    return Bytes(text)


def length(value):
    return Bytes(f"{POST}Content-Length: {value}\n{CLOSE}", "")


def method(name):
    return pair(f"method-{name.lower()}", "RFC 9110 15.5.6: 405 names what is allowed",
                head(f"{name} /wsman HTTP/1.1\nHost: x\n$basic\nContent-Length: 0\n{CLOSE}"),
                http(405, {"Allow": "POST"}))


PAIRS = [
    pair("http-post", "RFC 9112 3", Bytes(f"{POST}Content-Length: $length\n{CLOSE}", IDENTIFY), OK),
    pair("http-close", "RFC 9112 9.6: the answer says that it is the last",
         Bytes(f"{POST}Content-Length: $length\n{CLOSE}", IDENTIFY), Expected(fields={"Connection": "close"})),
    pair("http-path-with-slash", "client: omicli asks at /wsman/",
         Bytes(f"{POST}Content-Length: $length\n{CLOSE}".replace("/wsman ", "/wsman/ "), IDENTIFY), OK),
    pair("http-absolute-target", "RFC 9112 3.2.2: an absolute target is accepted",
         Bytes(f"{POST}Content-Length: $length\n{CLOSE}".replace("/wsman ", "http://x/wsman "), IDENTIFY), OK),
    pair("http-fields-in-any-case", "RFC 9110 5.1",
         Bytes(f"{POST}content-LENGTH: $length\n{CLOSE}".replace("Content-Type", "cONTENT-tYPE"), IDENTIFY), OK),
    pair("http-chunked", "RFC 9112 7.1: a body in chunks",
         Bytes(f"{POST}Transfer-Encoding: chunked\n{CLOSE}", CHUNKED), OK),
    pair("http-chunked-trailer", "RFC 9112 7.1.2: fields after the last chunk",
         Bytes(f"{POST}Transfer-Encoding: chunked\n{CLOSE}", CHUNKED[:-2] + "X-Sum: 1\r\n\r\n"), OK),
    pair("http-continue", "RFC 9110 10.1.1: 100 Continue (libcurl waits a second for it)",
         Bytes(f"{POST}Content-Length: $length\nExpect: 100-continue\n{CLOSE}", IDENTIFY),
         Expected(statuses=(100, 200))),
    pair("http-pipelined", "RFC 9112 9.3.2: answers in the order of the requests",
         Bytes(f"{POST}Content-Length: {len(IDENTIFY)}",
               IDENTIFY + f"{POST}Content-Length: {len(IDENTIFY)}\n{CLOSE}\n\n".replace("\n", "\r\n") + IDENTIFY),
         Expected(statuses=(200, 200))),
    pair("http-1.0", "RFC 9112 9.3: closed without being asked",
         Bytes(f"{POST}Content-Length: $length".replace("HTTP/1.1", "HTTP/1.0"), IDENTIFY), OK),

    *(method(name) for name in ("GET", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE")),
    pair("method-m-post", "RFC 2774: a method of long ago",
         head(f"M-POST /wsman HTTP/1.1\nHost: x\n$basic\nContent-Length: 0\n{CLOSE}"), http((400, 405, 501))),
    pair("method-head", "RFC 9110 9.3.2: a 405 without a body",
         head(f"HEAD /wsman HTTP/1.1\nHost: x\n$basic\n{CLOSE}"), http(405)),
    *(pair(f"path-{name}", "RFC 9110 15.5.5: there is nothing",
           Bytes(f"{POST}Content-Length: $length\n{CLOSE}".replace("/wsman ", path + " "), IDENTIFY), http(404))
      for name, path in (("root", "/"), ("another", "/nowhere"), ("longer", "/wsmanx"), ("below", "/wsman/more"),
                         ("case", "/WSMAN"), ("dots", "/wsman/../wsman/x"), ("escaped", "/%77sman%00"))),
    pair("http-empty-unauthenticated", "client: libcurl and iamt post nothing, to be challenged",
         head(f"POST /wsman HTTP/1.1\nHost: x\nContent-Length: 0\n{CLOSE}"),
         http(401, {"WWW-Authenticate": re.compile('Digest .+qop="auth".*')})),
    pair("http-unauthenticated-before-content-type", "client: 401 comes first, whatever is sent",
         Bytes(f"POST /wsman HTTP/1.1\nHost: x\nContent-Type: text/plain\nContent-Length: $length\n{CLOSE}", "hello"),
         http(401)),
    pair("http-wrong-password", "RFC 7617", Bytes(
        f"POST /wsman HTTP/1.1\nHost: x\nAuthorization: Basic YWRtaW46d3Jvbmc=\nContent-Length: $length\n{CLOSE}",
        IDENTIFY), http(401)),
    pair("http-no-host", "RFC 9112 3.2: Host is mandatory",
         head(f"POST /wsman HTTP/1.1\n$basic\nContent-Length: 0\n{CLOSE}"), http(400)),
    pair("http-two-hosts", "RFC 9112 3.2: one Host",
         head(f"POST /wsman HTTP/1.1\nHost: x\nHost: y\n$basic\nContent-Length: 0\n{CLOSE}"), http(400)),
    pair("length-negative", "RFC 9112 6.3: no length", length("-1"), http(400)),
    pair("length-word", "RFC 9112 6.3: no length", length("many"), http(400)),
    pair("length-plus", "RFC 9110 8.6: digits alone", length("+5"), http(400)),
    pair("length-beyond-numbers", "RFC 9110 8.6: larger than any number we count with",
         length("99999999999999999999999"), http((400, 413))),
    pair("length-5-gb", "RFC 9110 15.5.14: too large, told before it is sent", length(5 * 1024 ** 3), http(413)),
    pair("length-100-mb", "RFC 9110 15.5.14", length(100 * 1024 ** 2), http(413)),
    pair("length-5-gb-unauthenticated", "design: a declared oversize is refused before credentials are asked for",
         head(f"POST /wsman HTTP/1.1\nHost: x\nContent-Length: {5 * 1024 ** 3}\n{CLOSE}"), http(413)),
    pair("length-twice", "RFC 9112 6.3: two lengths that differ",
         Bytes(f"{POST}Content-Length: 5\nContent-Length: 6\n{CLOSE}", "hello!"), http(400)),
    pair("length-and-chunks", "RFC 9112 6.3: both could smuggle a request",
         Bytes(f"{POST}Content-Length: 5\nTransfer-Encoding: chunked\n{CLOSE}", CHUNKED), http(400)),
    pair("transfer-unknown", "RFC 9112 6.1: 501 for another transfer coding",
         Bytes(f"{POST}Transfer-Encoding: gzip\n{CLOSE}", IDENTIFY), http(501)),
    pair("chunks-announced-in-a-trailer", "RFC 9110 6.5.1: framing belongs in the head; another reader might go by it",
         Bytes(f"{POST}Transfer-Encoding: chunked\n{CLOSE}", CHUNKED[:-2] + "Transfer-Encoding: chunked\r\n\r\n"),
         http(400)),
    pair("transfer-twice-chunked", "RFC 9112 6.1: chunked once",
         Bytes(f"{POST}Transfer-Encoding: chunked, chunked\n{CLOSE}", CHUNKED), http((400, 501))),
    pair("chunk-size-word", "RFC 9112 7.1: a size in hexadecimal digits",
         Bytes(f"{POST}Transfer-Encoding: chunked\n{CLOSE}", "zz\r\n"), http(400)),
    pair("chunk-extension-unclosed", "RFC 9112 7.1.1: an extension is a name, with a word or a closed quotation",
         Bytes(f"{POST}Transfer-Encoding: chunked\n{CLOSE}", "5;a=\"b\r\nhello\r\n0\r\n\r\n"), http(400)),
    pair("chunk-size-huge", "RFC 9112 7.1", Bytes(f"{POST}Transfer-Encoding: chunked\n{CLOSE}", "f" * 17 + "\r\n"),
         http(400)),
    pair("chunk-of-5-gb", "RFC 9110 15.5.14: more than a body may have",
         Bytes(f"{POST}Transfer-Encoding: chunked\n{CLOSE}", "140000000\r\n" + "x" * 1_000_000), http((400, 413))),
    pair("head-64-kb", "RFC 6585 5: 431", head(f"{POST}X-Long: {'x' * 65536}\nContent-Length: 0\n{CLOSE}"), http(431)),
    pair("head-many-fields", "RFC 6585 5: 431",
         head(POST + "".join(f"X-{n}: 1\n" for n in range(500)) + f"Content-Length: 0\n{CLOSE}"), http(431)),
    pair("head-long-target", "RFC 9110 15.5.15: 414, or 431",
         head(f"{POST}Content-Length: 0\n{CLOSE}".replace("/wsman ", "/wsman?" + "x" * 65536 + " ")), http(431)),
    pair("head-space-before-colon", "RFC 9112 5.1: no white space before the colon",
         head(f"{POST}Content-Length : 0\n{CLOSE}"), http(400)),
    pair("head-control-character", "RFC 9110 5.5", head(f"{POST}X: a\x00b\nContent-Length: 0\n{CLOSE}"), http(400)),
    pair("head-not-http", "RFC 9112 2.1", head("hello"), http(400)),
    pair("head-http-2", "RFC 9112 2.3: another version",
         head("PRI * HTTP/2.0\n\nSM\n"), http(400)),
    pair("head-http-3", "RFC 9110 15.6.6: a version that is not served",
         head(f"{POST}Content-Length: 0\n{CLOSE}".replace("HTTP/1.1", "HTTP/3.7")), http(400)),
    pair("expect-unknown", "RFC 9110 15.5.18: 417",
         Bytes(f"{POST}Content-Length: $length\nExpect: miracles\n{CLOSE}", IDENTIFY), http(417)),
]
