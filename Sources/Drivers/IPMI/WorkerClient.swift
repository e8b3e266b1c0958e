import IPMIWire
import Model

/// One BMC as the worker's supervisor sees it. All methods are called on the supervisor's thread.
protocol WorkerClient: AnyObject, Sendable {
  /// Everything the worker needs, with the password read now.
  func makeRequest(cacheDirectory: String) -> Result<SessionRequest, SourceFailure>
  func receive(_ report: SessionReport)
  /// There is no session, and no worker that could open one.
  func lose(_ failure: SourceFailure)
}

/// Why a source does not work: a stable word, and a sentence that says what to do.
struct SourceFailure: Error, Hashable {
  var kind: String
  var message: String
}
