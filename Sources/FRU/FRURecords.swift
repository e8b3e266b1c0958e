/// The multirecord area: a chain of records with headers of five bytes (FRU Information Storage Definition 16).
struct FRURecords {
  private static let headerLength = 5
  /// More records than this are a chain that leads nowhere.
  private static let maximumCount = 64
  private static let powerSupply: UInt8 = 0

  /// One past the last byte of the chain, as far as the bytes tell: past their end when more must be read.
  private(set) var end: Int
  private(set) var supply: FRUImage.Supply?
  private(set) var problems: [String] = []

  init(_ bytes: [UInt8], from start: Int) {
    end = start
    for number in 1...Self.maximumCount {
      let header = end
      end += Self.headerLength
      guard end <= bytes.count else {
        problems.append("The FRU image's record \(number) goes past the end of the memory.")
        return
      }
      guard bytes[header..<end].reduce(0, &+) == 0 else {
        problems.append("The FRU image's record \(number) has a wrong header, so none after it can be found.")
        return
      }
      let first = end
      end += Int(bytes[header + 2])
      guard end <= bytes.count else {
        problems.append("The FRU image's record \(number) goes past the end of the memory.")
        return
      }
      let data = bytes[first..<end]
      if data.reduce(bytes[header + 3], &+) != 0 {
        problems.append("The FRU image's record \(number) has a wrong checksum.")
      } else if bytes[header] == Self.powerSupply, supply == nil {
        supply = FRUImage.Supply(record: Array(data))
        if supply == nil { problems.append("The FRU image's record of the power supply is too short.") }
      }
      if bytes[header + 1] & 0x80 != 0 { return }
    }
    problems.append("The FRU image's records have no end.")
  }
}

extension FRUImage.Supply {
  /// Nil when the data are not as long as the standard has them.
  init?(record: [UInt8]) {
    guard record.count >= 24 else { return nil }
    self.init()
    func word(_ at: Int) -> Double { Double(UInt16(record[at]) | UInt16(record[at + 1]) << 8) }
    func range(_ low: Double, _ high: Double) -> ClosedRange<Double>? { high > 0 && low <= high ? low...high : nil }
    // Twelve bits of watts; voltages in 10 mV.
    let watts = (UInt16(record[0]) | UInt16(record[1]) << 8) & 0x0fff
    ratedWatts = watts == 0 ? nil : watts
    inputRange1 = range(word(6) / 100, word(8) / 100)
    inputRange2 = range(word(10) / 100, word(12) / 100)
    inputFrequency = range(Double(record[14]), Double(record[15]))
  }
}
