import Engine
import Glibc
import Logging
import Model

/// Writes one event a line to standard error: `time level message key=value ...`. Values that could break the line or
/// fake another are quoted and escaped. One write per event, so that lines of several threads never mix.
struct StderrLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var line = SystemClock().wallTime().iso8601
    line += " \(event.level.rawValue) \(Self.escaped(event.message.description))"
    let all = event.metadata.map { metadata.merging($0) { $1 } } ?? metadata
    for (key, value) in all.sorted(by: { $0.key < $1.key }) {
      line += " \(key)=\(Self.value(value.description))"
    }
    line += "\n"
    line.withUTF8 { bytes in
      // A log that cannot be written must not stop the agent.
      _ = write(STDERR_FILENO, bytes.baseAddress, bytes.count)
    }
  }

  static func value(_ text: String) -> String {
    let isPlain =
      !text.isEmpty && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0 != "\"" && $0 != "=" && $0.value != 0x7F }
    return isPlain ? text : "\"" + escaped(text, quoted: true) + "\""
  }

  static func escaped(_ text: String, quoted: Bool = false) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\"" where quoted: result += "\\\""
      case "\\" where quoted: result += "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        result += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
