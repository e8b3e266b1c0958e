import LanternTesting
import Model
import Testing

@testable import WSManagement

/// How each fault of the table can be had from outside today, or why it cannot: what black-box tests go by.
///
/// `…` stands for the headers that every request has. Names without namespace are those of the table.
@Suite("Every fault, provoked") struct FaultProvocationTests {
  private struct Provocation: Sendable {
    let kind: FaultKind
    let detail: FaultDetail?
    let answer: @Sendable () throws -> Response

    init(_ kind: FaultKind, _ detail: FaultDetail? = nil, _ answer: @escaping @Sendable () throws -> Response) {
      self.kind = kind
      self.detail = detail
      self.answer = answer
    }
  }

  private static let fan = [("DeviceID", "fan1")]

  private static func get(_ headers: String = "", _ selectors: [(String, String)] = fan) -> Response {
    var request = Request.get("CIM_Fan", selectors)
    request.headers = headers
    return Client().send(request)
  }

  /// A Put of what Get says of the fan, changed.
  private static func put(_ change: (String) -> String) throws -> Response {
    let client = Client()
    let content = try #require(client.send(.get("CIM_Fan", fan)).content("p:CIM_Fan"))
    return client.send(.put("CIM_Fan", fan, change(content)))
  }

  private static func fragment(_ path: String, _ attributes: String = "") -> Response {
    get("<wsman:FragmentTransfer \(attributes)>\(path)</wsman:FragmentTransfer>")
  }

  /// A power command that came to this.
  private static func power(_ outcome: CommandOutcome) throws -> Response {
    let client = Client()
    return client.finish(try client.command(.power(8)), outcome)
  }

  /// A Put of a threshold that came to this.
  private static func threshold(_ outcome: CommandOutcome) throws -> Response {
    var sensor = sampleSettableSensor("t1", thresholds: Thresholds(criticalHigh: 80))
    sensor.settableThresholds = [.criticalHigh]
    let client = Client([.system(Machine.system), .sensor(sensor)])
    let selectors = [("DeviceID", "t1")]
    let content = try #require(client.send(.get("CIM_NumericSensor", selectors)).content("p:CIM_NumericSensor"))
    let changed = content.replacing("UpperThresholdCritical>8", with: "UpperThresholdCritical>9")
    return client.finish(try client.command(.put("CIM_NumericSensor", selectors, changed)), outcome)
  }

  private static func enumerate(_ options: String, _ resource: String? = nil) -> Response {
    Client().send(.enumerate(uri: resource ?? Machine.cimPrefix + "CIM_Fan", options))
  }

