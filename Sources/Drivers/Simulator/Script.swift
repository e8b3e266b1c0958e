import Model

/// What happens to one sensor, and when.
public struct Change: Hashable, Sendable {
  public enum Effect: Hashable, Sendable {
    case value(Double)
    case wave(Wave)
    /// From what it reads at the time, in a straight line.
    case ramp(to: Double, over: Duration)
    /// The active states of a discrete sensor, by index.
    case states([Int])
    /// It reads how often the line was asserted since the start.
    case counts(line: String)
    case fault(Fault)
  }

  public enum Fault: String, CaseIterable, Sendable {
    /// The read fails: the reading is unknown.
    case timeout
    /// The hardware answers that it has no reading.
    case unavailable
    /// The read never returns: nothing is reported, and the last reading grows old.
    case silent
  }

  /// A change that ends is over when its window is; one that does not holds until the next such one.
  public var window: Window
  public var effect: Effect

  public init(_ window: Window, _ effect: Effect) {
    self.window = window
    self.effect = effect
  }
}

/// The changes of one sensor, put in order: a pure function from time to what it shows.
public struct Script: Hashable, Sendable {
  /// What a sensor shows at a time.
  enum Showing: Hashable {
    case value(Double)
    case states([Int])
    case counts(line: String)
    case fault(Change.Fault)
    /// Nothing has been said yet.
    case nothing
  }

  /// By their beginning; of two at the same time the later one in the file counts.
  private let lasting: [Change]
  /// In the order of the file; they cover what lasts.
  private let passing: [Change]

  public init(_ changes: [Change]) {
    let ordered = changes.enumerated().sorted { ($0.element.window.at, $0.offset) < ($1.element.window.at, $1.offset) }
    lasting = ordered.map(\.element).filter { $0.window.lasts == nil }
    passing = changes.filter { $0.window.lasts != nil }
  }

  /// Whether it says something from the start on.
  public var saysFirst: Bool { lasting.first?.window.at == .zero }

  func showing(at time: Duration) -> Showing {
    for change in passing.reversed() {
      guard let begun = change.window.beginning(at: time) else { continue }
      return show(change.effect, since: begun, at: time) { self.lastingShowing(of: lasting[...], at: begun) }
    }
    return lastingShowing(of: lasting[...], at: time)
  }

  private func lastingShowing(of changes: ArraySlice<Change>, at time: Duration) -> Showing {
    guard let place = changes.lastIndex(where: { $0.window.at <= time }) else { return .nothing }
    let change = changes[place]
    return show(change.effect, since: change.window.at, at: time) {
      self.lastingShowing(of: changes[..<place], at: change.window.at)
    }
  }

  private func show(
    _ effect: Change.Effect, since begun: Duration, at time: Duration, before: () -> Showing
  ) -> Showing {
    switch effect {
    case .value(let value): return .value(value)
    case .wave(let wave): return .value(wave.value(at: time))
    case .states(let states): return .states(states)
    case .counts(let line): return .counts(line: line)
    case .fault(let fault): return .fault(fault)
    case .ramp(let goal, let over):
      guard time < begun + over, case .value(let origin) = before() else { return .value(goal) }
      return .value(origin + (goal - origin) * ((time - begun).inSeconds / over.inSeconds))
    }
  }
}
