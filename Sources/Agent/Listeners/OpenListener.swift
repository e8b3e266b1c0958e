import Logging
import Platform
import Settings
import Transport

/// An address to serve on, with the socket that is bound to it.
struct OpenListener {
  var listener: Listener
  var socket: BoundSocket

  /// Opens what the command line names, or else the settings, and takes over what systemd opened. What cannot be served is
  /// logged and left out, and only when nothing is left the agent cannot run; an address of the command line must work.
  static func open(
    commandLine: [ListenAddress], settings: [Listener], inherited: [InheritedSocket], systems: [String],
    _ logger: Logger
  ) throws -> [OpenListener] {
    var opened = try commandLine.map { OpenListener(listener: Listener(address: $0), socket: try BoundSocket($0)) }
    for listener in commandLine.isEmpty ? settings : [] {
      do throws(ListenError) {
        opened.append(OpenListener(listener: listener, socket: try BoundSocket(listener.address)))
      } catch {
        logger.error("\(error)")
      }
    }
    for socket in inherited {
      do throws(ListenerProblem) {
        opened.append(try OpenListener(socket, systems: systems))
      } catch {
        logger.error("\(error)")
      }
    }
    guard opened.isEmpty else { return opened }
    throw settings.isEmpty && inherited.isEmpty ? ListenerProblem.nothingNamed : .nothingLeft
  }
}

extension [OpenListener] {
  var addresses: [ListenAddress] { map(\.listener.address) }

  /// Closes those that cannot be served without a certificate.
  mutating func giveUpTLS() throws(ListenerProblem) {
    for secure in self where secure.listener.address.usesTLS { secure.socket.close() }
    removeAll(where: \.listener.address.usesTLS)
    if isEmpty { throw .nothingLeft }
  }
}

/// Why nothing, or not all, is served: a sentence that says what to do.
enum ListenerProblem: Error, Hashable, CustomStringConvertible {
  case nothingNamed
  case nothingLeft
  /// A socket from systemd that is none of TCP that listens.
  case notListening(name: String)
  case unknownName(String)
  case unknownSystem(String, systems: [String])

  var description: String {
    switch self {
    case .nothingNamed:
      "nothing says where to serve. Name an address of this board in the settings file (--config FILE), as in "
        + "listen: [192.0.2.7], or on the command line, as in --listen https://192.0.2.7:664."
    case .nothingLeft:
      "none of the addresses can be served; the errors before this one say why."
    case .notListening(let name):
      "the socket \(name) that systemd passed is no TCP socket that listens. Give the socket unit ListenStream= with an "
        + "address and a port, or a port, and Accept=no."
    case .unknownName(let name):
      "systemd passed a socket called \(name), which does not say what to serve there. Write FileDescriptorName=https in "
        + "the socket unit, or http, https@SYSTEM, http@SYSTEM."
    case .unknownSystem(let name, let systems):
      "there is no system \(name) to serve on the socket that systemd passed for it; this board has "
        + systems.joined(separator: ", ") + "."
    }
  }
}

extension OpenListener {
  /// A socket from systemd. Its name says what is served: `https`, also when it has none, or `http`, followed by
  /// `@SYSTEM` for one system only.
  init(_ inherited: InheritedSocket, systems: [String]) throws(ListenerProblem) {
    let name = inherited.name.isEmpty ? "unknown" : inherited.name
    let parts = name.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let usesTLS: Bool
    switch parts[0] {
    case "http": usesTLS = false
    case "https", "unknown": usesTLS = true
    // The unit's own name, where it gives no other.
    case let unit where unit.hasSuffix(".socket") && parts.count == 1: usesTLS = true
    default: throw .unknownName(name)
    }
    let system = parts.count > 1 ? parts[1] : nil
    if let system, !systems.contains(system) { throw .unknownSystem(system, systems: systems) }
    let socket = BoundSocket(adopting: inherited.descriptor)
    guard let address = socket.listenAddress(usesTLS: usesTLS) else { throw .notListening(name: name) }
    self.init(listener: Listener(address: address, system: system), socket: socket)
  }
}
