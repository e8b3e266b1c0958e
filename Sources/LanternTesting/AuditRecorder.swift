public import Engine
import Synchronization

/// An audit trail in memory that can be told to fail.
public final class AuditRecorder: AuditWriter {
  private struct State {
    var records: [AuditRecord] = []
    var failure: String?
  }

  private let state = Mutex(State())

  public init() {}

  /// From now on every record fails for this reason; nil ends it.
  public func fail(_ reason: String?) { state.withLock { $0.failure = reason } }

  public var records: [AuditRecord] { state.withLock { $0.records } }

  public func append(_ record: AuditRecord) throws(AuditFailure) {
    let failure = state.withLock { state in
      if state.failure == nil { state.records.append(record) }
      return state.failure
    }
    if let failure { throw AuditFailure(message: failure) }
  }
}