  private static let provocations: [Provocation] = [
    // <x:N s:mustUnderstand="true"/> as a header.
    Provocation(.mustUnderstand) { get("<x:N xmlns:x='urn:x' s:mustUnderstand='true'/>") },
    // An envelope in http://schemas.xmlsoap.org/soap/envelope/.
    Provocation(.versionMismatch) { Client().send("<Envelope xmlns='urn:x'/>") },
    // A Get where only Identify is answered without credentials; a Pull of another user's context; a command above
    // the caller's role.
    Provocation(.accessDenied) { try power(.denied) },
    // A method that no profile offers; all classes together; Put, Create or Delete where nobody may; eventing.
    Provocation(.actionNotSupported) {
      Client().send(Request(Request.transfer + "Create", Machine.cimPrefix + "CIM_Fan"))
    },
    // An action that is no operation; a body that does not belong to the action.
    Provocation(.actionNotSupported, .actionMismatch) {
      Client().send(Request("urn:x", Machine.cimPrefix + "CIM_Fan"))
    },
    // A filter that cannot be read, or that asks for what there is not.
    Provocation(.cannotProcessFilter) {
      enumerate("<wsman:Filter Dialect='http://schemas.microsoft.com/wbem/wsman/1/WQL'>SELECT</wsman:Filter>")
    },
    // A write while the door is full; Delete of a job that runs.
    Provocation(.concurrency) { try threshold(.busy) },
    // Selectors that fit nothing.
    Provocation(.destinationUnreachable) { get("", [("DeviceID", "fan9")]) },
    // A resource URI of no class, or none at all.
    Provocation(.destinationUnreachable, .invalidResourceURI) { Client().send(.get("CIM_Nonsense")) },
    // Deeper than 32 elements, more elements than 4096, a start tag of more than 8 KiB.
    Provocation(.encodingLimit) { Client().send(String(repeating: "<x>", count: 1000)) },
    // wsa:To of 2049 octets.
    Provocation(.encodingLimit, .uriLimitExceeded) {
      var request = Request.get("CIM_Fan", fan)
      request.to = String(repeating: "x", count: 2049)
      return Client().send(request)
    },
    // wsman:MaxEnvelopeSize 8192 and an instance larger than that; a MessageID of many ampersands helps.
    Provocation(.encodingLimit, .maxEnvelopeSize) {
      var request = Request.get("CIM_Fan", fan)
      request.messageID = String(repeating: "&amp;", count: 2048)
      request.headers = "<wsman:MaxEnvelopeSize>8192</wsman:MaxEnvelopeSize>"
      return Client().send(request)
    },
    // The same with a command: it was carried out.
    Provocation(.encodingLimit, .unreportableSuccess) {
      var request = Request.power(8)
      request.messageID = String(repeating: "&amp;", count: 2048)
      request.headers = "<wsman:MaxEnvelopeSize>8192</wsman:MaxEnvelopeSize>"
      let client = Client()
      return client.finish(try client.command(request), .accepted)
    },
    Provocation(.encodingLimit, .minimumEnvelopeLimit) { get("<wsman:MaxEnvelopeSize>8191</wsman:MaxEnvelopeSize>") },
    // As for MaxEnvelopeSize, with Enumerate or Pull.
    Provocation(.encodingLimit, .maxEnvelopeSizeExceeded) {
      var request = Request.enumerate("CIM_Fan", "<wsman:OptimizeEnumeration/>")
      request.messageID = String(repeating: "&amp;", count: 2048)
      request.headers = "<wsman:MaxEnvelopeSize>8192</wsman:MaxEnvelopeSize>"
      return Client().send(request)
    },
    // A body above 512 KiB that HTTP lets through, such as a compressed or chunked one.
    Provocation(.encodingLimit, .serviceEnvelopeLimit) {
      Client().send("<x>\(String(repeating: "x", count: 600 << 10))</x>")
    },
    // 33 selectors.
    Provocation(.encodingLimit, .selectorLimit) { get("", (0..<33).map { ("Key\($0)", "") }) },
    // 65 options.
    Provocation(.encodingLimit, .optionLimit) {
      get("<wsman:OptionSet>\(String(repeating: "<wsman:Option Name='x'/>", count: 65))</wsman:OptionSet>")
    },
    // Content-Type: application/soap+xml;charset=Shift_JIS.
    Provocation(.encodingLimit, .characterSet) {
      let client = Client()
      client.contentType = "application/soap+xml;charset=Shift_JIS"
      return client.send(.get("CIM_Fan"))
    },
    // s:encodingStyle on s:Body.
    Provocation(.encodingLimit, .encodingType) {
      Client().send(Request.get("CIM_Fan").text.replacing("<s:Body>", with: "<s:Body s:encodingStyle='urn:x'>"))
    },
    // A command to a controller that does not answer.
    Provocation(.endpointUnavailable, .resourceOffline) { try power(.unreachable("The controller is away.")) },
    // An unknown Dialect of wsman:Filter.
    Provocation(.filterDialectRequestedUnavailable) { enumerate("<wsman:Filter Dialect='urn:x'>x</wsman:Filter>") },
    // A write that the hardware refuses, or whose record cannot be kept.
    Provocation(.internalError) { try threshold(.failed("The disk is full.")) },
    // An unknown Dialect of wsman:FragmentTransfer.
    Provocation(.fragmentDialectNotSupported) { fragment("DeviceID", "Dialect='urn:x'") },
    // A context that was never given, or was used up.
    Provocation(.invalidEnumerationContext) { Client().send(.pull("nonsense")) },
    // A context that has waited too long.
    Provocation(.enumerationTimedOut) {
      let client = Client()
      let context = try #require(client.send(.enumerate("CIM_Sensor")).context)
      client.now = client.now + .seconds(301)
      return client.send(.pull(context))
    },
    // wsen:Expires of PT0S.
    Provocation(.invalidExpirationTime) { enumerate("<wsen:Expires>PT0S</wsen:Expires>") },
    // wsen:Expires with a point in time.
    Provocation(.unsupportedExpirationType) { enumerate("<wsen:Expires>2030-01-01T00:00:00Z</wsen:Expires>") },
    // A header twice; a duration that is none; ReplyTo without an address.
    Provocation(.invalidMessageInformationHeader) { get("<wsman:RequestEPR/><wsman:RequestEPR/>") },
    // wsa:To, wsa:Action or wsa:MessageID left out.
    Provocation(.messageInformationHeaderRequired) {
      var request = Request.get("CIM_Fan", fan)
      request.to = nil
      return Client().send(request)
    },
    // An option with MustComply="true"; the same without a name; MustComply="maybe".
    Provocation(.invalidOptions, .notSupported) { get(option("Name='x' MustComply='true'")) },
    Provocation(.invalidOptions, .invalidName) { get(option("MustComply='true'")) },
    Provocation(.invalidOptions, .invalidValue) { get(option("Name='x' MustComply='maybe'")) },
    // wsman:MaxElements of 0; a required parameter left out.
    Provocation(.invalidParameter) { Client(view: Echo.view).send(.invoke(Echo.className, "Strict")) },
    // A parameter of another name, or twice.
    Provocation(.invalidParameter, .invalidName) {
      Client().send(.invoke("CIM_PowerManagementService", "RequestPowerStateChange", "<p:Force>1</p:Force>"))
    },
    // A number that is none.
    Provocation(.invalidParameter, .typeMismatch) {
      Client().send(.invoke("CIM_PowerManagementService", "RequestPowerStateChange", "<p:PowerState>x</p:PowerState>"))
    },
    // A Put with another key, a read-only property changed, an unknown or repeated one.
    Provocation(.invalidRepresentation, .invalidValues) { try put { $0.replacing(">fan1<", with: ">fan2<") } },
    // A Put with an empty body, or without a key.
    Provocation(.invalidRepresentation, .missingValues) {
      try put { $0.replacing("<p:DeviceID>fan1</p:DeviceID>", with: "") }
    },
    // A Put whose element or property is in another namespace.
    Provocation(.invalidRepresentation, .invalidNamespace) { try put { $0 + "<x:N xmlns:x='urn:x'/>" } },
    // A Put of a fragment whose path selects nothing that can be put.
    Provocation(.invalidRepresentation, .invalidFragment) {
      var request = Request.put("CIM_Fan", fan, "")
      request.headers = "<wsman:FragmentTransfer>count(*)</wsman:FragmentTransfer>"
      request.body = "<wsman:XmlFragment>1</wsman:XmlFragment>"
      return Client().send(request)
    },
    // A command without selectors where there are several instances.
    Provocation(.invalidSelectors, .insufficientSelectors) { Client().send(.put("CIM_NumericSensor", [], "")) },
    // A selector that is no key.
    Provocation(.invalidSelectors, .unexpectedSelectors) { get("", [("Speed", "1")]) },
    // Text where a reference belongs.
    Provocation(.invalidSelectors, .typeMismatch) {
      Client().send(.get("CIM_AssociatedPowerManagementService", [("UserOfService", "x")]))
    },
    // A namespace that is not served; an element that is no endpoint reference.
    Provocation(.invalidSelectors, .invalidValue) { get("", [("__cimnamespace", "root/nonsense")]) },
    // Keys that fit several instances.
    Provocation(.invalidSelectors, .ambiguousSelectors) {
      Client().send(.get("CIM_NumericSensor", [("SystemName", "ManagedSystem")]))
    },
    Provocation(.invalidSelectors, .duplicateSelectors) { get("", fan + fan) },
    // The 17th enumeration of a user that is neither pulled to its end nor released.
    Provocation(.quotaLimit) {
      var limits = ServiceLimits()
      limits.contextsPerUser = 0
      return Client(limits: limits).send(.enumerate("CIM_Sensor"))
    },
    // What is no XML, or no envelope.
    Provocation(.schemaValidationError) { Client().send("hello") },
    // A command that outlasts wsman:OperationTimeout.
    Provocation(.timedOut) { try power(.timedOut("No answer came within 5 s.")) },
    // wsa:ReplyTo or wsa:FaultTo with another address; wsen:EndTo.
    Provocation(.unsupportedFeature, .addressingMode) { enumerate("<wsen:EndTo/>") },
    Provocation(.unsupportedFeature, .operationTimeout) { get("<wsman:OperationTimeout>P1Y</wsman:OperationTimeout>") },
    Provocation(.unsupportedFeature, .locale) { get("<wsman:Locale xml:lang='de' s:mustUnderstand='true'/>") },
    Provocation(.unsupportedFeature, .enumerationMode) {
      enumerate("<wsman:EnumerationMode>Nonsense</wsman:EnumerationMode>")
    },
    // wsman:FragmentTransfer, marked mustUnderstand, with another operation than Get and Put.
    Provocation(.unsupportedFeature, .fragmentLevelAccess) {
      var request = Request.enumerate("CIM_Fan")
      request.headers = "<wsman:FragmentTransfer s:mustUnderstand='true'>DeviceID</wsman:FragmentTransfer>"
      return Client().send(request)
    },
    // wsman:MaxEnvelopeSize with Policy="Nonsense".
    Provocation(.unsupportedFeature, .maxEnvelopePolicy) {
      get("<wsman:MaxEnvelopeSize Policy='Nonsense'>9000</wsman:MaxEnvelopeSize>")
    },
    // All classes together without a filter.
    Provocation(.unsupportedFeature, .filteringRequired) { enumerate("", Request.allClasses) },
    Provocation(.polymorphismModeNotSupported) {
      enumerate("<wsmb:PolymorphismMode>Nonsense</wsmb:PolymorphismMode>")
    },
  ]

