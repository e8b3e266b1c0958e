import IPMIWire
import Model

/// The areas of texts. The raw value is the word for it in sentences.
enum FRUAreaKind: String {
  case chassis, board, product

  /// Where the common header has its offset.
  var place: Int {
    switch self {
    case .chassis: 2
    case .board: 3
    case .product: 4
    }
  }
  /// Bytes before the first text: version, length, then a chassis type; a language and a date; or a language.
  var prefix: Int {
    switch self {
    case .chassis, .product: 3
    case .board: 6
    }
  }
  /// The texts that every area of the kind begins with, in their order.
  var fields: [WritableKeyPath<FRUImage.Area, String?>] {
    switch self {
    case .chassis: [\.partNumber, \.serialNumber]
    case .board: [\.manufacturer, \.name, \.serialNumber, \.partNumber, \.fileID]
    case .product: [\.manufacturer, \.name, \.partNumber, \.version, \.serialNumber, \.assetTag, \.fileID]
    }
  }
}

extension FRUImage.Area {
  /// Minutes since 1996-01-01T00:00:00Z begin here, in seconds since 1970.
  private static let epoch: Int64 = 820_454_400
  /// More texts than this are no texts of makers.
  private static let maximumCustom = 32
  private static let endMark: UInt8 = 0xc1

  /// `bytes` are the area's without its checksum. Nil when a text goes past the end.
  init?(_ kind: FRUAreaKind, _ bytes: ArraySlice<UInt8>) {
    self.init()
    guard bytes.count >= kind.prefix else { return nil }
    let start = bytes.startIndex
    // English is 0 or 25; chassis areas have no language.
    var isEnglish = true
    if kind == .chassis {
      chassisType = bytes[start + 2]
    } else {
      isEnglish = bytes[start + 2] == 0 || bytes[start + 2] == 25
    }
    if kind == .board {
      let minutes = Int64(bytes[start + 3]) | Int64(bytes[start + 4]) << 8 | Int64(bytes[start + 5]) << 16
      if minutes != 0 { manufactured = WallTime(secondsSince1970: Self.epoch + minutes * 60) }
    }
    var rest = bytes.dropFirst(kind.prefix)
    var fields = kind.fields[...]
    // Some makers leave out the end mark where the area is full.
    while let header = rest.first, header != Self.endMark {
      let length = 1 + Int(header & 0x3f)
      guard length <= rest.count else { return nil }
      let text = PackedText.ofArea(rest.prefix(length), isEnglish: isEnglish)
      rest = rest.dropFirst(length)
      if let field = fields.popFirst() {
        self[keyPath: field] = text
      } else if let text, custom.count < Self.maximumCustom {
        custom.append(text)
      }
    }
  }
}
