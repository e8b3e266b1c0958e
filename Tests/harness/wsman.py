"""A small WS-Management client for tests: envelopes as text, answers through ElementTree.

Written without any code of the agent, so that a mistake made there is not repeated here.
"""

import re
import uuid
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

import requests
from requests.auth import HTTPBasicAuth, HTTPDigestAuth

SOAP = "http://www.w3.org/2003/05/soap-envelope"
WSA = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
WSEN = "http://schemas.xmlsoap.org/ws/2004/09/enumeration"
TRANSFER = "http://schemas.xmlsoap.org/ws/2004/09/transfer"
WSMID = "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"
DASH = "http://schemas.dmtf.org/wbem/dash/1/dash.xsd"
BINDING = "http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd"
COMMON = "http://schemas.dmtf.org/wbem/wscim/1/common"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
CIM = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/"
ALL_CLASSES = "http://schemas.dmtf.org/wbem/wscim/1/*"
ANONYMOUS = WSA + "/role/anonymous"
ASSOCIATION_FILTER = "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter"
FAULT_DETAIL = "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/"

IDENTIFY = (f'<s:Envelope xmlns:s="{SOAP}" xmlns:wsmid="{WSMID}"><s:Header></s:Header>'
            "<s:Body><wsmid:Identify></wsmid:Identify></s:Body></s:Envelope>")


@dataclass(frozen=True)
class Reference:
    """An endpoint reference: a class and selectors as sorted (name, text or Reference) pairs."""

    class_name: str
    selectors: tuple

    @staticmethod
    def of(class_name, **selectors):
        return Reference(class_name, tuple(sorted(selectors.items())))

    @staticmethod
    def read(element):
        parameters = element.find(f"{{{WSA}}}ReferenceParameters")
        uri = parameters.findtext(f"{{{WSMAN}}}ResourceURI")
        return Reference(uri.rsplit("/", 1)[1], read_selectors(parameters))

    def __getitem__(self, name):
        return dict(self.selectors)[name]

    def body(self):
        """The elements inside an endpoint reference."""
        return (f"<wsa:Address>{ANONYMOUS}</wsa:Address><wsa:ReferenceParameters>"
                f"<wsman:ResourceURI>{resource(self.class_name)}</wsman:ResourceURI>"
                f"{selector_set(self.selectors)}</wsa:ReferenceParameters>")


def read_selectors(parent):
    pairs = []
    for selector in parent.findall(f"{{{WSMAN}}}SelectorSet/{{{WSMAN}}}Selector"):
        nested = selector.find(f"{{{WSA}}}EndpointReference")
        value = selector.text or "" if nested is None else Reference.read(nested)
        pairs.append((selector.get("Name"), value))
    return tuple(sorted(pairs, key=lambda pair: pair[0]))


def selector_set(selectors):
    pairs = selectors.items() if isinstance(selectors, dict) else selectors
    inner = "".join(
        f"<wsman:Selector Name={quoteattr(name)}>"
        + (f"<wsa:EndpointReference>{value.body()}</wsa:EndpointReference>" if isinstance(value, Reference)
           else escape(str(value)))
        + "</wsman:Selector>"
        for name, value in pairs)
    return f"<wsman:SelectorSet>{inner}</wsman:SelectorSet>" if inner else ""


def resource(class_name):
    return class_name if "/" in class_name else CIM + class_name


def local(element):
    return element.tag.rsplit("}", 1)[1]


class Instance:
    """One CIM instance: its class as the element says it, and its properties as text or Reference."""

    def __init__(self, element):
        self.namespace, self.class_name = element.tag[1:].split("}")
        self._values = {}
        for child in element:
            assert child.tag.startswith("{" + self.namespace + "}"), f"{child.tag} is not in the class's namespace"
            self._values.setdefault(local(child), []).append(read_value(child))

    def __getitem__(self, name):
        values = self._values[name]
        assert len(values) == 1, f"{name} has {len(values)} values"
        return values[0]

    def __contains__(self, name):
        return name in self._values

    def get(self, name, default=None):
        return self[name] if name in self else default

    def all(self, name):
        """Every value of an array property; none when it is absent."""
        return self._values.get(name, [])

    @property
    def names(self):
        return list(self._values)

    @property
    def reading(self):
        """CurrentReading in its unit, or None while it is unknown."""
        return self.scaled("CurrentReading")

    def scaled(self, name):
        """A property of a numeric sensor times ten to its UnitModifier; None when absent."""
        value = self.get(name)
        return None if value is None else float(value) * 10.0 ** int(self.get("UnitModifier", "0"))

    def __repr__(self):
        return f"{self.class_name}({self._values})"


def read_value(element):
    if element.find(f"{{{WSA}}}ReferenceParameters") is not None:
        return Reference.read(element)
    if len(element):
        assert len(element) == 1, f"{element.tag} has several children"
        return element[0].text or ""
    return element.text or ""


