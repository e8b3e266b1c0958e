public import Model

extension CIMView {
  /// Makes an instance (WS-Transfer Create). No profile allows it of any class.
  public func create(
    _ cimClass: CIMClass, _ properties: [(name: String, value: ArgumentValue)], in snapshot: Snapshot, at now: Instant
  ) throws(WriteError) -> WriteOutcome {
    throw .notSupported(.create)
  }
}
