/// One object of the model as it stands in a snapshot.
public final class ModelObject: Sendable {
  public let id: ObjectID
  /// As published. Read it through `current(at:)` unless only fixed things are wanted.
  public let content: Content
  /// Changes exactly when `content` does, and is never used for anything else.
  public let version: UInt64
  /// Past this, its readings are unknown on every face, whatever `content` says.
  public let validUntil: Instant
  /// Stays the same from its first publication to its removal, and is greater than that of every object published
  /// before: a place in the order of a kind's objects that holds when objects come and go.
  public let ordinal: UInt64

  public init(content: Content, version: UInt64, validUntil: Instant, ordinal: UInt64 = 0) {
    self.id = content.id
    self.content = content
    self.version = version
    self.validUntil = validUntil
    self.ordinal = ordinal
  }

  public func isFresh(at now: Instant) -> Bool { now <= validUntil }

  /// The value of a field as published.
  public subscript(_ field: FieldReference) -> FieldValue { content[field] }

  /// What may be said at `now`: the content, or what remains of it without its reading.
  public func current(at now: Instant) -> Content { isFresh(at: now) ? content : content.withoutReading }
}
