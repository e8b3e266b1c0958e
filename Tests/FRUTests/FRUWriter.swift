/// Writes FRU images as makers do, for tests: a second reading of the standard, independent of the reader's.
struct FRUWriter {
  enum Text {
    case latin1(String)
    case sixBit(String)
    case bcd(String)
    case binary([UInt8])
    case utf16(String)
    case none

    var bytes: [UInt8] {
      switch self {
      case .latin1(let text): field(3, text.unicodeScalars.map { UInt8($0.value) })
      case .sixBit(let text): field(2, packed(text.unicodeScalars.map { UInt8($0.value) - 0x20 }))
      case .bcd(let text): field(1, pairs(text))
      case .binary(let bytes): field(0, bytes)
      case .utf16(let text): field(3, text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] })
      case .none: [0xc0]
      }
    }

    private func field(_ type: UInt8, _ body: [UInt8]) -> [UInt8] { [type << 6 | UInt8(body.count)] + body }

    private func pairs(_ text: String) -> [UInt8] {
      let digits = Array("0123456789 -.")
      let codes = text.map { UInt8(digits.firstIndex(of: $0)!) }
      return stride(from: 0, to: codes.count, by: 2).map { codes[$0] << 4 | codes[$0 + 1] }
    }

    /// As one long number whose lowest six bits are the first character.
    private func packed(_ codes: [UInt8]) -> [UInt8] {
      let bits = codes.flatMap { code in (0..<6).map { code >> $0 & 1 } }
      return stride(from: 0, to: bits.count, by: 8).map { start in
        bits[start..<min(start + 8, bits.count)].enumerated().reduce(0) { $0 | $1.element << UInt8($1.offset) }
      }
    }
  }

  /// Type, then part number, serial number and what else there is.
  var chassis: (type: UInt8, texts: [Text])?
  /// Language, minutes since 1996, then maker, name, serial number, part number, file.
  var board: (language: UInt8, minutes: UInt32, texts: [Text])?
  /// Language, then maker, name, part number, version, serial number, asset tag, file.
  var product: (language: UInt8, texts: [Text])?
  var records: [(type: UInt8, data: [UInt8])] = []

  var image: [UInt8] {
    var header: [UInt8] = [1, 0, 0, 0, 0, 0, 0]
    var areas: [UInt8] = []
    func place(_ slot: Int, _ area: [UInt8]?) {
      guard let area else { return }
      header[slot] = UInt8(1 + areas.count / 8)
      areas += area
    }
    place(2, chassis.map { Self.area([$0.type], $0.texts) })
    place(
      3,
      board.map { board in
        Self.area([board.language] + [0, 8, 16].map { UInt8(board.minutes >> $0 & 0xff) }, board.texts)
      })
    place(4, product.map { Self.area([$0.language], $0.texts) })
    place(5, records.isEmpty ? nil : chain)
    return header + [Self.zeroing(header)] + areas
  }

  private static func area(_ prefix: [UInt8], _ texts: [Text]) -> [UInt8] {
    var area: [UInt8] = [1, 0] + prefix + texts.flatMap(\.bytes) + [0xc1]
    while area.count % 8 != 7 { area.append(0) }
    area[1] = UInt8((area.count + 1) / 8)
    return area + [zeroing(area)]
  }

  private var chain: [UInt8] {
    var chain: [UInt8] = []
    for (number, record) in records.enumerated() {
      let last: UInt8 = number == records.count - 1 ? 0x80 : 0
      let header = [record.type, last | 2, UInt8(record.data.count), Self.zeroing(record.data)]
      chain += header + [Self.zeroing(header)] + record.data
    }
    return chain
  }

  static func zeroing(_ bytes: [UInt8]) -> UInt8 { 0 &- bytes.reduce(0, &+) }
}
