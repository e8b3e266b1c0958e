public import IPMIWire

/// The bytes of one sensor data record, addressed as IPMI 2.0 chapter 43 numbers them: from 1.
public struct SDRRecord: Hashable, Sendable {
  public enum Kind: UInt8, Sendable {
    case fullSensor = 0x01
    case compactSensor = 0x02
    case fruLocator = 0x11
  }

  public let bytes: [UInt8]

  public init(bytes: [UInt8]) { self.bytes = bytes }

  public var kind: Kind? { Kind(rawValue: self[4]) }

  /// 0 beyond the end of the record.
  public subscript(number: Int) -> UInt8 { number <= bytes.count ? bytes[number - 1] : 0 }

  public func word(_ number: Int) -> UInt16 { UInt16(self[number]) | UInt16(self[number + 1]) << 8 }

  /// How the raw byte of a full record becomes a value; nil where the record says that there is no analog reading.
  public var factors: ReadingFactors? {
    guard kind == .fullSensor, let format = ReadingFactors.Format(rawValue: self[21] >> 6) else { return nil }
    // M and B: ten bits, the upper two at the top of the next byte. The exponents: four bits each.
    func signed10(_ number: Int) -> Int16 {
      Int16(bitPattern: (UInt16(self[number]) | UInt16(self[number + 1] >> 6) << 8) << 6) >> 6
    }
    func signed4(_ nibble: UInt8) -> Int8 { Int8(bitPattern: nibble << 4) >> 4 }
    return ReadingFactors(
      m: signed10(25), b: signed10(27), bExponent: signed4(self[30] & 0x0f), rExponent: signed4(self[30] >> 4),
      linearization: self[24] & 0x7f, format: format)
  }

  public var units: UnitCodes {
    UnitCodes(
      isPercentage: self[21] & 1 != 0, modifierUse: self[21] >> 1 & 3, rate: self[21] >> 3 & 7, base: self[22],
      modifier: self[23])
  }

  /// How many sensors share the record; 1 where it has no sharing.
  public var shareCount: UInt8 { kind == .compactSensor ? max(1, self[24] & 0x0f) : 1 }

  /// Whether each of them belongs to the next instance of the entity.
  public var sharesEntities: Bool { kind == .compactSensor && self[25] & 0x80 != 0 }
}

extension SDRRecord {
  /// The sensor's name; sensors that share a record have a number or letters after it (IPMI 2.0 table 43-2).
  public func name(of key: SensorKey) -> String {
    let text = PackedText.ofRecord(bytes.dropFirst(kind == .fullSensor ? 47 : 31)) ?? "Sensor \(key.number)"
    guard let share = key.share else { return text }
    let position = Int(self[25] & 0x7f) + Int(share)
    let isAlphabetic = self[24] >> 4 & 3 == 1
    return text + (isAlphabetic ? SDRRecord.letters(position) : String(position))
  }

  /// A to Z, then AA, AB ...
  private static func letters(_ position: Int) -> String {
    let last = String(UnicodeScalar(UInt8(0x41 + position % 26)))
    return position < 26 ? last : letters(position / 26 - 1) + last
  }
}
