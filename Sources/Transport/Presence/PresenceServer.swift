public import NIOCore
internal import NIOPosix
internal import RMCP
internal import Synchronization

/// Tells whoever asks by RMCP that here is a DASH service (DSP0136 presence ping, DSP0232). Any thread, except where
/// noted.
public final class PresenceServer: Sendable {
  private let eventLoop: any EventLoop
  private let limiter: NIOLoopBoundBox<PresenceLimiter>
  private let sockets = Mutex<[any Channel]>([])

  /// `eventLoop` is a loop of a `MultiThreadedEventLoopGroup`; it outlives the server.
  public init(eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
    limiter = NIOLoopBoundBox.makeBoxSendingValue(PresenceLimiter(), eventLoop: eventLoop)
  }

  /// Starts answering on an address; may be called for several. `socket` is one that is bound there already; without it,
  /// one is opened. Blocks until that is done; never call it on the event loop.
  public func start(_ address: PresenceAddress, _ socket: BoundSocket? = nil) throws(PresenceError) {
    let socket = if let socket { socket } else { try BoundSocket(address) }
    do {
      let channel = try serve(socket)
      sockets.withLock { $0.append(channel) }
    } catch {
      throw PresenceError(address: address, reason: String(describing: error))
    }
  }

  /// Where pings are answered, with the ports the system chose.
  public var boundAddresses: [PresenceAddress] {
    sockets.withLock { sockets in
      sockets.compactMap { socket in
        guard let address = socket.localAddress, let host = address.ipAddress, let port = address.port else {
          return nil
        }
        return PresenceAddress(host: host, port: port)
      }
    }
  }

  /// Stops answering. Never call it on the event loop.
  public func shutdown() {
    let closing = sockets.withLock { sockets in
      defer { sockets = [] }
      return sockets
    }
    for socket in closing { try? socket.close().wait() }
  }

  private func serve(_ socket: BoundSocket) throws -> any Channel {
    let limiter = limiter
    let bootstrap = DatagramBootstrap(group: eventLoop)
      // One byte more than a message can have: what is longer is cut off, and must not look whole then.
      .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: ASFMessage.maximumSize + 1))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(PresenceResponder(limiter))
        }
      }
    return try bootstrap.withBoundSocket(socket.descriptor).wait()
  }
}

/// An address on which presence pings cannot be answered. The description is a sentence for the operator.
public struct PresenceError: Error, Hashable, Sendable, CustomStringConvertible {
  public var address: PresenceAddress
  /// The system's text.
  public var reason: String

  public var description: String {
    "Cannot answer presence pings on \(address): \(reason). If a BMC's own stack has this port, leave 'presence' out of "
      + "the settings; the agent is found by Identify all the same."
  }
}
