import Glibc

/// A socket that whoever started this process opened for it (sd_listen_fds(3)).
public struct InheritedSocket: Hashable, Sendable {
  /// Closed when a program is started from here.
  public var descriptor: Int32
  /// `FileDescriptorName=` of the socket unit; by default the unit's name.
  public var name: String

  /// systemd passes descriptors from this on.
  static let firstDescriptor: Int32 = 3
  /// Far more than any board has; the environment could say anything.
  static let limit: Int32 = 64

  /// Those meant for this process. The variables that speak of them are taken out of the environment, so that no child
  /// takes them for its own: call this once, before there are other threads.
  public static func takeAll() -> [InheritedSocket] {
    let sockets = named { getenv($0) }
    for variable in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(variable) }
    for socket in sockets { _ = fcntl(socket.descriptor, F_SETFD, FD_CLOEXEC) }
    return sockets
  }

  static func named(in environment: (String) -> UnsafeMutablePointer<CChar>?) -> [InheritedSocket] {
    func value(_ name: String) -> String? { environment(name).map { String(cString: $0) } }
    guard value("LISTEN_PID") == String(getpid()), let text = value("LISTEN_FDS"), let count = Int32(text),
      (1...limit).contains(count)
    else { return [] }
    let names = (value("LISTEN_FDNAMES") ?? "").split(separator: ":", omittingEmptySubsequences: false)
    return (0..<count).map { index in
      InheritedSocket(
        descriptor: firstDescriptor + index, name: Int(index) < names.count ? String(names[Int(index)]) : "")
    }
  }
}
