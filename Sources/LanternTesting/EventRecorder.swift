public import Engine
import Synchronization

/// Keeps every event for a test to look at.
public final class EventRecorder: EventObserver {
  private let events = Mutex<[Event]>([])

  public init() {}

  public func observe(_ event: Event) { events.withLock { $0.append(event) } }

  public var kinds: [Event.Kind] { events.withLock { $0.map(\.kind) } }

  /// Everything so far, which is then forgotten.
  public func take() -> [Event.Kind] {
    events.withLock { events in
      defer { events = [] }
      return events.map(\.kind)
    }
  }
}
