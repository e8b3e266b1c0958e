// The yardstick of the benchmarks: what swift-nio alone needs to read a request and send back the same bytes as the
// agent. usage: echo PORT FILE (FILE holds the body of every answer)

import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

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

let arguments = CommandLine.arguments
guard arguments.count == 3, let port = Int(arguments[1]), let bytes = contents(of: arguments[2]) else {
  print("usage: echo PORT FILE")
  exit(2)
}
let body = ByteBuffer(bytes: bytes)
let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
let server = ServerBootstrap(group: group)
  .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
  .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
  .childChannelInitializer { channel in
    channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
      try channel.pipeline.syncOperations.addHandler(FixedAnswer(body: body))
    }
  }
try server.bind(host: "127.0.0.1", port: port).wait().closeFuture.wait()
