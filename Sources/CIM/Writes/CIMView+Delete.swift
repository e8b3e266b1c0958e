public import Model

extension CIMView {
  /// Takes an instance away (WS-Transfer Delete), as its profile says.
  public func delete(
    _ instance: Instance, in snapshot: Snapshot, at now: Instant
  ) throws(WriteError) -> WriteOutcome {
    guard case .bound(let presentation) = instance.body, let verb = presentation.binding.delete,
      let object = presentation.object
    else { throw .notSupported(.delete) }
    return verb.delete(object)
  }
}
