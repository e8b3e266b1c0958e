extension AgentStatus {
  /// As `lantern status` prints it: a line for each, in two columns.
  public var text: String {
    var rows = [("Version", version), ("Process", "\(processID), for \(Self.duration(uptime))")]
    rows += listeners.map { ("Listening", $0) }
    if let certificate {
      rows.append(("Certificate", "\(certificate.file), valid until \(certificate.notAfter)\(certificate.left)"))
      rows.append(("SHA-256", certificate.fingerprint))
      if let warning = certificate.warning { rows.append(("Warning", warning)) }
    }
    rows += sourceRows
    return rows.map { name, value in
      name + String(repeating: " ", count: 13 - name.utf8.count) + value
    }.joined(separator: "\n")
  }

  /// Failing sources that are listed; `--json` has them all.
  private static let failingLimit = 10

  /// How many there are in each state, and what is wrong with the first that fail.
  private var sourceRows: [(String, String)] {
    let counts = SourceState.State.allCases.map { state in (state, sources.count { $0.state == state }) }
    let told = counts.filter { $0.1 > 0 }
    if told.isEmpty { return [] }
    var rows = [("Sources", told.map { "\($0.1) \($0.0.rawValue)" }.joined(separator: ", "))]
    let failing = sources.filter { $0.state == .failing }
    for source in failing.prefix(Self.failingLimit) {
      rows.append(("Failing", "\(source.name): \(source.kind ?? "unknown"): \(source.message ?? "")"))
    }
    let more = failing.count - Self.failingLimit
    if more > 0 { rows.append(("Failing", "\(more) more; lantern status --json lists them")) }
    return rows
  }

  /// In the two largest units: `2 h 5 min`.
  private static func duration(_ seconds: Int64) -> String {
    let parts = [(seconds / 86_400, "d"), (seconds / 3600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")]
    let told = parts.drop { $0.0 == 0 }.prefix(2)
    return told.isEmpty ? "0 s" : told.map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }
}

extension ShownCertificate {
  fileprivate var left: String { daysLeft.map { $0 < 0 ? " (expired)" : " (\($0) days left)" } ?? "" }
}
