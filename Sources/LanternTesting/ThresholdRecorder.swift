public import Engine
import Synchronization

/// Keeps changed thresholds in memory, and can be told to fail.
public final class ThresholdRecorder: ThresholdKeeper {
  private struct State {
    var kept = ThresholdSettings()
    var failure: String?
  }

  private let state = Mutex(State())

  public init() {}

  /// From now on nothing can be kept for this reason; nil ends it.
  public func fail(_ reason: String?) { state.withLock { $0.failure = reason } }

  public var kept: ThresholdSettings { state.withLock { $0.kept } }

  public func keep(_ settings: ThresholdSettings) throws(StateFailure) {
    let failure = state.withLock { state in
      if state.failure == nil { state.kept = settings }
      return state.failure
    }
    if let failure { throw StateFailure(action: "write", path: "thresholds", reason: failure) }
  }
}
