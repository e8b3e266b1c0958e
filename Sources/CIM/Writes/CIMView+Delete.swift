public import Model

extension CIMView {
  /// Takes an instance away (WS-Transfer Delete).
  public func delete(
    _ instance: Instance, in snapshot: Snapshot, at now: Instant
  ) throws(WriteError) -> WriteOutcome {
    throw .notSupported(.delete)
  }
}
