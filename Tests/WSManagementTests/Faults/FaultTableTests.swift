import Testing
import XML

@testable import WSManagement

@Suite("The fault table") struct FaultTableTests {
  /// Subcode, S for the sender's fault and R for the receiver's, and the details that go with it (DSP0226 14.6,
  /// DSP0227; spelling from the XML schema).
  private static let standard = """
    wsman:AccessDenied S
    wsa:ActionNotSupported S ActionMismatch
    wsman:AlreadyExists S
    wsen:CannotProcessFilter S
    wsman:CannotProcessFilter S
    wsman:Concurrency S
    wse:DeliveryModeRequestedUnavailable S
    wsman:DeliveryRefused R
    wsa:DestinationUnreachable S InvalidResourceURI
    wsman:EncodingLimit S URILimitExceeded MaxEnvelopeSize MinimumEnvelopeLimit MaxEnvelopeSizeExceeded \
    ServiceEnvelopeLimit SelectorLimit OptionLimit CharacterSet UnreportableSuccess Whitespace EncodingType
    wsa:EndpointUnavailable R ResourceOffline
    wsman:EventDeliverToUnusable S
    wse:EventSourceUnableToProcess S UnusableAddress
    wsen:FilterDialectRequestedUnavailable S
    wse:FilteringNotSupported S
    wsen:FilteringNotSupported S
    wse:FilteringRequestedUnavailable S FilteringRequired
    wsman:InternalError R
    wsman:FragmentDialectNotSupported R
    wsman:InvalidBookmark S Expired InvalidFormat Invalid
    wsen:InvalidEnumerationContext R
    wse:InvalidExpirationTime S
    wsen:InvalidExpirationTime S
    wse:InvalidMessage S
    wsa:InvalidMessageInformationHeader S DuplicateMessageID
    wsman:InvalidOptions S NotSupported InvalidName InvalidValue
    wsman:InvalidParameter S TypeMismatch InvalidName
    wxf:InvalidRepresentation S InvalidValues MissingValues InvalidNamespace InvalidFragment
    wsman:InvalidSelectors S InsufficientSelectors UnexpectedSelectors TypeMismatch InvalidValue \
    AmbiguousSelectors DuplicateSelectors
    wsa:MessageInformationHeaderRequired S
    wsman:NoAck S
    wsman:QuotaLimit S
    wsman:SchemaValidationError S
    wsen:TimedOut R
    wsman:TimedOut R
    wse:UnableToRenew S
    wse:UnsupportedExpirationType S
    wsen:UnsupportedExpirationType S
    wsman:UnsupportedFeature S AuthorizationMode AddressingMode Ack OperationTimeout Locale EnumerationMode \
    ExpirationTime FragmentLevelAccess DeliveryRetries Heartbeats Bookmarks MaxElements MaxTime MaxEnvelopeSize \
    MaxEnvelopePolicy FilteringRequired InsecureAddress FormatMismatch FormatSecurityToken AsynchronousRequest \
    MissingValues InvalidValues InvalidNamespace OptionSet
    wsmb:PolymorphismModeNotSupported S
    """

  private struct Line: Hashable {
    let subcode: String
    let code: String
    let details: Set<String>
  }

  private func lines() -> Set<Line> {
    Set(
      Self.standard.split(separator: "\n").map { line in
        let words = line.split(separator: " ").map(String.init)
        return Line(subcode: words[0], code: words[1] == "S" ? "Sender" : "Receiver", details: Set(words[2...]))
      })
  }

  @Test("Every row is in the standard, and every row of the standard is there") func rows() {
    let ours = FaultKind.allCases.compactMap { kind -> Line? in
      guard let subcode = kind.row.subcode else { return nil }
      return Line(
        subcode: "\(subcode.namespace.prefix):\(subcode.local)", code: kind.row.code.local,
        details: Set(kind.row.details.map(\.rawValue)))
    }
    #expect(Set(ours) == lines())
    #expect(ours.count == lines().count)
    let withoutSubcode = FaultKind.allCases.filter { $0.row.subcode == nil }
    #expect(withoutSubcode == [.mustUnderstand, .versionMismatch])
  }

