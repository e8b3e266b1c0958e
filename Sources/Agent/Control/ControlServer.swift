import Control
import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// The control socket: `control` in the state directory, for root and the agent's own user. Any thread.
final class ControlServer: Sendable {
  /// Connections at a time; further ones are closed.
  static let connectionLimit = 8
  /// For a request to come in, and for a client to take its answer.
  static let patience = TimeAmount.seconds(5)

  /// Called on the event loop.
  typealias Service = @Sendable (ControlRequest) -> EventLoopFuture<ControlReply>

  private let eventLoop: any EventLoop
  private let stateDirectory: String
  private let listener = Mutex<(any Channel)?>(nil)

  init(stateDirectory: String, eventLoop: any EventLoop) {
    self.stateDirectory = stateDirectory
    self.eventLoop = eventLoop
  }

  /// Blocks until the socket is open; never call it on the event loop. A socket that is there already was left behind:
  /// the caller has made sure that no other agent is running.
  func start(_ service: @escaping Service) throws(ControlServerError) {
    let count = NIOLoopBoundBox.makeBoxSendingValue(0, eventLoop: eventLoop)
    let bootstrap = ServerBootstrap(group: eventLoop)
      .childChannelInitializer { channel in
        Self.user(of: channel).flatMapThrowing { user in
          guard count.value < Self.connectionLimit, user == 0 || user == geteuid() else { throw ChannelError.eof }
          count.value += 1
          channel.closeFuture.whenComplete { _ in count.value -= 1 }
          try channel.pipeline.syncOperations.addHandler(ControlConnection(service))
        }
      }
    do {
      let opened = try ControlSocket.withPath(in: stateDirectory) { path in
        unlink(path)
        let channel = try bootstrap.bind(unixDomainSocketPath: path).wait()
        chmod(path, 0o600)
        return channel
      }
      listener.withLock { $0 = opened }
    } catch {
      throw ControlServerError(path: "\(stateDirectory)/\(ControlSocket.name)", reason: "\(error)")
    }
  }

  /// Blocks until it is closed; never call it on the event loop.
  func stop() {
    guard let channel = listener.withLock({ $0.take() }) else { return }
    try? channel.close().wait()
    _ = ControlSocket.withPath(in: stateDirectory) { unlink($0) }
  }

  /// Whose process is at the other end, as the kernel says.
  private static func user(of channel: any Channel) -> EventLoopFuture<uid_t> {
    guard let provider = channel as? any SocketOptionProvider else {
      return channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
    }
    return provider.unsafeGetSocketOption(level: .socket, name: .init(rawValue: SO_PEERCRED)).map {
      (peer: PeerCredentials) in peer.user
    }
  }
}

/// `struct ucred` of unix(7).
private struct PeerCredentials: Sendable {
  var process: pid_t
  var user: uid_t
  var group: gid_t
}

/// The control socket cannot be opened. The description is a sentence for the operator.
struct ControlServerError: Error, CustomStringConvertible {
  var path: String
  var reason: String

  var description: String {
    "\(path) cannot be opened, so that lantern status and lantern cert do not reach this agent: \(reason)"
  }
}
