import Documents
import Drivers
import Model

extension BMCSettings {
  /// The `bmc:` section: how to reach the controller that everything comes from.
  init(_ reader: inout MappingReader, _ records: RecordReader) {
    let address = reader.required("lan", ValueType<HostAddress>.hostAddress)
    self.init(
      host: address?.host ?? "", user: reader.requiredString("user") ?? "",
      passwordFile: records.path(reader.requiredString("password-file") ?? ""), system: records.system(&reader))
    port = address?.port ?? port
    cipherSuite = BMCSettings.cipher(&reader) ?? cipherSuite
    privilege = reader.choice("privilege", of: Privilege.self) ?? privilege
    workarounds = reader.list("workarounds", of: .workaround)
    scanInterval = reader.duration("interval") ?? scanInterval
    sessionTimeout = reader.duration("session-timeout") ?? sessionTimeout
    retransmit = reader.duration("retransmit") ?? retransmit
    checkTimes(reader)
  }

  private static func cipher(_ reader: inout MappingReader) -> UInt8? {
    guard let node = reader.node("cipher"), let suite: UInt8 = reader.int("cipher") else { return nil }
    if !cipherSuites.contains(suite) {
      let known = cipherSuites.map(String.init).joined(separator: " or ")
      reader.diagnostics.error("'cipher' must be \(known), not \(suite).", at: node)
    }
    return suite
  }

  private func checkTimes(_ reader: MappingReader) {
    if !(Duration.seconds(1)...(.seconds(3600))).contains(scanInterval) {
      reader.diagnostics.error("'interval' must be from 1 s to 1 h.", at: reader.node)
    }
    if retransmit < .milliseconds(50) || retransmit >= sessionTimeout {
      reader.diagnostics.error(
        "'retransmit' must be at least 50 ms and shorter than 'session-timeout'.", at: reader.node)
    }
  }
}

extension ValueType where Value == String {
  fileprivate static var workaround: Self {
    let known = BMCSettings.knownWorkarounds
    return ValueType("a workaround such as \(known.first ?? "")") { (text) throws(Refusal) -> String? in
      if known.contains(text) { return text }
      throw Refusal(message: "cannot be '\(text)'.\(hint(for: text, among: known))")
    }
  }
}
