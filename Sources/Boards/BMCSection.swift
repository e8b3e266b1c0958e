import Documents
import Drivers
import Model

extension BMCSettings {
  /// The `bmc:` section, or one of `bmcs:`: how to reach the controller that everything comes from.
  /// Nil after an error, here or where its credential is declared.
  init?(_ reader: inout MappingReader, _ access: BMCAccessReader) {
    let way = access.access(&reader)
    // Read to the end for the other errors in it.
    self.init(way ?? .openIPMI(device: ""), system: access.records.system(&reader))
    readOptions(&reader)
    if way == nil { return nil }
  }

  /// The keys that a group of BMCs may have in common; what is not written stays.
  mutating func readOptions(_ reader: inout MappingReader) {
    privilege = reader.choice("privilege", of: Privilege.self) ?? privilege
    if reader.node("workarounds") != nil { workarounds = reader.list("workarounds", of: .workaround) }
    scanInterval = reader.duration("interval") ?? scanInterval
    sessionTimeout = reader.duration("session-timeout") ?? sessionTimeout
    retransmit = reader.duration("retransmit") ?? retransmit
    logEntries = reader.int("log-entries", in: 0...16_384) ?? logEntries
    isBridging = reader.bool("bridge") ?? isBridging
    checkTimes(reader)
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
