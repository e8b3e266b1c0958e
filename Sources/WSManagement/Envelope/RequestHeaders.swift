import Model
import XML

/// The SOAP headers of a request, found by name and checked (DSP0226 5 and 6). Nothing is looked at twice.
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
  private(set) var itemCount: XMLElement?
  private(set) var notUnderstood: [XMLQualifiedName] = []
  private(set) var repeated: Name?

  /// Takes in every header; what is wrong with them is for `check` to say.
  init(_ header: XMLElement?) {
    guard let header else { return }
    func take(_ element: XMLElement, into place: inout XMLElement?) -> Bool {
      guard place == nil else { return false }
      place = element
      return true
    }
    for element in header.children where element.isForUs {
      var isFirst = true
      switch element.known {
      case .to: isFirst = take(element, into: &to)
      case .action: isFirst = take(element, into: &action)
      case .messageID: isFirst = take(element, into: &messageID)
      case .replyTo: isFirst = take(element, into: &replyTo)
      case .faultTo: isFirst = take(element, into: &faultTo)
      case .from: isFirst = take(element, into: &from)
      case .resourceURI: isFirst = take(element, into: &resourceURI)
      case .selectorSet: isFirst = take(element, into: &selectorSet)
      case .operationTimeout: isFirst = take(element, into: &operationTimeout)
      case .maxEnvelopeSize: isFirst = take(element, into: &maxEnvelopeSize)
      case .locale: isFirst = take(element, into: &locale)
      case .optionSet: isFirst = take(element, into: &optionSet)
      case .fragmentTransfer: isFirst = take(element, into: &fragmentTransfer)
      case .requestTotalItemsCountEstimate: isFirst = take(element, into: &itemCount)
      default: if element.mustBeUnderstood { notUnderstood.append(element.qualifiedName) }
      }
      if !isFirst { repeated = repeated ?? element.known }
    }
  }
}

extension XMLElement {
  /// Headers may be meant for other receivers on the way; then they are none of our business.
  fileprivate var isForUs: Bool {
    guard let role = attribute(.role)?.trimmed else { return true }
    return role.isEmpty || role == URI.roleNext || role == URI.roleUltimateReceiver
  }

  var mustBeUnderstood: Bool {
    guard let value = attribute(.mustUnderstand)?.trimmed else { return false }
    return value == "true" || value == "1"
  }
}
