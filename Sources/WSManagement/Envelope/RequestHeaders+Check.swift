import CIM
import XML

extension RequestHeaders {
  /// The rules for headers that hold for every operation. `isIdentify` lifts those on addressing: Identify is asked
  /// with an empty header as often as not.
  func check(isIdentify: Bool) throws(Fault) {
    if !notUnderstood.isEmpty {
      let names = notUnderstood.map { "\($0.local) of \($0.namespace)" }.joined(separator: ", ")
      throw Fault(
        .mustUnderstand, nil, "This service does not understand the header \(Fault.shown(names)).",
        supplement: .notUnderstood(notUnderstood))
    }
    if let repeated {
      throw Fault(.invalidMessageInformationHeader, nil, "The header \(repeated.description) is there twice.")
    }
    try checkAddress(replyTo)
    try checkAddress(faultTo)
    try checkLocale()
    try checkOptions()
    if isIdentify { return }
    for (element, name) in [(action, Name.action), (to, .to), (messageID, .messageID)] where element == nil {
      throw Fault(
        .messageInformationHeaderRequired, nil, "The header \(name.description) is required and missing.")
    }
    if fragmentTransfer != nil {
      throw Fault(.unsupportedFeature, .fragmentLevelAccess, "This service does not transfer fragments.")
    }
  }

  /// Answers go back over the connection that the request came by, and nowhere else (R5.4.2-2).
  private func checkAddress(_ reference: XMLElement?) throws(Fault) {
    guard let reference else { return }
    guard let address = reference.child(.address)?.text.trimmed else {
      throw Fault(.invalidMessageInformationHeader, nil, "The header \(reference.shownName) has no wsa:Address.")
    }
    guard address == URI.anonymous else {
      throw Fault(
        .unsupportedFeature, .addressingMode,
        "The header \(reference.shownName) has the address \(Fault.shown(address.string)); only the anonymous "
          + "address is supported.")
    }
  }

  private func checkLocale() throws(Fault) {
    guard let locale, locale.mustBeUnderstood else { return }
    let language = locale.attribute(.language)?.trimmed.string ?? ""
    guard language.lowercased().prefix(2) == "en" else {
      throw Fault(.unsupportedFeature, .locale, "The locale \(Fault.shown(language)) is not supported; use en.")
    }
  }

  private func checkOptions() throws(Fault) {
    guard let optionSet else { return }
    for option in optionSet.children where option.known == .option {
      guard let comply = option.attribute(.mustComply)?.trimmed, comply == "true" || comply == "1" else { continue }
      let name = option.attribute(.name)?.string ?? ""
      throw Fault(.invalidOptions, .notSupported, "The option \(Fault.shown(name)) is not supported.")
    }
  }

  /// How long the client waits; nil when it does not say.
  func timeLimit() throws(Fault) -> Duration? {
    guard let operationTimeout else { return nil }
    guard let duration = operationTimeout.text.duration else {
      throw Fault(
        .invalidMessageInformationHeader, nil,
        "wsman:OperationTimeout \(Fault.shown(operationTimeout.text.string)) is not a duration such as PT60S.")
    }
    return duration
  }

  /// The octets an answer may have; nil when the client does not say.
  func sizeLimit() throws(Fault) -> Int? {
    guard let maxEnvelopeSize else { return nil }
    guard let octets = maxEnvelopeSize.text.unsigned, octets > 0 else {
      throw Fault(
        .invalidMessageInformationHeader, nil,
        "wsman:MaxEnvelopeSize \(Fault.shown(maxEnvelopeSize.text.string)) is not a positive number.")
    }
    guard octets >= ServiceLimits.leastAnswer else {
      throw Fault(
        .encodingLimit, .minimumEnvelopeLimit,
        "wsman:MaxEnvelopeSize \(octets) is too small; the least is \(ServiceLimits.leastAnswer).")
    }
    return Int(clamping: octets)
  }
}

extension XMLText {
  /// An xs:duration without years and months.
  var duration: Duration? {
    guard case .interval(let microseconds) = CIMDateTime(trimmed.string) else { return nil }
    return .microseconds(microseconds)
  }
}
