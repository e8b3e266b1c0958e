import CIM
import XML

/// What the body of an Enumerate asks for (DSP0226 8.2), whatever it means for the class.
struct EnumerateRequest {
  private(set) var isOptimized = false
  private(set) var mode = EnumerationMode.object
  /// Items of an optimized answer; nil: all that fit.
  private(set) var maxElements: Int?
  /// How long the enumeration is to live.
  private(set) var life: Duration?
  private(set) var filter: XMLElement?

  init(_ content: XMLElement?) throws(Fault) {
    guard let content, content.known == .enumerate else {
      throw Fault(.actionNotSupported, .actionMismatch, "The action is Enumerate, the body is not.")
    }
    for element in content.children {
      switch element.known {
      case .optimizeEnumeration: isOptimized = true
      case .enumerationMode: mode = try Self.mode(element.text)
      case .maxElements, .managementMaxElements: maxElements = try element.positiveNumber()
      case .expires: life = try Self.life(element.text)
      case .filter, .managementFilter:
        guard filter == nil else { throw Fault(.cannotProcessFilter, nil, "There is more than one filter.") }
        filter = element
      case .polymorphismMode: try Self.checkPolymorphism(element.text)
      case .endTo:
        throw Fault(
          .unsupportedFeature, .addressingMode, "Ends of enumerations are not reported; leave out wsen:EndTo.")
      default: break
      }
    }
  }

  private static func mode(_ text: XMLText) throws(Fault) -> EnumerationMode {
    let word = text.trimmed
    if word == "EnumerateEPR" { return .reference }
    if word == "EnumerateObjectAndEPR" { return .objectAndReference }
    throw Fault(
      .unsupportedFeature, .enumerationMode, "There is no enumeration mode \(Fault.shown(word.string)).")
  }

  private static func life(_ text: XMLText) throws(Fault) -> Duration {
    if case .timestamp = CIMDateTime(text.trimmed.string) {
      throw Fault(.unsupportedExpirationType, nil, "wsen:Expires is taken as a duration only, such as PT10M.")
    }
    guard let life = text.duration, life > .zero else {
      throw Fault(
        .invalidExpirationTime, nil, "wsen:Expires \(Fault.shown(text.string)) is no time to come; PT10M would be.")
    }
    return life
  }

  /// Subclasses always come with all that they have (DSP0227 R8.1-4).
  private static func checkPolymorphism(_ text: XMLText) throws(Fault) {
    let mode = text.trimmed
    guard mode.equalsIgnoringCase("IncludeSubclassProperties") else {
      throw Fault(
        .polymorphismModeNotSupported, nil,
        "The polymorphism mode \(Fault.shown(mode.string)) is not supported; use IncludeSubClassProperties.")
    }
  }
}

extension XMLElement {
  func positiveNumber() throws(Fault) -> Int {
    guard let number = text.unsigned, number > 0 else {
      throw Fault(
        .invalidParameter, nil, "\(shownName) is \(Fault.shown(text.string)); it has to be a positive number.")
    }
    return Int(clamping: number)
  }
}