@dataclass(frozen=True)
class Fault:
    code: str
    subcode: str
    detail: str
    reason: str
    text: str = field(repr=False, compare=False)


@dataclass
class Item:
    instance: Instance = None
    reference: Reference = None


class Reply:
    """One HTTP answer, read as far as it goes."""

    def __init__(self, response):
        self.status = response.status_code
        self.headers = response.headers
        self.content = response.content
        self.read()

    def read(self):
        """Takes the content apart, in the encoding that the answer names."""
        named = re.search(r'charset="?([\w.-]+)', self.headers.get("Content-Type", ""))
        self.text = self.content.decode(named.group(1) if named else "utf-8", "replace")
        is_xml = "xml" in self.headers.get("Content-Type", "") and self.content.strip()
        self.root = ET.fromstring(self.content) if is_xml else None

    def header(self, name, namespace=WSA):
        return self.root.findtext(f"{{{SOAP}}}Header/{{{namespace}}}{name}")

    @property
    def action(self):
        return self.header("Action")

    @property
    def body(self):
        """The only child of the SOAP body."""
        children = list(self.root.find(f"{{{SOAP}}}Body"))
        assert len(children) == 1, self.text
        return children[0]

    @property
    def fault(self):
        found = self.root.find(f"{{{SOAP}}}Body/{{{SOAP}}}Fault") if self.root is not None else None
        if found is None:
            return None
        detail = found.findtext(f".//{{{WSMAN}}}FaultDetail") or ""
        return Fault(
            found.findtext(f"{{{SOAP}}}Code/{{{SOAP}}}Value"),
            found.findtext(f"{{{SOAP}}}Code/{{{SOAP}}}Subcode/{{{SOAP}}}Value") or "",
            detail.removeprefix(FAULT_DETAIL),
            found.findtext(f"{{{SOAP}}}Reason/{{{SOAP}}}Text") or "", self.text)

    @property
    def ok(self):
        return self.status == 200 and self.root is not None and self.fault is None

    @property
    def instance(self):
        assert self.ok, self.text
        return Instance(self.body)

    @property
    def context(self):
        """The enumeration context: None when there is no such element."""
        element = self.body.find(f"{{{WSEN}}}EnumerationContext")
        return None if element is None else element.text or ""

    @property
    def ended(self):
        return any(local(child) == "EndOfSequence" for child in self.body)

    @property
    def items(self):
        assert self.ok, self.text
        found = []
        for child in self.body:
            if local(child) == "Items":
                found += [read_item(element) for element in child]
        return found

    @property
    def outputs(self):
        """Output parameters of a method, ReturnValue as a number."""
        assert self.ok, self.text
        values = {local(child): read_value(child) for child in self.body}
        values["ReturnValue"] = int(values["ReturnValue"])
        return values


def read_item(element):
    if element.tag == f"{{{WSA}}}EndpointReference":
        return Item(reference=Reference.read(element))
    if element.tag == f"{{{WSMAN}}}Item":
        instance, reference = list(element)
        return Item(Instance(instance), Reference.read(reference))
    return Item(Instance(element))


