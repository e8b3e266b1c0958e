public import Model
import Synchronization

/// A hardware source that does nothing but write down what it is asked, and answers by a script.
///
/// Unless told otherwise every action is `done` at once. Tests deliver its reports by `report`.
public final class RecordingSource: HardwareSource {
  private struct State {
    var actions: [HardwareAction] = []
    var script: [ActionResult] = []
    var holdsAnswers = false
    var held: [@Sendable (ActionResult) -> Void] = []
    var sink: (any HardwareSink)?
    var isStopped = false
    var answerToRead: HardwareReport?
  }

  public let name: String
  private let state = Mutex(State())

  public init(name: String = "source") { self.name = name }

  // MARK: The script

  /// The next actions, readings of the power state not counted, are answered with these; later ones are `done`.
  public func answer(_ results: ActionResult...) { state.withLock { $0.script += results } }

  /// "An error so many times, then success".
  public func fail(_ result: ActionResult, times: Int) {
    state.withLock { $0.script += Array(repeating: result, count: times) }
  }

  /// From now on actions stay unanswered until `release`.
  public func hold() { state.withLock { $0.holdsAnswers = true } }

  /// Answers the oldest action that is held.
  public func release(with result: ActionResult = .done) {
    let completion = state.withLock { $0.held.isEmpty ? nil : $0.held.removeFirst() }
    completion?(result)
  }

  /// What a reading of the power state reports, before it is done.
  public func onReadPower(report: HardwareReport?) { state.withLock { $0.answerToRead = report } }

  // MARK: What was asked

  /// Everything but readings of the power state.
  public var actions: [HardwareAction] {
    state.withLock { $0.actions.filter { if case .readPower = $0 { false } else { true } } }
  }

  /// How often the power state was to be read.
  public var reads: Int {
    state.withLock { $0.actions.count { if case .readPower = $0 { true } else { false } } }
  }

  public var isStopped: Bool { state.withLock { $0.isStopped } }

  public func report(_ report: HardwareReport) {
    state.withLock { $0.sink }?.deliver(report, from: name)
  }

  // MARK: HardwareSource

  public func start(sink: any HardwareSink) { state.withLock { $0.sink = sink } }

  public func perform(_ action: HardwareAction, completion: @escaping @Sendable (ActionResult) -> Void) {
    if case .readPower = action {
      let report = state.withLock { state in
        state.actions.append(action)
        return state.answerToRead
      }
      if let report { self.report(report) }
      return completion(.done)
    }
    let answer = state.withLock { state -> ActionResult? in
      state.actions.append(action)
      if state.holdsAnswers {
        state.held.append(completion)
        return nil
      }
      return state.script.isEmpty ? .done : state.script.removeFirst()
    }
    if let answer { completion(answer) }
  }

  public func stop() { state.withLock { $0.isStopped = true } }
}
