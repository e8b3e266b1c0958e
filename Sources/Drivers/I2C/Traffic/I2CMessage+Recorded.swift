import Chips

extension I2CMessage {
  /// The words of a recording, the address first.
  var recorded: [String] {
    let (words, isChecked): ([String], Bool) =
      switch self {
      case .plain(_, let write, let read):
        (
          (write.isEmpty ? [] : ["write"] + write.map(\.twoDigits)) + (read == 0 ? [] : ["read", String(read)]),
          false
        )
      case .smbus(_, let operation, let isChecked): (operation.recorded, isChecked)
      }
    return [address.inHex] + words + (isChecked ? ["checked"] : [])
  }

  init?(recorded words: ArraySlice<Substring>) {
    guard let first = words.first, first.hasPrefix("0x"), let address = UInt8(first.dropFirst(2), radix: 16) else {
      return nil
    }
    var rest = words.dropFirst()
    let isChecked = rest.last == "checked"
    if isChecked { rest = rest.dropLast() }
    if let operation = SMBusOperation(recorded: rest) {
      self = .smbus(address: address, operation, checked: isChecked)
      return
    }
    guard !isChecked else { return nil }
    var read = 0
    if let place = rest.firstIndex(of: "read") {
      guard place == rest.endIndex - 2, let count = Int(rest[place + 1]), count >= 0 else { return nil }
      read = count
      rest = rest[..<place]
    }
    if rest.first == "write" { rest = rest.dropFirst() } else if !rest.isEmpty { return nil }
    guard let write = [UInt8](hex: rest) else { return nil }
    self = .plain(address: address, write: write, read: read)
  }
}

extension SMBusOperation {
  fileprivate var recorded: [String] {
    switch self {
    case .receive: ["receive"]
    case .send(let byte): ["send", byte.twoDigits]
    case .readByte(let register): ["read-byte", register.twoDigits]
    case .writeByte(let register, let byte): ["write-byte", register.twoDigits, byte.twoDigits]
    case .readWord(let register): ["read-word", register.twoDigits]
    case .writeWord(let register, let first, let second):
      ["write-word", register.twoDigits, first.twoDigits, second.twoDigits]
    case .readBlock(let register): ["read-block", register.twoDigits]
    case .writeBlock(let register, let bytes): ["write-block", register.twoDigits] + bytes.map(\.twoDigits)
    case .readBytes(let register, let count): ["read-bytes", register.twoDigits, String(count)]
    case .processBlock(let register, let bytes): ["process-block", register.twoDigits] + bytes.map(\.twoDigits)
    }
  }

  fileprivate init?(recorded words: ArraySlice<Substring>) {
    guard let name = words.first else { return nil }
    if name == "read-bytes" {
      guard words.count == 3, let register = UInt8(words[words.startIndex + 1], radix: 16),
        let count = Int(words[words.startIndex + 2]), count >= 0
      else { return nil }
      self = .readBytes(register, count: count)
      return
    }
    guard let bytes = [UInt8](hex: words.dropFirst()) else { return nil }
    switch (name, bytes.count) {
    case ("receive", 0): self = .receive
    case ("send", 1): self = .send(bytes[0])
    case ("read-byte", 1): self = .readByte(bytes[0])
    case ("write-byte", 2): self = .writeByte(bytes[0], bytes[1])
    case ("read-word", 1): self = .readWord(bytes[0])
    case ("write-word", 3): self = .writeWord(bytes[0], bytes[1], bytes[2])
    case ("read-block", 1): self = .readBlock(bytes[0])
    case ("write-block", 1...): self = .writeBlock(bytes[0], Array(bytes.dropFirst()))
    case ("process-block", 1...): self = .processBlock(bytes[0], Array(bytes.dropFirst()))
    default: return nil
    }
  }
}

extension I2CFunctions {
  private static let names: [(I2CFunctions, String)] = [
    (.plain, "plain"), (.words, "words"), (.readBlock, "read-block"), (.readBytes, "read-bytes"),
    (.processBlock, "process-block"), (.checks, "checks"),
  ]

  var recorded: [String] { I2CFunctions.names.filter { contains($0.0) }.map(\.1) }

  init?(recorded words: ArraySlice<Substring>) {
    self = []
    for word in words {
      guard let known = I2CFunctions.names.first(where: { $0.1 == word }) else { return nil }
      insert(known.0)
    }
  }
}

extension I2CError {
  private static let words: [(I2CError, String)] = [
    (.noAcknowledge, "no-acknowledge"), (.ownedByKernel, "owned-by-kernel"), (.arbitrationLost, "arbitration-lost"),
    (.timedOut, "timed-out"), (.unsupported, "unsupported"), (.badChecksum, "bad-checksum"), (.malformed, "malformed"),
  ]

  /// A word, or `errno-5`.
  var word: String {
    if case .system(let code) = self { return "errno-\(code)" }
    return I2CError.words.first { $0.0 == self }?.1 ?? "malformed"
  }

  init?(word: Substring) {
    if let known = I2CError.words.first(where: { $0.1 == word }) {
      self = known.0
    } else if word.hasPrefix("errno-"), let code = Int32(word.dropFirst(6)), code > 0 {
      self = .system(code)
    } else {
      return nil
    }
  }
}

extension UInt8 {
  /// `0a`
  var twoDigits: String { (self < 16 ? "0" : "") + String(self, radix: 16) }
}

extension [UInt8] {
  /// Nil unless every word is a byte of two digits.
  init?(hex words: ArraySlice<Substring>) {
    var bytes: [UInt8] = []
    for word in words {
      guard word.utf8.count == 2, let byte = UInt8(word, radix: 16) else { return nil }
      bytes.append(byte)
    }
    self = bytes
  }
}
