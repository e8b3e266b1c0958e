import IPMIWire
import Model

/// What a memory module's Serial Presence Detect says: DDR3 (JEDEC 21-C Annex K), DDR4 (Annex L) and DDR5 (JESD400-5).
public struct SPDImage: Hashable, Sendable {
  public var facts = PartFacts()
  /// What cannot be used, as sentences.
  public var problems: [String] = []

  /// As many bytes as are looked at; more do no harm. A DDR3 module has no more than 256.
  public static let length = 576

  /// What `bytes`, from the first of the memory, say. Any bytes at all are taken.
  public static func parse(_ bytes: [UInt8]) -> SPDImage {
    var image = SPDImage()
    guard bytes.count >= 128, let layout = SPDLayout.of(bytes[2]) else {
      image.problems.append(noImage(bytes))
      return image
    }
    image.facts.memoryType = layout.memoryType
    image.facts.formFactor = layout.formFactor(bytes[3] & 0x0f)
    if layout.hasGoodParameters(bytes) {
      image.facts.capacityBytes = layout.capacity(bytes)
      image.facts.speedMegahertz = layout.megahertz(bytes)
    } else {
      image.problems.append("The SPD's memory parameters have a wrong checksum.")
    }
    image.readMaker(bytes, layout)
    return image
  }

  private static func noImage(_ bytes: [UInt8]) -> String {
    if bytes.count < 128 { return "The memory holds no SPD: it has only \(bytes.count) bytes." }
    return "The SPD is not of DDR3, DDR4 or DDR5: its memory type is \(bytes[2])."
  }

  private mutating func readMaker(_ bytes: [UInt8], _ layout: SPDLayout) {
    guard bytes.count >= layout.partNumber.upperBound else {
      problems.append("The SPD is cut off before the module's maker.")
      return
    }
    let maker = layout.maker
    facts.manufacturer = JEDECMaker.name(bank: bytes[maker], code: bytes[maker + 1])
    facts.manufactured = Self.week(year: bytes[maker + 3], week: bytes[maker + 4])
    let serial = bytes[maker + 5..<maker + 9]
    if !serial.allSatisfy({ $0 == 0 }), !serial.allSatisfy({ $0 == 0xff }) {
      facts.serialNumber = serial.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }
    let partNumber = bytes[layout.partNumber]
    if partNumber.allSatisfy({ $0 < 0x80 }) {
      facts.partNumber = Placeholder.meaningful(PackedText.text(latin1: partNumber))
      facts.model = facts.partNumber
    }
  }

  /// The Monday of a week of ISO 8601; both numbers are in BCD.
  private static func week(year: UInt8, week: UInt8) -> WallTime? {
    guard let year = year.bcd, let week = week.bcd, (1...53).contains(week) else { return nil }
    // The fourth of January is in week 1; 1970 began on a Thursday.
    guard let fourth = WallTime(year: 2000 + Int64(year), month: 1, day: 4) else { return nil }
    let days = fourth.microsecondsSince1970 / 86_400_000_000
    return WallTime(secondsSince1970: (days - (days + 3) % 7 + 7 * (Int64(week) - 1)) * 86_400)
  }
}

extension UInt8 {
  /// The number of two decimal digits; nil when it is none.
  fileprivate var bcd: Int? { self >> 4 < 10 && self & 0x0f < 10 ? Int(self >> 4) * 10 + Int(self & 0x0f) : nil }
}
