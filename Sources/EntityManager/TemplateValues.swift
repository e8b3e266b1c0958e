/// What stands for `$bus`, `$address` and `$index` in the texts of a record.
public struct TemplateValues: Sendable {
  /// The bus that the record's FRU was found on, and its address there.
  public var bus: Int?
  public var address: Int?
  /// Which one of several it is.
  public var index: Int?

  public init(bus: Int? = nil, address: Int? = nil, index: Int? = nil) {
    self.bus = bus
    self.address = address
    self.index = index
  }

  /// A text with its holes filled: `PSU$ADDRESS % 4 + 1` at address 0x58 is `PSU1`. Numbers are reckoned from left to
  /// right, as entity-manager does. Nil where something is not known.
  func fill(_ text: String) -> String? {
    var result = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      let name = rest.prefix { $0.isLetter || $0 == "_" }
      guard let value = value(name.lowercased()) else { return nil }
      rest = rest[name.endIndex...]
      guard let number = reckon(value, &rest) else { return nil }
      result += String(number)
    }
    return result + rest
  }

  private func value(_ name: String) -> Int? {
    switch name {
    case "bus": bus
    case "address": address
    case "index": index
    default: nil
    }
  }

  /// ` % 4 + 1` and what else of the kind follows. Nil where it cannot be reckoned.
  private func reckon(_ start: Int, _ rest: inout Substring) -> Int? {
    var number = start
    while true {
      var ahead = rest.drop { $0 == " " }
      guard let sign = ahead.popFirst(), "+-*/%".contains(sign) else { return number }
      ahead = ahead.drop { $0 == " " }
      let digits = ahead.prefix { $0.isASCII && $0.isNumber }
      guard let operand = Int(digits) else { return number }
      let outcome: (partialValue: Int, overflow: Bool) =
        switch sign {
        case "+": number.addingReportingOverflow(operand)
        case "-": number.subtractingReportingOverflow(operand)
        case "*": number.multipliedReportingOverflow(by: operand)
        case "/": number.dividedReportingOverflow(by: operand)
        default: number.remainderReportingOverflow(dividingBy: operand)
        }
      if outcome.overflow { return nil }
      number = outcome.partialValue
      rest = ahead[digits.endIndex...]
    }
  }
}
