@testable import Transport

/// A head read from text, with a `Host` unless told otherwise.
func head(
  _ fields: [(String, String)] = [], method: String = "POST", target: String = "/wsman", version: String = "HTTP/1.1",
  host: Bool = true
) -> RequestHead? {
  let lines = ["\(method) \(target) \(version)"] + ((host ? [("Host", "h")] : []) + fields).map { "\($0): \($1)" }
  return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8).withUnsafeBufferPointer {
    RequestHead(HeadText($0), reusing: nil)
  }
}
