import Model
import XML

/// The SOAP headers of a request, found by name (DSP0226 5 and 6). Nothing is looked at twice.
struct RequestHeaders {
  private(set) var to: XMLElement?
  private(set) var action: XMLElement?
  private(set) var messageID: XMLElement?
  private(set) var replyTo: XMLElement?
  private(set) var faultTo: XMLElement?
  private(set) var from: XMLElement?
  private(set) var resourceURI: XMLElement?
  private(set) var selectorSet: XMLElement?
  private(set) var operationTimeout: XMLElement?
  private(set) var maxEnvelopeSize: XMLElement?
  private(set) var locale: XMLElement?
  private(set) var optionSet: XMLElement?
  private(set) var fragmentTransfer: XMLElement?
  private(set) var requestEPR: XMLElement?
  private(set) var itemCount: XMLElement?
  /// The first of those marked mustUnderstand that nobody here understands.
  private(set) var notUnderstood: [XMLQualifiedName] = []
  /// The first that is there a second time.
  private(set) var repeated: XMLElement?
  /// Those of the protocol that are read by nobody here; the same one twice is a mistake all the same.
  private var others: Set<XMLQualifiedName> = []

  /// As many as a fault names.
  static let mostNotUnderstood = 16

  /// Takes in every header; what is wrong with them is for `check` to say.
  init(_ header: XMLElement?) {
    guard let header else { return }
    for element in header.children where element.isForUs { take(element) }
  }

  private mutating func take(_ element: XMLElement) {
    var isFirst = true
    switch element.known {
    case .to: isFirst = Self.take(element, into: &to)
    case .action: isFirst = Self.take(element, into: &action)
    case .messageID: isFirst = Self.take(element, into: &messageID)
    case .replyTo: isFirst = Self.take(element, into: &replyTo)
    case .faultTo: isFirst = Self.take(element, into: &faultTo)
    case .from: isFirst = Self.take(element, into: &from)
    case .resourceURI: isFirst = Self.take(element, into: &resourceURI)
    case .selectorSet: isFirst = Self.take(element, into: &selectorSet)
    case .operationTimeout: isFirst = Self.take(element, into: &operationTimeout)
    case .maxEnvelopeSize: isFirst = Self.take(element, into: &maxEnvelopeSize)
    case .locale: isFirst = Self.take(element, into: &locale)
    case .optionSet: isFirst = Self.take(element, into: &optionSet)
    case .fragmentTransfer: isFirst = Self.take(element, into: &fragmentTransfer)
    case .requestEPR: isFirst = Self.take(element, into: &requestEPR)
    case .requestTotalItemsCountEstimate: isFirst = Self.take(element, into: &itemCount)
    // A message may answer several others (WS-Addressing 2004/08, 3).
    case .relatesTo: break
    default: takeOther(element)
    }
    if !isFirst { repeated = repeated ?? element }
  }

  private static func take(_ element: XMLElement, into place: inout XMLElement?) -> Bool {
    guard place == nil else { return false }
    place = element
    return true
  }

  private mutating func takeOther(_ element: XMLElement) {
    let name = element.qualifiedName
    if element.mustBeUnderstood, notUnderstood.count < Self.mostNotUnderstood { notUnderstood.append(name) }
    guard Namespace.ofHeaders.contains(name.namespace) else { return }
    if !others.insert(name).inserted { repeated = repeated ?? element }
  }
}

extension XMLElement {
  /// Headers may be meant for other receivers on the way; then they are none of our business.
  fileprivate var isForUs: Bool {
    guard let role = attribute(.role)?.trimmed else { return true }
    return role.isEmpty || role == URI.roleNext || role == URI.roleUltimateReceiver
  }

  var mustBeUnderstood: Bool { attribute(.mustUnderstand)?.isTrue ?? false }

  /// Nothing is told of its value (`xsi:nil`).
  var isNil: Bool { attribute(.isNil)?.isTrue ?? false }
}

extension XMLText {
  /// An xs:boolean that is true.
  var isTrue: Bool {
    let word = trimmed
    return word == "true" || word == "1"
  }
}
