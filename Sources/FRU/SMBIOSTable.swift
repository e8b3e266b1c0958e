/// What firmware tells of the machine that the agent runs on (DMTF DSP0134, 2.0 to 3.x).
public struct SMBIOSTable: Sendable {
  let structures: [SMBIOSStructure]
  private let version: (major: UInt8, minor: UInt8)
  /// What cannot be used, as sentences.
  public private(set) var problems: [String] = []

  /// Of a larger table only so much is looked at.
  public static let maximumLength = 256 << 10
  private static let maximumStructures = 4096
  private static let endOfTable: UInt8 = 127

  /// `entryPoint` is the 32-bit (`_SM_`) or the 64-bit one (`_SM3_`), `table` what it refers to. Any bytes are taken.
  public static func parse(entryPoint: [UInt8], table: [UInt8]) -> SMBIOSTable {
    SMBIOSTable(entryPoint, Array(table.prefix(maximumLength)))
  }

  private init(_ entryPoint: [UInt8], _ table: [UInt8]) {
    guard let version = Self.version(entryPoint) else {
      self.version = (0, 0)
      structures = []
      problems = ["The SMBIOS entry point is of no known form, or its checksum is wrong."]
      return
    }
    self.version = version
    var structures: [SMBIOSStructure] = []
    var place = 0
    while place < table.count, structures.count < Self.maximumStructures {
      guard let next = SMBIOSStructure(table, at: place) else {
        problems.append("The SMBIOS table is cut off after structure \(structures.count).")
        break
      }
      if next.type == Self.endOfTable { break }
      structures.append(next)
      place = next.end
    }
    self.structures = structures
  }

  private static func version(_ entryPoint: [UInt8]) -> (UInt8, UInt8)? {
    if entryPoint.starts(with: Array("_SM3_".utf8)), entryPoint.count >= 24, isWhole(entryPoint, 6) {
      return (entryPoint[7], entryPoint[8])
    }
    if entryPoint.starts(with: Array("_SM_".utf8)), entryPoint.count >= 31, isWhole(entryPoint, 5) {
      return (entryPoint[6], entryPoint[7])
    }
    return nil
  }

  /// Whether as many bytes as the one at `length` says sum to zero.
  private static func isWhole(_ bytes: [UInt8], _ length: Int) -> Bool {
    let count = Int(bytes[length])
    return count > length && count <= bytes.count && bytes.prefix(count).reduce(0, &+) == 0
  }

  /// 32 upper-case hex digits, most significant first; nil when the firmware has not been given one.
  public var uuid: String? {
    guard let sent = structures.first(where: { $0.type == 1 })?.bytes(8..<24) else { return nil }
    guard !sent.allSatisfy({ $0 == 0 }), !sent.allSatisfy({ $0 == 0xff }) else { return nil }
    // From 2.6 on the first three fields have their lower bytes first (7.2.1).
    let isMixed = version.major > 2 || version.major == 2 && version.minor >= 6
    let bytes = isMixed ? [3, 2, 1, 0, 5, 4, 7, 6].map { sent[$0] } + sent[8...] : sent
    return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
  }
}
