import Hashing

/// What an intact trail holds.
public struct AuditSummary: Hashable, Sendable {
  /// So many places are named of all those where a line was cut short.
  static let placeLimit = 8

  public internal(set) var records: UInt64 = 0
  public internal(set) var first: UInt64 = 0
  /// The newest record.
  public internal(set) var last: AuditLink?
  /// Lines that a full disk or a power failure cut short, the first few of them.
  public internal(set) var cutShort: [AuditPlace] = []
  /// How many of the newest records the head does not know: those of a moment ago, or of before a crash.
  public internal(set) var unconfirmed: UInt64 = 0
}

extension AuditSummary: CustomStringConvertible {
  /// A line, and one more for each thing worth knowing.
  public var description: String {
    guard let last else {
      return (["Intact: no record yet."] + remarks).joined(separator: "\n")
    }
    let numbers = records == 1 ? "1 record, number \(first)" : "\(records) records, \(first) to \(last.number)"
    let beginning = first == 1 ? "" : " Those before \(first) are no longer kept."
    return (["Intact: \(numbers).\(beginning) The last has the hash \(Hex.encode(last.hash))."] + remarks)
      .joined(separator: "\n")
  }

  private var remarks: [String] {
    var remarks = cutShort.map { "\($0): no record; it was cut short by a full disk or a power failure." }
    if unconfirmed > 0 {
      remarks.append("\(AuditHead.name): it does not know the last \(unconfirmed) of them.")
    }
    return remarks
  }
}