  private static func option(_ attributes: String) -> String {
    "<wsman:OptionSet><wsman:Option \(attributes)/></wsman:OptionSet>"
  }

  /// Rows that no request can have today.
  private static let unreachable: [FaultKind: String] = [
    .alreadyExists: "nothing can be created yet",
    .managementCannotProcessFilter: "other services send it; this one sends that of wsen",
    .deliveryModeRequestedUnavailable: eventing, .deliveryRefused: eventing, .eventDeliverToUnusable: eventing,
    .eventSourceUnableToProcess: eventing, .eventFilteringNotSupported: eventing,
    .filteringRequestedUnavailable: eventing, .invalidBookmark: eventing, .invalidEventExpirationTime: eventing,
    .invalidMessage: eventing, .noAck: eventing, .unableToRenew: eventing, .unsupportedEventExpirationType: eventing,
    .filteringNotSupported: "every resource can be filtered",
  ]

  private static let eventing = "events are not delivered yet: Subscribe is wsa:ActionNotSupported"

  /// Details of rows that can be had, which no request can have today.
  private static let unreachableDetails: [FaultKind: [FaultDetail]] = [
    // White space around URIs, numbers and words does not count here.
    .encodingLimit: [.whitespace],
    // MessageIDs are not remembered.
    .invalidMessageInformationHeader: [.duplicateMessageID],
    // Of subscriptions.
    .unsupportedFeature: [
      .authorizationMode, .ack, .expirationTime, .deliveryRetries, .heartbeats, .bookmarks, .insecureAddress,
      .formatMismatch, .formatSecurityToken, .asynchronousRequest,
      // Understood, so never unsupported.
      .maxElements, .maxTime, .maxEnvelopeSize, .optionSet, .missingValues, .invalidValues, .invalidNamespace,
    ],
  ]

  @Test("Each comes with its status, its subcode, its detail, and a sentence") func provoked() throws {
    for provocation in Self.provocations {
      let row = provocation.kind.row
      let response = try provocation.answer()
      let name = row.subcode.map { "\($0.namespace.prefix):\($0.local)" } ?? "a:\(row.code.local)"
      #expect(response.fault == name + (provocation.detail.map { "/" + $0.rawValue } ?? ""))
      #expect(response.status == row.code.status)
      #expect(response.content("wsa:Action") == row.action)
      #expect(response.reason?.hasSuffix(".") == true)
    }
  }

  @Test("No row and no detail is forgotten") func completeness() {
    for kind in FaultKind.allCases {
      let own = Self.provocations.filter { $0.kind == kind }
      #expect(own.isEmpty == (Self.unreachable[kind] != nil), "\(kind)")
      guard !own.isEmpty else { continue }
      let details = own.compactMap(\.detail) + (Self.unreachableDetails[kind] ?? [])
      #expect(Set(details) == Set(kind.row.details), "\(kind)")
      #expect(details.count == kind.row.details.count, "\(kind)")
    }
  }
}