class Client:
    """Sends requests with Digest (the default), Basic, or no credentials at all."""

    def __init__(self, url, user=None, password=None, scheme="digest", verify=None):
        """`verify` is the certificate that an https address must show."""
        self.url = url
        self.session = requests.Session()
        self.session.trust_env = False
        if verify:
            self.session.verify = str(verify)
        if user is not None:
            self.session.auth = (HTTPBasicAuth if scheme == "basic" else HTTPDigestAuth)(user, password)

    def post(self, body, headers=None, url=None):
        body = body.encode() if isinstance(body, str) else body
        headers = {"Content-Type": "application/soap+xml;charset=UTF-8"} | (headers or {})
        headers = {name: value for name, value in headers.items() if value is not None}
        return Reply(self.session.post(url or self.url, data=body, headers=headers, timeout=30))

    def send(self, action, class_name=None, body="", selectors=(), extra="", message_id=None):
        return self.post(envelope(action, class_name, body, selectors, extra, message_id))

    def identify(self):
        return self.post(IDENTIFY)

    def get(self, class_name, selectors=(), **keys):
        return self.send(TRANSFER + "/Get", class_name, "", keys or selectors)

    def put(self, class_name, properties, selectors=()):
        """Puts a representation of these properties; what `selectors` names goes into it as well."""
        inner = "".join(f"<p:{name}>{escape(str(value))}</p:{name}>"
                        for name, value in sorted((dict(selectors) | properties).items()))
        body = f'<p:{class_name} xmlns:p="{resource(class_name)}">{inner}</p:{class_name}>'
        return self.send(TRANSFER + "/Put", class_name, body, selectors)

    def delete(self, reference):
        return self.send(TRANSFER + "/Delete", reference.class_name, "", reference.selectors)

    def get_reference(self, reference):
        return self.get(reference.class_name, reference.selectors)

    def start_enumeration(self, class_name, mode=None, optimized=False, max_elements=None, filter=""):
        inner = ("<wsman:OptimizeEnumeration></wsman:OptimizeEnumeration>" if optimized else "")
        inner += f"<wsman:EnumerationMode>{mode}</wsman:EnumerationMode>" if mode else ""
        inner += filter
        inner += f"<wsman:MaxElements>{max_elements}</wsman:MaxElements>" if max_elements else ""
        return self.send(WSEN + "/Enumerate", class_name, f"<wsen:Enumerate>{inner}</wsen:Enumerate>")

    def pull(self, class_name, context, max_elements=None):
        inner = f"<wsen:EnumerationContext>{escape(context)}</wsen:EnumerationContext>"
        inner += f"<wsen:MaxElements>{max_elements}</wsen:MaxElements>" if max_elements else ""
        return self.send(WSEN + "/Pull", class_name, f"<wsen:Pull>{inner}</wsen:Pull>")

    def release(self, class_name, context):
        return self.send(
            WSEN + "/Release", class_name,
            f"<wsen:Release><wsen:EnumerationContext>{escape(context)}</wsen:EnumerationContext></wsen:Release>")

    def items(self, class_name, mode=None, optimized=True, max_elements=None, filter=""):
        """Everything an enumeration yields, pulled to its end."""
        reply = self.start_enumeration(class_name, mode, optimized, max_elements, filter)
        assert reply.ok, reply.text
        found = reply.items
        while reply.context:
            reply = self.pull(class_name, reply.context, max_elements)
            found += reply.items
        assert optimized or reply.ended
        return found

    def instances(self, class_name, **options):
        return [item.instance for item in self.items(class_name, **options)]

    def references(self, class_name):
        return [item.reference for item in self.items(class_name, mode="EnumerateEPR")]

    def associated(self, reference, kind="AssociatedInstances", mode=None, **terms):
        """Enumerates through an association filter; `terms` are Role, ResultClassName and so on."""
        return self.items(ALL_CLASSES, mode=mode, filter=association_filter(reference, kind, **terms))

    def invoke(self, class_name, method, arguments="", selectors=(), message_id=None):
        uri = resource(class_name)
        body = f'<p:{method}_INPUT xmlns:p="{uri}">{arguments}</p:{method}_INPUT>'
        return self.send(f"{uri}/{method}", class_name, body, selectors, message_id=message_id)

    def power(self, state, system="ManagedSystem", message_id=None):
        """RequestPowerStateChange of the machine; the reply."""
        target = Reference.of("CIM_ComputerSystem", CreationClassName="CIM_ComputerSystem", Name=system)
        return self.invoke(
            "CIM_PowerManagementService", "RequestPowerStateChange",
            f"<p:PowerState>{state}</p:PowerState><p:ManagedElement>{target.body()}</p:ManagedElement>",
            message_id=message_id)

    def power_state(self):
        """PowerState of the machine; None while it is unknown."""
        state = self.get("CIM_AssociatedPowerManagementService").instance.get("PowerState")
        return state and int(state)

    def sensors(self):
        """Every numeric sensor by its name."""
        return {sensor["ElementName"]: sensor for sensor in self.instances("CIM_NumericSensor")}


def association_filter(reference, kind="AssociatedInstances", **terms):
    order = ("AssociationClassName", "Role", "ResultClassName", "ResultRole")
    inner = "".join(f"<wsmb:{name}>{terms[name]}</wsmb:{name}>" for name in order if name in terms)
    return (f'<wsman:Filter Dialect="{ASSOCIATION_FILTER}"><wsmb:{kind} xmlns:wsmb="{BINDING}">'
            f"<wsmb:Object>{reference.body()}</wsmb:Object>{inner}</wsmb:{kind}></wsman:Filter>")


def envelope(action, class_name=None, body="", selectors=(), extra="", message_id=None):
    target = (f'<wsman:ResourceURI s:mustUnderstand="true">{escape(resource(class_name))}</wsman:ResourceURI>'
              if class_name else "")
    message_id = f"uuid:{uuid.uuid4()}" if message_id is None else message_id
    return (
        f'<s:Envelope xmlns:s="{SOAP}" xmlns:wsa="{WSA}" xmlns:wsman="{WSMAN}" xmlns:wsen="{WSEN}"><s:Header>'
        f'<wsa:Action s:mustUnderstand="true">{escape(action)}</wsa:Action>'
        f'<wsa:To s:mustUnderstand="true">http://localhost/wsman</wsa:To>{target}'
        f'<wsa:MessageID s:mustUnderstand="true">{escape(message_id)}</wsa:MessageID>'
        f"<wsa:ReplyTo><wsa:Address>{ANONYMOUS}</wsa:Address></wsa:ReplyTo>"
        f"{selector_set(selectors)}{extra}</s:Header><s:Body>{body}</s:Body></s:Envelope>")
