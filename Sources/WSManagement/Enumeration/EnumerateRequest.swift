import XML

/// What the body of an Enumerate asks for (DSP0226 8.2), whatever it means for the class.
struct EnumerateRequest {
  private(set) var isOptimized = false
  private(set) var mode = EnumerationMode.object
  private(set) var polymorphism = Polymorphism.includeSubclassProperties
  /// Items of an optimized answer; nil: all that fit.
  private(set) var maxElements: Int?
  /// How long the enumeration is to live.
  private(set) var life: Duration?
  private(set) var filter: XMLElement?

  init(_ content: XMLElement?) throws(Fault) {
    guard let content, content.known == .enumerate else {
      throw Fault(.actionNotSupported, .actionMismatch, "The action is Enumerate, the body is not.")
    }
    try content.expectEachOnce()
    for element in content.children {
      switch element.known {
      case .optimizeEnumeration: isOptimized = true
      case .enumerationMode: mode = try Self.mode(element.text.trimmed)
      case .maxElements, .managementMaxElements: maxElements = try element.positiveNumber()
      case .expires: life = try element.text.life()
      case .filter, .managementFilter:
        guard filter == nil else {
          throw Fault(.cannotProcessFilter, nil, "There is more than one filter; send wsman:Filter or wsen:Filter.")
        }
        filter = element
      case .polymorphismMode: polymorphism = try Polymorphism(element.text.trimmed)
      case .endTo:
        throw Fault(
          .unsupportedFeature, .addressingMode, "Ends of enumerations are not reported; leave out wsen:EndTo.")
      default: break
      }
    }
  }

  private static func mode(_ word: XMLText) throws(Fault) -> EnumerationMode {
    if word == "EnumerateEPR" { return .reference }
    if word == "EnumerateObjectAndEPR" { return .objectAndReference }
    throw Fault(
      .unsupportedFeature, .enumerationMode,
      "There is no enumeration mode \(Fault.shown(word.string)); leave it out, or use EnumerateEPR or "
        + "EnumerateObjectAndEPR.")
  }
}

/// What becomes of instances of subclasses (DSP0227 8.1).
enum Polymorphism: String, Sendable {
  /// They come as what they are.
  case includeSubclassProperties = "IncludeSubClassProperties"
  /// They come as instances of the class that is enumerated.
  case excludeSubclassProperties = "ExcludeSubClassProperties"
  /// They are left out.
  case exactly = "None"

  init(_ word: XMLText) throws(Fault) {
    guard let mode = Polymorphism(rawValue: word.string) else {
      throw Fault(
        .polymorphismModeNotSupported, nil,
        "wsmb:PolymorphismMode is \(Fault.shown(word.string)); use IncludeSubClassProperties, "
          + "ExcludeSubClassProperties or None.")
    }
    self = mode
  }
}

extension XMLElement {
  /// An xs:positiveInteger. What is too large for the machine means "as many as there are".
  func positiveNumber() throws(Fault) -> Int {
    let number = text.trimmed.withBytes { bytes -> Int? in
      let digits = bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes[...]
      guard digits.allSatisfy({ 0x30...0x39 ~= $0 }), digits.contains(where: { $0 != 0x30 }) else { return nil }
      return digits.reduce(0) { sum, digit in
        let (scaled, overflow) = sum.multipliedReportingOverflow(by: 10)
        let (value, carried) = scaled.addingReportingOverflow(Int(digit - 0x30))
        return overflow || carried || sum == .max ? .max : value
      }
    }
    guard let number else {
      throw Fault(
        .invalidParameter, nil, "\(shownName) is \(Fault.shown(text.trimmed.string)); it has to be a positive number.")
    }
    return number
  }
}
