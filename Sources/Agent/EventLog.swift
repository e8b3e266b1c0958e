import Engine
import Logging

/// Writes what the monitor sees to the log, one line an event.
struct EventLog: EventObserver {
  let logger: Logger

  func observe(_ event: Event) {
    logger.log(level: event.isTrouble ? .warning : .info, "\(event.description)")
  }
}