  @Test("Every detail goes with some fault") func details() {
    let used = Set(FaultKind.allCases.flatMap(\.row.details))
    #expect(used == Set(FaultDetail.allCases))
  }

  /// The enumeration of faultDetail in the XML schema of WS-Management 1.0.
  private static let schema: Set<String> = [
    "ActionMismatch", "AmbiguousSelectors", "Ack", "AddressingMode", "AsynchronousRequest", "AuthorizationMode",
    "Bookmarks", "CharacterSet", "DeliveryRetries", "DuplicateSelectors", "EncodingType", "ExpirationTime", "Expired",
    "FilteringRequired", "FormatMismatch", "FormatSecurityToken", "FragmentLevelAccess", "Heartbeats",
    "InsecureAddress", "InsufficientSelectors", "Invalid", "InvalidName", "InvalidFragment", "InvalidNamespace",
    "InvalidResourceURI", "InvalidValue", "InvalidValues", "Locale", "MaxElements", "MaxEnvelopePolicy",
    "MaxEnvelopeSize", "MaxEnvelopeSizeExceeded", "MaxTime", "MissingValues", "NotSupported", "OperationTimeout",
    "OptionLimit", "OptionSet", "SelectorLimit", "ServiceEnvelopeLimit", "TypeMismatch", "UnexpectedSelectors",
    "UnreportableSuccess", "UnusableAddress", "URILimitExceeded", "Whitespace",
  ]

  @Test("Details are spelled as in the XML schema; five came later") func spelling() {
    let later: Set<String> = [
      "MinimumEnvelopeLimit", "EnumerationMode", "ResourceOffline", "InvalidFormat", "DuplicateMessageID",
    ]
    #expect(Set(FaultDetail.allCases.map(\.rawValue)) == Self.schema.union(later))
    #expect(Self.schema.isDisjoint(with: later))
    #expect(
      FaultDetail.actionMismatch.uri == "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/ActionMismatch")
  }

  @Test("The action follows the namespace of the subcode") func actions() {
    let actions = FaultKind.allCases.reduce(into: [String: String]()) {
      $0[$1.row.subcode?.namespace.prefix ?? ""] = $1.row.action
    }
    #expect(
      actions == [
        "": "http://schemas.xmlsoap.org/ws/2004/08/addressing/fault",
        "wsa": "http://schemas.xmlsoap.org/ws/2004/08/addressing/fault",
        "wxf": "http://schemas.xmlsoap.org/ws/2004/09/transfer/fault",
        "wsen": "http://schemas.xmlsoap.org/ws/2004/09/enumeration/fault",
        "wse": "http://schemas.xmlsoap.org/ws/2004/08/eventing/fault",
        "wsman": "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault",
        "wsmb": "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/fault",
      ])
  }

  @Test("The sender's fault is 400, ours is 500", arguments: FaultKind.allCases) func status(kind: FaultKind) {
    #expect(kind.row.code.status == (kind.row.code == .sender ? 400 : 500))
    #expect(kind.row.reason.hasSuffix("."))
  }

  @Test("Every row makes a fault that can be read back", arguments: FaultKind.allCases)
  func envelopes(kind: FaultKind) throws {
    for detail in [nil] + kind.row.details.map(Optional.some) {
      let bytes = Fault(kind, detail, "<odd> & \u{0}").envelope(Reply(limit: .max), messageID: "uuid:1")
      let response = Response(Answer(status: kind.row.code.status, body: bytes, encoding: .utf8))
      let name = kind.row.subcode.map { "\($0.namespace.prefix):\($0.local)" } ?? "a:\(kind.row.code.local)"
      #expect(response.fault == name + (detail.map { "/" + $0.rawValue } ?? ""))
      #expect(response.reason == "&lt;odd&gt; &amp; \u{FFFD}")
      #expect(response.text.contains("<a:Detail>") == (detail != nil))
    }
  }
}
