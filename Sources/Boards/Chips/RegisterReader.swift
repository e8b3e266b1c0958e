import Chips
import Documents

/// Reads the keys that name a register: `register`, `registers` or `command`, with `page`, `width`, `order`, `mask`
/// and `shift`.
struct RegisterReader {
  enum Order: String, CaseIterable { case big, little }

  private static let words = ["register", "registers", "command"]

  /// Whether a mapping names a register at all.
  static func isNamed(in reader: MappingReader) -> Bool { words.contains(where: reader.has) }

  /// Nil after an error.
  static func register(_ reader: inout MappingReader) -> Register? {
    let written = words.filter(reader.has)
    guard written.count == 1 else {
      reader.diagnostics.error(
        "it is read from one of 'register', 'registers' (bytes of one number) and 'command' (of a PMBus device).",
        at: reader.node)
      reader.giveUp()
      return nil
    }
    let isCommand = written[0] == "command"
    let page = reader.value("page", .byte(0...254))
    var register: Register?
    if written[0] == "registers" {
      let addresses = reader.list("registers", of: .byte())
      if !(2...4).contains(addresses.count) {
        reader.diagnostics.error(
          "'registers' are 2 to 4 bytes of one number, the first one read first.", at: reader.node)
      }
      register = Register(addresses, count: min(max(addresses.count, 1), 4), page: page)
    } else {
      let address = reader.required(written[0], .byte())
      let count = reader.value("width", .bytesOfWidth) ?? (isCommand ? 2 : 1)
      register = address.map { Register([$0], count: count, page: page, isCommand: isCommand) }
    }
    guard var register else { return nil }
    register.isLittleEndian = isCommand || reader.choice("order", of: Order.self) == .little
    readBits(&register, &reader)
    return register
  }

  /// Which bits are meant.
  private static func readBits(_ register: inout Register, _ reader: inout MappingReader) {
    if let node = reader.node("mask"), let mask = reader.value("mask", ValueType<UInt32>.integer()) {
      register.mask = mask
      if mask == 0 || mask & ~Register.allBits(register.count) != 0 {
        reader.diagnostics.error("'mask' must have bits among the \(8 * register.count) that are read.", at: node)
        register.mask = Register.allBits(register.count)
      }
    }
    if let node = reader.node("shift"), let shift = reader.int("shift", in: 0...31) {
      register.shift = shift
      if register.mask >> UInt32(shift) == 0 {
        reader.diagnostics.error("'shift' moves all bits away.", at: node)
        register.shift = 0
      }
    }
  }

  /// A list of `{ register, mask, bits }`.
  static func writes(_ key: String, _ reader: inout MappingReader) -> [RegisterWrite] {
    let diagnostics = reader.diagnostics
    return reader.each(key).compactMap { item in
      guard var reader = MappingReader(item, "a write", diagnostics), let register = register(&reader) else {
        return nil
      }
      let node = reader.requiredNode("bits")
      let bits = reader.value("bits", ValueType<UInt32>.integer()) ?? 0
      if let node, bits & ~register.mask != 0 {
        diagnostics.error("'bits' must be among those of 'mask'.", at: node)
      }
      if let node, register.count > 2 || register.addresses.count > 1 || register.shift != 0 {
        diagnostics.error("a write is to one register of 8 or 16 bits, not shifted.", at: node)
      }
      reader.finish()
      return RegisterWrite(register, bits: bits)
    }
  }
}

extension ValueType where Value == UInt8 {
  /// A register, a command or a page.
  static func byte(_ range: ClosedRange<UInt8> = 0...255) -> Self { .integer(in: range) }
}

extension ValueType where Value == Int {
  /// `16` as 2.
  static var bytesOfWidth: Self {
    ValueType("8, 16, 24 or 32") { (text) throws(Refusal) -> Int? in
      ["8", "16", "24", "32"].firstIndex(of: text).map { $0 + 1 }
    }
  }
}

extension ValueType where Value == Double {
  /// A decimal number, or one by another: `1/256`. Not 0.
  static var fraction: Self {
    ValueType("a number other than 0, such as 0.0625 or 1/256") { (text) throws(Refusal) -> Double? in
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count <= 2, let upper = Double(decimal: parts[0]) else { return nil }
      guard parts.count == 2 else { return upper == 0 ? nil : upper }
      guard let lower = Double(decimal: parts[1]), upper != 0, lower != 0 else { return nil }
      return upper / lower
    }
  }
}
