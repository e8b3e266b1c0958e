"""WS-Addressing: who asks what, and where the answer goes."""

from harness.pairs import ANONYMOUS, MACHINE, enumerate_, fault, get, ok, pair, request, soap_fault
from harness.wsman import CIM, TRANSFER, WSA, WSEN

GET = get("CIM_ComputerSystem", MACHINE.selectors)
NAME = {"p:CIM_ComputerSystem/p:Name": "ManagedSystem"}
REQUIRED = "wsa:MessageInformationHeaderRequired"
INVALID = "wsa:InvalidMessageInformationHeader"
ELSEWHERE = "http://192.0.2.1/sink"


def endpoint(name, address=ANONYMOUS, more=""):
    return f"<wsa:{name}><wsa:Address>{address}</wsa:Address>{more}</wsa:{name}>"


def parameters(value):
    return f'<wsa:ReferenceParameters><x:Ticket xmlns:x="urn:x">{value}</x:Ticket></wsa:ReferenceParameters>'


def twice(name, block):
    """A header block that is there already."""
    return pair(f"twice-{name}", "DSP0226 13.1-9: a header block occurs once", GET.header(block),
                fault(INVALID, (), name))


PAIRS = [
    pair("addressing-answer", "WS-Addressing 3: the answer's headers",
         GET.message("uuid:1"), ok("Get", headers={"wsa:To": ANONYMOUS, "wsa:RelatesTo": "uuid:1"})),
    *(pair(f"message-id-{name}", rule, GET.message(value), ok("Get", headers={"wsa:RelatesTo": value}))
      for name, value, rule in (
          ("number", "0", "client: MeshCommander and go-wsman-messages count from 0"),
          ("bare-uuid", "3fa85f64-5717-4562-b3fc-2c963f66afa6", "client: wsl"),
          ("urn", "urn:uuid:3FA85F64-5717-4562-B3FC-2C963F66AFA6", "DSP0226 5.4.4-1: case is kept"),
          ("escaped", "a&b<c>\"'", "XML 1.0 2.4"), ("beyond-ascii", "ünïcöde-\U0001f600", "XML 1.0 2.2"))),
    pair("to-relative", "DSP0226 5.3: To is not compared (client: MeshCommander)",
         GET.edit("http://localhost/wsman", "/wsman"), ok("Get", has=NAME)),
    pair("to-another-host", "DSP0226 5.3: To is not compared (client: pywinrm)",
         GET.edit("http://localhost/wsman", "http://windows-host:5985/wsman"), ok("Get", has=NAME)),
    pair("to-upper-case", "DSP0226 5.3: To is not compared (client: omicli)",
         GET.edit("http://localhost/wsman", "HTTP://LOCALHOST:80/wsman/"), ok("Get", has=NAME)),
    pair("action-white-space", "XML Schema 2: white space of a URI is collapsed",
         GET.edit(f">{TRANSFER}/Get<", f">\n  {TRANSFER}/Get\n  <"), ok("Get", has=NAME)),
    pair("from", "WS-Addressing 3: From asks for nothing", GET.header(endpoint("From", ELSEWHERE)),
         ok("Get", has=NAME)),
    pair("fault-to-anonymous", "DSP0226 5.4.3 (client: OpenNMS)", GET.header(endpoint("FaultTo")), ok("Get", has=NAME)),
    pair("reply-to-parameters", "DSP0226 5.4.2-5: reference parameters come back as headers",
         GET.edit("</wsa:Address></wsa:ReplyTo>", "</wsa:Address>" + parameters("42") + "</wsa:ReplyTo>"),
         ok("Get", headers={"{urn:x}Ticket": "42"}, strict=False)),
    pair("reply-to-parameters-in-a-fault", "DSP0226 5.4.3: faults go to ReplyTo when there is no FaultTo",
         get("CIM_Nonsense").edit("</wsa:Address></wsa:ReplyTo>",
                                  "</wsa:Address>" + parameters("42") + "</wsa:ReplyTo>"),
         fault("wsa:DestinationUnreachable", "InvalidResourceURI", headers={"{urn:x}Ticket": "42"}, strict=False)),
    pair("fault-to-parameters", "DSP0226 5.4.3: faults go to FaultTo",
         get("CIM_Nonsense").header(endpoint("FaultTo", more=parameters("7"))),
         fault("wsa:DestinationUnreachable", "InvalidResourceURI", headers={"{urn:x}Ticket": "7"}, strict=False)),
    pair("fault-to-parameters-unused", "DSP0226 5.4.3: only faults go to FaultTo",
         GET.header(endpoint("FaultTo", more=parameters("7"))), ok("Get", headers={"{urn:x}Ticket": []})),
    pair("resource-uri-comes-back", "client: MeshCommander pulls from the resource that the answer names",
         enumerate_("CIM_Fan"), ok("Enumerate", headers={"wsman:ResourceURI": CIM + "CIM_Fan"})),

    pair("no-action", "WS-Addressing 3: Action is mandatory", GET.without("wsa:Action"),
         fault(REQUIRED, (), "Action")),
    pair("no-message-id", "DSP0226 5.4.4: MessageID is mandatory",
         GET.without("wsa:MessageID"), fault(REQUIRED, (), "MessageID")),
    pair("no-resource-uri", "DSP0226 5.1.2.1: a missing ResourceURI", GET.without("wsman:ResourceURI"),
         fault("wsa:DestinationUnreachable", "InvalidResourceURI", "ResourceURI")),
    pair("addressing-2005", "DSP0226 3: WS-Addressing of 2004/08; what must be understood and is not",
         GET.edit(f'xmlns:wsa="{WSA}"', 'xmlns:wsa="http://www.w3.org/2005/08/addressing"'),
         soap_fault("MustUnderstand", "Action")),
    pair("reply-to-elsewhere", "DSP0226 5.4.2-2: only the anonymous address",
         GET.edit(f"<wsa:ReplyTo><wsa:Address>{ANONYMOUS}", f"<wsa:ReplyTo><wsa:Address>{ELSEWHERE}"),
         fault("wsman:UnsupportedFeature", "AddressingMode", "ReplyTo")),
    pair("fault-to-elsewhere", "DSP0226 5.4.3: only the anonymous address",
         GET.header(endpoint("FaultTo", ELSEWHERE)), fault("wsman:UnsupportedFeature", "AddressingMode", "FaultTo")),
    pair("reply-to-without-address", "WS-Addressing 2.1: an endpoint has an Address",
         GET.edit(f"<wsa:Address>{ANONYMOUS}</wsa:Address></wsa:ReplyTo>", "</wsa:ReplyTo>"),
         fault(INVALID, (), "ReplyTo")),

    pair("action-unknown", "WS-Addressing 4.5: ActionNotSupported names the action",
         request("urn:nonsense", "CIM_Fan"), fault("wsa:ActionNotSupported", "ActionMismatch", "urn:nonsense")),
    pair("action-of-the-family", "WS-Transfer 3 has no such operation",
         request(TRANSFER + "/Fetch", "CIM_Fan"), fault("wsa:ActionNotSupported", "ActionMismatch", "Fetch")),
    pair("action-in-another-case", "RFC 3986 6.2.1: URIs are compared exactly",
         request(TRANSFER + "/get", "CIM_Fan"), fault("wsa:ActionNotSupported", "ActionMismatch", "/get")),
    pair("action-of-a-response", "WS-Transfer 3.1: a response is no request",
         request(TRANSFER + "/GetResponse", "CIM_Fan"), fault("wsa:ActionNotSupported", "ActionMismatch")),
    pair("action-empty", "WS-Addressing 3: Action is a URI", request("", "CIM_Fan"),
         fault("wsa:ActionNotSupported", "ActionMismatch", "Action")),
    pair("action-mismatch-enumeration", "DSP0226 5.4: Action and body agree",
         request(WSEN + "/Pull", "CIM_Fan", "<wsen:Enumerate></wsen:Enumerate>"),
         fault("wsa:ActionNotSupported", "ActionMismatch", "Pull")),
    pair("action-mismatch-method", "DSP0227 9: Action and the method's input agree",
         request(CIM + "CIM_ComputerSystem/RequestStateChange", "CIM_ComputerSystem",
                 "<p:SetTime_INPUT></p:SetTime_INPUT>", MACHINE.selectors),
         fault("wsa:ActionNotSupported", "ActionMismatch", "RequestStateChange")),
    pair("action-of-another-class", "DSP0227 9: a method's Action begins with the ResourceURI",
         request(CIM + "CIM_Fan/RequestStateChange", "CIM_ComputerSystem",
                 "<p:RequestStateChange_INPUT></p:RequestStateChange_INPUT>", MACHINE.selectors),
         fault("wsa:ActionNotSupported", "ActionMismatch", "CIM_Fan")),
    pair("subscribe", "DSP0226 10: this service has no events",
         request("http://schemas.xmlsoap.org/ws/2004/08/eventing/Subscribe", "CIM_Fan",
                 "<wse:Subscribe></wse:Subscribe>"),
         fault("wsa:ActionNotSupported", (), "Subscribe")),

    twice("Action", f"<wsa:Action>{TRANSFER}/Get</wsa:Action>"),
    twice("To", "<wsa:To>http://localhost/wsman</wsa:To>"),
    twice("MessageID", "<wsa:MessageID>uuid:2</wsa:MessageID>"),
    twice("ReplyTo", endpoint("ReplyTo")),
    twice("ResourceURI", f"<wsman:ResourceURI>{CIM}CIM_Fan</wsman:ResourceURI>"),
    twice("SelectorSet", "<wsman:SelectorSet></wsman:SelectorSet>"),
    twice("OperationTimeout", "<wsman:OperationTimeout>PT60S</wsman:OperationTimeout>" * 2),
    twice("MaxEnvelopeSize", "<wsman:MaxEnvelopeSize>9000</wsman:MaxEnvelopeSize>" * 2),
    twice("Locale", '<wsman:Locale xml:lang="en"></wsman:Locale>' * 2),
    twice("OptionSet", "<wsman:OptionSet></wsman:OptionSet>" * 2),
    twice("FragmentTransfer", "<wsman:FragmentTransfer>Name</wsman:FragmentTransfer>" * 2),
    twice("FaultTo", endpoint("FaultTo") * 2),
    pair("twice-a-stranger", "SOAP 1.2 5.2: other headers may occur as often as they like",
         GET.header('<x:A xmlns:x="urn:x"></x:A>' * 2), ok("Get", has=NAME)),
]
