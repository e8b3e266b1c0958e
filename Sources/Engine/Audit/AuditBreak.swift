/// A line of the trail.
public struct AuditPlace: Hashable, Sendable, CustomStringConvertible {
  /// The file's name, without its directory.
  public var file: String
  /// From 1; 0 for a file that is not there.
  public var line: Int

  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  public var description: String { line == 0 ? file : "\(file), line \(line)" }
}

/// The first place at which a trail is not what was written. The description is a sentence.
public struct AuditBreak: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// The line does not have the hash that the next record, or the head, holds.
    case changed
    /// The line is no record, and the record that is missing must have been there.
    case damaged
    /// The line is no record and was not there when the next one was written.
    case inserted
    /// Records with these numbers should be before the line.
    case missing(ClosedRange<UInt64>)
    case outOfOrder(number: UInt64, due: UInt64)
    /// Records with these numbers should follow the line.
    case cutOff(ClosedRange<UInt64>)
    /// Longer than any record.
    case tooLong
    case headMissing
  }

  public var place: AuditPlace
  public var kind: Kind

  init(_ place: AuditPlace, _ kind: Kind) {
    self.place = place
    self.kind = kind
  }

  public var description: String {
    switch kind {
    case .changed: "\(place): the line was changed after it was written."
    case .damaged: "\(place): this is not a record any more; it was changed after it was written."
    case .inserted: "\(place): this line was put in; it was not there when the next record was written."
    case .missing(let numbers):
      "\(place): \(Self.words(numbers)) should be before this line; what was there was removed or moved."
    case .outOfOrder(let number, let due):
      "\(place): the record has number \(number) where \(due) is due; it was put in, repeated or moved."
    case .cutOff(let numbers) where place.line == 0:
      "\(place): \(Self.words(numbers)) should be here; the file was removed or emptied."
    case .cutOff(let numbers): "\(place): \(Self.words(numbers)) should follow; the end was cut off."
    case .tooLong: "\(place): the line is longer than any record; it was put in or changed."
    case .headMissing:
      "\(AuditHead.name): it is missing or damaged; records after \(place) may have been cut off."
    }
  }

  private static func words(_ numbers: ClosedRange<UInt64>) -> String {
    numbers.lowerBound == numbers.upperBound
      ? "record \(numbers.lowerBound)" : "records \(numbers.lowerBound) to \(numbers.upperBound)"
  }
}
