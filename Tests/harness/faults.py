"""The faults of WS-Management as facts: DSP0226 14.6 and, for those of enumeration, eventing, transfer and CIM binding,
their own specifications. Nothing here is read from the agent."""

from dataclasses import dataclass

from .wsman import BINDING, TRANSFER, WSA, WSEN, WSMAN

WSE = "http://schemas.xmlsoap.org/ws/2004/08/eventing"

# What a fault's Action is, by the namespace of its subcode; SOAP's own faults use that of WS-Addressing.
ACTIONS = {
    WSMAN: "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault", WSA: WSA + "/fault", TRANSFER: TRANSFER + "/fault",
    WSEN: WSEN + "/fault", WSE: WSE + "/fault", BINDING: "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/fault",
}
PREFIXES = {"wsman": WSMAN, "wsa": WSA, "wxf": TRANSFER, "wsen": WSEN, "wse": WSE, "wsmb": BINDING}


@dataclass(frozen=True)
class Row:
    """A fault: who is to blame, and what FaultDetail may say (with anything else that Detail may hold)."""

    code: str
    details: tuple = ()
    elements: tuple = ()

    @property
    def status(self):
        return 400 if self.code == "Sender" else 500


def sender(*details, elements=()):
    return Row("Sender", details, elements)


def receiver(*details, elements=()):
    return Row("Receiver", details, elements)


ROWS = {
    "wsman:AccessDenied": sender(),
    "wsa:ActionNotSupported": sender("ActionMismatch"),
    "wsman:AlreadyExists": sender(),
    "wsen:CannotProcessFilter": sender(elements=("text",)),
    "wsman:Concurrency": sender(),
    "wse:DeliveryModeRequestedUnavailable": sender(elements=(f"{{{WSE}}}SupportedDeliveryMode",)),
    "wsman:DeliveryRefused": receiver(),
    "wsa:DestinationUnreachable": sender("InvalidResourceURI"),
    "wsman:EncodingLimit": sender(
        "URILimitExceeded", "MaxEnvelopeSize", "MinimumEnvelopeLimit", "MaxEnvelopeSizeExceeded",
        "ServiceEnvelopeLimit",
        "SelectorLimit", "OptionLimit", "CharacterSet", "UnreportableSuccess", "Whitespace", "EncodingType"),
    "wsa:EndpointUnavailable": receiver("ResourceOffline", elements=(f"{{{WSA}}}RetryAfter",)),
    "wsman:EventDeliverToUnusable": sender(elements=("text",)),
    "wse:EventSourceUnableToProcess": sender("UnusableAddress"),
    "wsen:FilterDialectRequestedUnavailable": sender(elements=(f"{{{WSEN}}}SupportedDialect",)),
    "wse:FilteringNotSupported": sender(),
    "wsen:FilteringNotSupported": sender(),
    "wse:FilteringRequestedUnavailable": sender("FilteringRequired", elements=(f"{{{WSE}}}SupportedDialect",)),
    "wsman:InternalError": receiver(elements=("text",)),
    "wsman:FragmentDialectNotSupported": receiver(elements=(f"{{{WSMAN}}}FragmentDialect",)),
    "wsman:InvalidBookmark": sender("Expired", "InvalidFormat", "Invalid"),
    "wsen:InvalidEnumerationContext": receiver(),
    "wse:InvalidExpirationTime": sender(),
    "wsen:InvalidExpirationTime": sender(),
    "wse:InvalidMessage": sender(),
    "wsa:InvalidMessageInformationHeader": sender("DuplicateMessageID", elements=("any",)),
    "wsman:InvalidOptions": sender("NotSupported", "InvalidName", "InvalidValue"),
    "wsman:InvalidParameter": sender("TypeMismatch", "InvalidName"),
    "wxf:InvalidRepresentation": sender("InvalidValues", "MissingValues", "InvalidNamespace", "InvalidFragment"),
    "wsman:InvalidSelectors": sender(
        "InsufficientSelectors", "UnexpectedSelectors", "TypeMismatch", "InvalidValue", "AmbiguousSelectors",
        "DuplicateSelectors"),
    "wsa:MessageInformationHeaderRequired": sender(elements=("any",)),
    "wsman:NoAck": sender(),
    "wsman:QuotaLimit": sender(),
    "wsman:SchemaValidationError": sender(),
    "wsen:TimedOut": receiver(),
    "wsman:TimedOut": receiver(),
    "wse:UnableToRenew": sender(),
    "wse:UnsupportedExpirationType": sender(),
    "wsen:UnsupportedExpirationType": sender(),
    "wsman:UnsupportedFeature": sender(
        "AuthorizationMode", "AddressingMode", "Ack", "OperationTimeout", "Locale", "EnumerationMode", "ExpirationTime",
        "FragmentLevelAccess", "DeliveryRetries", "Heartbeats", "Bookmarks", "MaxElements", "MaxTime",
        "MaxEnvelopeSize",
        "MaxEnvelopePolicy", "FilteringRequired", "InsecureAddress", "FormatMismatch", "FormatSecurityToken",
        "AsynchronousRequest", "MissingValues", "InvalidValues", "InvalidNamespace", "OptionSet"),
    "wsmb:PolymorphismModeNotSupported": sender(),
}

# Faults of SOAP itself: no subcode; both are answered with 500 (SOAP 1.2 part 2, table 20).
SOAP_CODES = {"MustUnderstand": 500, "VersionMismatch": 500}

# Every value that the schema of WS-Management (2006) lists for FaultDetail ...
SCHEMA_DETAILS = set(
    "Ack ActionMismatch AddressingMode AmbiguousSelectors AsynchronousRequest AuthorizationMode Bookmarks CharacterSet "
    "DeliveryRetries DuplicateSelectors EncodingType ExpirationTime Expired FilteringRequired FormatMismatch "
    "FormatSecurityToken FragmentLevelAccess Heartbeats InsecureAddress InsufficientSelectors Invalid InvalidFragment "
    "InvalidName InvalidNamespace InvalidResourceURI InvalidValue InvalidValues Locale MaxElements MaxEnvelopePolicy "
    "MaxEnvelopeSize MaxEnvelopeSizeExceeded MaxTime MissingValues NotSupported OperationTimeout OptionLimit OptionSet "
    "SelectorLimit ServiceEnvelopeLimit TypeMismatch URILimitExceeded UnexpectedSelectors UnreportableSuccess "
    "UnusableAddress Whitespace".split())
# ... and those that the text of DSP0226 adds; the schema's type is a union with xs:anyURI, so they are valid.
ADDED_DETAILS = {"MinimumEnvelopeLimit", "EnumerationMode", "ResourceOffline", "InvalidFormat", "DuplicateMessageID"}
