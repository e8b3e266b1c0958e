import Chips

/// What the agent tells its guardian: one packet each, little-endian, bounded.
enum GuardianMessage: Hashable {
  /// Answered with `number` and whether it is kept.
  case keep(number: UInt32, key: String, LastAct)
  /// Not answered.
  case forget(key: String)

  /// Far more than any act needs.
  static let maximumSize = 4096

  var bytes: [UInt8] {
    var writer = PacketWriter()
    switch self {
    case .keep(let number, let key, let act):
      writer.number(1, 1)
      writer.number(UInt64(number), 4)
      writer.text(key)
      writer.act(act)
    case .forget(let key):
      writer.number(2, 1)
      writer.text(key)
    }
    return writer.bytes
  }

  /// Nil for anything that is not a whole message.
  init?(_ bytes: [UInt8]) {
    var reader = PacketReader(bytes)
    switch reader.number(1) {
    case 1:
      guard let number = reader.number(4), let key = reader.text(), let act = reader.act() else { return nil }
      self = .keep(number: UInt32(number), key: key, act)
    case 2:
      guard let key = reader.text() else { return nil }
      self = .forget(key: key)
    default: return nil
    }
    guard reader.isAtEnd else { return nil }
  }
}

private struct PacketWriter {
  private(set) var bytes: [UInt8] = []

  /// The `size` lower bytes.
  mutating func number(_ value: UInt64, _ size: Int) {
    for place in 0..<size { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * place))) }
  }

  mutating func blob(_ value: some Collection<UInt8>) {
    number(UInt64(value.count), 2)
    bytes += value
  }

  mutating func text(_ value: String) { blob(value.utf8) }

  mutating func act(_ act: LastAct) {
    switch act {
    case .releaseLine(let device, let line, let flags):
      number(1, 1)
      text(device)
      number(UInt64(line), 4)
      number(flags, 8)
    case .writeFile(let path, let content):
      number(2, 1)
      text(path)
      blob(content)
    case .i2c(let device, let exchanges):
      number(3, 1)
      text(device)
      number(UInt64(exchanges.count), 1)
      for exchange in exchanges { self.exchange(exchange) }
    }
  }

  private mutating func exchange(_ message: I2CMessage) {
    var (form, isChecked): (UInt64, Bool) = (0, false)
    var content: [UInt8] = []
    var count = 0
    switch message {
    case .plain(_, let write, let read): (content, count) = (write, read)
    case .smbus(_, let operation, let checked):
      isChecked = checked
      switch operation {
      case .send(let byte): (form, content) = (1, [byte])
      case .writeByte(let register, let byte): (form, content) = (2, [register, byte])
      case .writeWord(let register, let low, let high): (form, content) = (3, [register, low, high])
      case .writeBlock(let register, let block): (form, content) = (4, [register] + block)
      case .receive, .readByte, .readWord, .readBlock, .readBytes, .processBlock:
        // Nobody reads when the agent is gone: refused by whoever reads the message.
        form = 255
      }
    }
    number(form, 1)
    number(UInt64(message.address), 1)
    number(isChecked ? 1 : 0, 1)
    blob(content)
    number(UInt64(count), 2)
  }
}

private struct PacketReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { place == bytes.count }

  mutating func number(_ size: Int) -> UInt64? {
    guard bytes.count - place >= size else { return nil }
    defer { place += size }
    return bytes[place..<place + size].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  mutating func blob() -> [UInt8]? {
    guard let count = number(2), bytes.count - place >= Int(count) else { return nil }
    defer { place += Int(count) }
    return Array(bytes[place..<place + Int(count)])
  }

  mutating func text() -> String? { blob().flatMap { String(validating: $0, as: UTF8.self) } }

  mutating func act() -> LastAct? {
    guard let kind = number(1), let path = text() else { return nil }
    switch kind {
    case 1:
      guard let line = number(4), let flags = number(8) else { return nil }
      return .releaseLine(device: path, line: UInt32(line), flags: flags)
    case 2:
      return blob().map { .writeFile(path: path, bytes: $0) }
    case 3:
      guard let count = number(1) else { return nil }
      var exchanges: [I2CMessage] = []
      for _ in 0..<count {
        guard let exchange = exchange() else { return nil }
        exchanges.append(exchange)
      }
      return .i2c(device: path, exchanges: exchanges)
    default: return nil
    }
  }

  private mutating func exchange() -> I2CMessage? {
    guard let form = number(1), let address = number(1).flatMap({ UInt8($0) }), let checked = number(1),
      let content = blob(), let count = number(2)
    else { return nil }
    let operation: SMBusOperation
    switch (form, content.count) {
    case (0, _): return .plain(address: address, write: content, read: Int(count))
    case (1, 1): operation = .send(content[0])
    case (2, 2): operation = .writeByte(content[0], content[1])
    case (3, 3): operation = .writeWord(content[0], content[1], content[2])
    case (4, 1...): operation = .writeBlock(content[0], Array(content.dropFirst()))
    default: return nil
    }
    return .smbus(address: address, operation, checked: checked == 1)
  }
}
