import Glibc
import Transport

/// The files of `Tests/Certificates`.
enum Certificates {
  static func path(_ name: String) -> String {
    let here = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return (here.dropLast(3) + ["Certificates", Substring(name)]).joined(separator: "/")
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    let descriptor = open(path(name), O_RDONLY)
    guard descriptor >= 0 else { throw LoopbackClient.Failure() }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 65536)
    return Array(bytes[..<max(read(descriptor, &bytes, bytes.count), 0)])
  }

  static func identity(
    _ certificate: String = "server.pem", _ key: String = "server.key", options: TLSOptions = TLSOptions()
  ) throws -> TLSIdentity {
    try TLSIdentity(certificates: bytes(certificate), key: bytes(key), options: options)
  }
}
