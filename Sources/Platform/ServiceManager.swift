import CPlatform
import Glibc

/// systemd, if it started this process and wants to know how it fares (sd_notify(3)): a datagram for each news. Without
/// it nothing is sent. Any thread.
public struct ServiceManager: Sendable {
  public enum News: Hashable, Sendable {
    /// Everything that can be served is served; also the end of a reload.
    case ready
    case reloading
    case stopping
    /// The watchdog need not bite.
    case alive
  }

  /// How often `alive` must be told at least; nil when nobody watches.
  public let watchdogInterval: Duration?
  private let socket: Int32?

  /// Reads what systemd says in the environment and takes it out there, so that no child speaks for this process: call
  /// this once, before there are other threads.
  public static func take() -> ServiceManager {
    defer { for variable in ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"] { unsetenv(variable) } }
    func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    let isWatched = value("WATCHDOG_PID").map { $0 == String(getpid()) } ?? true
    let interval = isWatched ? value("WATCHDOG_USEC").flatMap { Int64($0) }.filter { $0 > 0 } : nil
    return ServiceManager(path: value("NOTIFY_SOCKET"), watchdogInterval: interval.map { .microseconds($0) })
  }

  /// `path` is that of a datagram socket, or begins with `@` for one without a file.
  init(path: String?, watchdogInterval: Duration?) {
    self.watchdogInterval = watchdogInterval
    socket = path.flatMap { path in
      let descriptor = cplatform_connect_datagram(path)
      return descriptor >= 0 ? descriptor : nil
    }
  }

  /// Waits a second at most, and not at all to say `alive`: news that the manager does not take in are lost, as they are
  /// without one.
  public func tell(_ news: News) {
    guard let socket else { return }
    var text =
      switch news {
      case .ready: "READY=1"
      case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(cplatform_monotonic_nanoseconds() / 1000)"
      case .stopping: "STOPPING=1"
      case .alive: "WATCHDOG=1"
      }
    let flags = Int32(MSG_NOSIGNAL) | (news == .alive ? Int32(MSG_DONTWAIT) : 0)
    text.withUTF8 { bytes in _ = send(socket, bytes.baseAddress, bytes.count, flags) }
  }
}

extension Optional {
  fileprivate func filter(_ isWanted: (Wrapped) -> Bool) -> Wrapped? { flatMap { isWanted($0) ? $0 : nil } }
}
