public import Model

/// The data of a part in the form of the IPMI Platform Management FRU Information Storage Definition 1.3: a common
/// header, a chassis, a board and a product area, and the power supply record of the multirecord area.
///
/// An area whose checksum is wrong, or that does not fit the memory, is left out and named in `problems`; the others
/// are kept.
public struct FRUImage: Hashable, Sendable {
  /// What one area says, as it is written there: placeholders are still in it.
  public struct Area: Hashable, Sendable {
    /// SMBIOS chassis type; chassis areas only.
    public var chassisType: UInt8?
    /// Board areas only; nil when it is not said.
    public var manufactured: WallTime?
    public var manufacturer: String?
    public var name: String?
    public var partNumber: String?
    public var serialNumber: String?
    public var version: String?
    public var assetTag: String?
    public var fileID: String?
    /// What the maker added, in order.
    public var custom: [String] = []

    public init() {}
  }

  /// The multirecord Power Supply Information (18.1). Zeros and empty ranges are nil.
  public struct Supply: Hashable, Sendable {
    public var ratedWatts: UInt16?
    /// Volts.
    public var inputRange1: ClosedRange<Double>?
    public var inputRange2: ClosedRange<Double>?
    /// Hertz.
    public var inputFrequency: ClosedRange<Double>?

    public init() {}
  }

  public var chassis: Area?
  public var board: Area?
  public var product: Area?
  public var supply: Supply?
  /// What cannot be used, as sentences.
  public var problems: [String] = []

  public init() {}

  /// No image has more bytes that count: offsets and lengths of areas are bytes, in units of 8.
  public static let maximumLength = 8192

  /// How many bytes, from the beginning, have to be read to know more than `bytes` tell: a driver begins with none,
  /// reads what is missing and asks again, until it has as many as are wanted (or all that the memory holds). Nil when
  /// it is not a FRU image.
  public static func length(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= headerLength else { return headerLength }
    guard isHeader(bytes) else { return nil }
    var length = headerLength
    for place in 2...4 where bytes[place] != 0 {
      let start = Int(bytes[place]) * 8
      length = max(length, start + 2 <= bytes.count ? start + Int(bytes[start + 1]) * 8 : start + 2)
    }
    if bytes[5] != 0 { length = max(length, FRURecords(bytes, from: Int(bytes[5]) * 8).end) }
    return min(length, maximumLength)
  }

  /// What `bytes` say. Any bytes at all are taken.
  public static func parse(_ bytes: [UInt8]) -> FRUImage {
    var image = FRUImage()
    guard bytes.count >= headerLength, isHeader(bytes) else {
      image.problems.append(headerProblem(bytes))
      return image
    }
    image.chassis = image.area(.chassis, of: bytes)
    image.board = image.area(.board, of: bytes)
    image.product = image.area(.product, of: bytes)
    if bytes[5] != 0 {
      let records = FRURecords(bytes, from: Int(bytes[5]) * 8)
      image.problems += records.problems
      image.supply = records.supply
    }
    return image
  }

  private static let headerLength = 8

  /// Version 1 in the lower four bits, and all eight bytes sum to zero.
  private static func isHeader(_ bytes: [UInt8]) -> Bool {
    bytes[0] & 0x0f == 1 && bytes.prefix(headerLength).reduce(0, &+) == 0
  }

  private static func headerProblem(_ bytes: [UInt8]) -> String {
    if bytes.count < headerLength { return "The memory holds no FRU image: it has only \(bytes.count) bytes." }
    let header = bytes.prefix(headerLength)
    if header.allSatisfy({ $0 == header[0] }), header[0] == 0xff || header[0] == 0 {
      return "The memory is blank: write a FRU image into it, or take the part's 'fru' out of the board file."
    }
    if header[0] & 0x0f != 1 { return "The memory holds no FRU image: the first byte is not that of format 1." }
    return "The FRU image's header has a wrong checksum, so none of its areas can be found."
  }

  private mutating func area(_ kind: FRUAreaKind, of bytes: [UInt8]) -> Area? {
    let start = Int(bytes[kind.place]) * 8
    guard start != 0 else { return nil }
    guard start + 2 <= bytes.count, bytes[start + 1] != 0, start + Int(bytes[start + 1]) * 8 <= bytes.count else {
      problems.append("The FRU image's \(kind.rawValue) area goes past the end of the memory.")
      return nil
    }
    let area = bytes[start..<start + Int(bytes[start + 1]) * 8]
    guard area[start] & 0x0f == 1 else {
      problems.append("The FRU image's \(kind.rawValue) area is not of format 1.")
      return nil
    }
    guard area.reduce(0, &+) == 0 else {
      problems.append("The FRU image's \(kind.rawValue) area has a wrong checksum.")
      return nil
    }
    guard let fields = Area(kind, area.dropLast()) else {
      problems.append("A text of the FRU image's \(kind.rawValue) area goes past the area's end.")
      return nil
    }
    return fields
  }
}
