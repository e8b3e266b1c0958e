import XML

extension RequestHeaders {
  /// The rules for headers that hold for every operation. `isIdentify` lifts those on addressing: Identify is asked
  /// with an empty header as often as not.
  func check(isIdentify: Bool, limits: ServiceLimits) throws(Fault) {
    if !notUnderstood.isEmpty { throw Self.notUnderstood(notUnderstood) }
    if let repeated {
      throw Fault(
        .invalidMessageInformationHeader, nil, "The header \(Fault.shown(repeated.shownName)) is there twice.")
    }
    for element in [action, to, messageID, resourceURI] {
      if let element, element.text.count > limits.uri { throw Self.tooLong(element, limits) }
    }
    if replyTo != nil { try checkAddress(replyTo, limits) }
    if faultTo != nil { try checkAddress(faultTo, limits) }
    if locale != nil { try checkLocale() }
    if optionSet != nil { try checkOptions(limit: limits.options) }
    if isIdentify { return }
    for (element, name) in [(action, Name.action), (to, .to), (messageID, .messageID)] where element == nil {
      throw Fault(
        .messageInformationHeaderRequired, nil, "The header \(name.description) is required and missing.")
    }
  }

  private static func notUnderstood(_ names: [XMLQualifiedName]) -> Fault {
    let shown = names.prefix(4).map { "\($0.local) of \(Fault.shown($0.namespace))" }.joined(separator: ", ")
    return Fault(
      .mustUnderstand, nil,
      "This service does not understand the header \(Fault.shown(shown)), which is marked mustUnderstand.",
      supplement: .notUnderstood(names))
  }

  private static func tooLong(_ element: XMLElement, _ limits: ServiceLimits) -> Fault {
    Fault(
      .encodingLimit, .uriLimitExceeded,
      "\(element.shownName) has \(element.text.count) octets, more than the \(limits.uri) allowed.")
  }

  /// Answers go back over the connection that the request came by, and nowhere else (R5.4.2-2).
  private func checkAddress(_ reference: XMLElement?, _ limits: ServiceLimits) throws(Fault) {
    guard let reference else { return }
    guard let address = reference.child(.address) else {
      throw Fault(.invalidMessageInformationHeader, nil, "The header \(reference.shownName) has no wsa:Address.")
    }
    if address.text.trimmed == URI.anonymous { return }
    guard address.text.count <= limits.uri else { throw Self.tooLong(address, limits) }
    throw Fault(
      .unsupportedFeature, .addressingMode,
      "The header \(reference.shownName) has the address \(Fault.shown(address.text.trimmed.string)); only the "
        + "anonymous address is supported.")
  }

  private func checkLocale() throws(Fault) {
    guard let locale, locale.mustBeUnderstood else { return }
    let language = locale.attribute(.language)?.trimmed.string ?? ""
    guard language.lowercased().prefix(2) == "en" else {
      throw Fault(.unsupportedFeature, .locale, "The locale \(Fault.shown(language)) is not supported; use en.")
    }
  }

  /// No operation here has options of its own, so one that must be complied with cannot be (R6.4-3).
  private func checkOptions(limit: Int) throws(Fault) {
    guard let optionSet else { return }
    var count = 0
    for option in optionSet.children where option.known == .option {
      count += 1
      guard count <= limit else {
        throw Fault(.encodingLimit, .optionLimit, "There are more than the \(limit) options allowed.")
      }
      guard let comply = option.attribute(.mustComply)?.trimmed, !comply.isFalse else { continue }
      let name = option.attribute(.name)?.trimmed.string ?? ""
      guard !name.isEmpty else {
        throw Fault(.invalidOptions, .invalidName, "An option that must be complied with has no name.")
      }
      guard comply.isTrue else {
        throw Fault(
          .invalidOptions, .invalidValue,
          "MustComply of the option \(Fault.shown(name)) is \(Fault.shown(comply.string)), neither true nor false.")
      }
      throw Fault(.invalidOptions, .notSupported, "The option \(Fault.shown(name)) is not supported; leave it out.")
    }
  }
}

// MARK: - What the client is ready to bear

extension RequestHeaders {
  /// How long the client waits; nil when it does not say.
  func timeLimit() throws(Fault) -> Duration? {
    guard let operationTimeout else { return nil }
    let text = operationTimeout.text.trimmed
    switch DurationText(text) {
    case .length(let duration) where duration > .zero: return duration
    case .length:
      throw Fault(
        .invalidMessageInformationHeader, nil,
        "wsman:OperationTimeout \(Fault.shown(text.string)) leaves no time at all; PT60S would.")
    case .calendar:
      throw Fault(
        .unsupportedFeature, .operationTimeout,
        "wsman:OperationTimeout \(Fault.shown(text.string)) has years or months; use days, hours, minutes, seconds.")
    case .negative, .malformed:
      throw Fault(
        .invalidMessageInformationHeader, nil,
        "wsman:OperationTimeout \(Fault.shown(text.string)) is not a duration such as PT60S.")
    }
  }

  /// The octets an answer may have; nil when the client does not say.
  var sizeLimit: Int? { maxEnvelopeSize?.text.trimmed.octets.map { Int(clamping: $0) } }

  func checkSizeLimit() throws(Fault) {
    guard let maxEnvelopeSize else { return }
    if let policy = maxEnvelopeSize.attribute(.policy)?.trimmed,
      !["Notify", "Skip", "CancelSubscription"].contains(where: { policy == $0 as StaticString })
    {
      throw Fault(
        .unsupportedFeature, .maxEnvelopePolicy,
        "There is no policy \(Fault.shown(policy.string)) of wsman:MaxEnvelopeSize; Notify is one.")
    }
    let text = maxEnvelopeSize.text.trimmed
    guard let octets = text.octets, octets > 0 else {
      throw Fault(
        .invalidMessageInformationHeader, nil,
        "wsman:MaxEnvelopeSize \(Fault.shown(text.string)) is not a positive number.")
    }
    guard octets >= ServiceLimits.leastAnswer else {
      throw Fault(
        .encodingLimit, .minimumEnvelopeLimit,
        "wsman:MaxEnvelopeSize \(octets) is too small; the least is \(ServiceLimits.leastAnswer).")
    }
  }
}

extension XMLText {
  /// An xs:boolean that is false.
  fileprivate var isFalse: Bool { self == "false" || self == "0" }

  /// A number. What has more digits than any machine's integers is one nevertheless.
  fileprivate var octets: UInt64? { isDigits ? unsigned ?? .max : nil }

  private var isDigits: Bool { withBytes { !$0.isEmpty && $0.allSatisfy { 0x30...0x39 ~= $0 } } }
}
