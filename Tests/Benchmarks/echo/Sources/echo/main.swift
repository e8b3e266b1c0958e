// The yardstick of the benchmarks: what swift-nio alone needs to read a request and send back the same bytes as the
// agent. usage: echo FILE PORT [TLSPORT CERTIFICATE KEY] (FILE holds the body of every answer)

import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

final class FixedAnswer: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let body: ByteBuffer
  private let headers: HTTPHeaders

  init(body: ByteBuffer) {
    self.body = body
    headers = [
      "content-type": "application/soap+xml;charset=UTF-8",
      "content-length": String(body.readableBytes),
    ]
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .end = unwrapInboundIn(data) else { return }
    let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }
}

func contents(of path: String) -> [UInt8]? {
  guard let file = fopen(path, "rb") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
  return bytes
}

/// Listens on `port`; with `identity`, for TLS.
func serve(
  _ body: ByteBuffer, on port: Int, _ identity: NIOSSLContext?, _ group: any EventLoopGroup
) throws -> any Channel {
  try ServerBootstrap(group: group)
    .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
    .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
    .childChannelInitializer { channel in
      channel.eventLoop.makeCompletedFuture {
        let pipeline = channel.pipeline.syncOperations
        if let identity { try pipeline.addHandler(NIOSSLServerHandler(context: identity)) }
        try pipeline.configureHTTPServerPipeline()
        try pipeline.addHandler(FixedAnswer(body: body))
      }
    }
    .bind(host: "127.0.0.1", port: port).wait()
}

let arguments = CommandLine.arguments
guard arguments.count == 3 || arguments.count == 6, let bytes = contents(of: arguments[1]), let port = Int(arguments[2])
else {
  print("usage: echo FILE PORT [TLSPORT CERTIFICATE KEY]")
  exit(2)
}
let body = ByteBuffer(bytes: bytes)
let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
let plain = try serve(body, on: port, nil, group)
if arguments.count == 6, let port = Int(arguments[3]) {
  let certificates = try NIOSSLCertificate.fromPEMFile(arguments[4]).map { NIOSSLCertificateSource.certificate($0) }
  let key = try NIOSSLPrivateKey(file: arguments[5], format: .pem)
  let settings = TLSConfiguration.makeServerConfiguration(certificateChain: certificates, privateKey: .privateKey(key))
  _ = try serve(body, on: port, try NIOSSLContext(configuration: settings), group)
}
try plain.closeFuture.wait()
