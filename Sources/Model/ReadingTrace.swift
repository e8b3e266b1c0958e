/// Where a sensor's newest reading came from, for people who ask why it is what it is.
public struct ReadingTrace: Hashable, Sendable {
  /// What was read: `/dev/i2c-6 address 0x49 register 0x00`, or the path of a file of the kernel's.
  public var place: String
  /// The bytes as they came from the chip, first byte first; empty where a file was read, or nothing came.
  public var raw: [UInt8]
  /// What a file said.
  public var text: String?
  /// When it was last tried; monotonic.
  public var at: Instant
  /// What went wrong then, as a sentence; nil after a good reading.
  public var problem: String?

  public init(place: String, raw: [UInt8] = [], text: String? = nil, at: Instant, problem: String? = nil) {
    self.place = place
    self.raw = raw
    self.text = text
    self.at = at
    self.problem = problem
  }
}
