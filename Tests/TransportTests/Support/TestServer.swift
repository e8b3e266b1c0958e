import NIOCore
import NIOPosix
import NIOSSL
import Transport

/// A server on loopback for one test, with `TestService`.
final class TestServer {
  let service = TestService()
  let server: HTTPServer
  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  init(
    _ listen: [String] = ["http://127.0.0.1:0"], accounts: any CredentialStore = FixedAccounts(),
    configure: (inout HTTPServer.Configuration) -> Void = { _ in }
  ) throws {
    var configuration = HTTPServer.Configuration()
    configure(&configuration)
    server = HTTPServer(
      service: service, credentials: accounts, configuration: configuration, eventLoop: group.next())
    for text in listen { try server.open(try ListenAddress(parsing: text)) }
  }

  deinit {
    server.shutdown()
    try? group.syncShutdownGracefully()
  }

  convenience init(
    tls identity: TLSIdentity, accounts: any CredentialStore = FixedAccounts(),
    configure: (inout HTTPServer.Configuration) -> Void = { _ in }
  ) throws {
    try self.init(["https://127.0.0.1:0"], accounts: accounts) {
      $0.tls = identity
      configure(&$0)
    }
  }

  func connect() throws -> LoopbackClient { try LoopbackClient(server.boundAddresses[0], of: self) }

  func connectTLS(configure: (inout TLSConfiguration) -> Void = { _ in }) throws -> LoopbackClient {
    LoopbackClient(try TLSStream(server.boundAddresses[0], configure: configure), of: self)
  }

  /// One request on a connection of its own.
  func answer(to request: String) throws -> LoopbackClient.Answer? {
    let client = try connect()
    client.send(request)
    return client.answer()
  }
}

/// A request as most clients write it.
func post(_ path: String, _ body: String = "", fields: [String] = [], length: Int? = nil) -> String {
  let lines = ["POST \(path) HTTP/1.1", "Host: bmc", "Content-Length: \(length ?? body.utf8.count)"] + fields
  return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
}
