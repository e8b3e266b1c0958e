/// Whoever survives the agent: knows what must be done to the hardware when the agent is gone, however it went, and does
/// it then. Any thread.
///
/// What is kept is done for everything that was not forgotten when the agent ends: also when it ends as it should.
public protocol Guardian: Sendable {
  /// From the return on, `act` is carried out if the agent ends; an earlier one for the same key no more. To be called
  /// before the hardware is brought into the state that must not stay. Takes less than a millisecond as a rule, and two
  /// seconds at most.
  func keep(_ act: LastAct, for key: String) throws(GuardianFailure)
  /// The hardware need not be looked after any more. Harmless for a key that is not kept.
  func forget(_ key: String)
}

/// Nobody would do it: what needs guarding must not be begun. The sentence says what to do.
public struct GuardianFailure: Error, Hashable, Sendable {
  public var sentence: String

  public init(_ sentence: String) { self.sentence = sentence }
}
