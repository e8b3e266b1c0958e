import Documents
import Drivers
import Model

extension BMCSettings {
  /// The `bmc:` section: how to reach the controller that everything comes from.
  init?(_ reader: inout MappingReader, _ records: RecordReader) {
    let address = reader.required("lan", ValueType<HostAddress>.hostAddress)
    let user = reader.requiredString("user")
    let passwordFile = reader.requiredString("password-file")
    let cipher = BMCSettings.cipher(&reader)
    let privilege = reader.choice("privilege", of: Privilege.self)
    let workarounds = reader.list("workarounds", of: .workaround)
    let scan = reader.duration("interval")
    let timeout = reader.duration("session-timeout")
    let retransmit = reader.duration("retransmit")
    let system = records.system(&reader)
    guard let address, let user, let passwordFile, let system else { return nil }
    self.init(
      host: address.host, user: user, passwordFile: records.path(passwordFile), system: system)
    if let port = address.port { self.port = port }
    if let cipher { cipherSuite = cipher }
    if let privilege { self.privilege = privilege }
    self.workarounds = workarounds
    if let scan { scanInterval = scan }
    if let timeout { sessionTimeout = timeout }
    if let retransmit { self.retransmit = retransmit }
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
