import Documents
import Drivers

/// Reads the keys of a BMC's section that say how it is reached: over the network, by the kernel's driver, or over SMBus.
struct BMCAccessReader {
  let records: RecordReader
  let credentials: CredentialSection

  /// Nil after an error.
  func access(_ reader: inout MappingReader) -> BMCSettings.Access? {
    let written = Way.allCases.filter { reader.has($0.rawValue) }
    guard let way = written.first else {
      reader.diagnostics.error(
        "a BMC needs one of lan, device, ssif: the address, the kernel's device or the bus that it is reached by.",
        at: reader.node)
      reader.giveUp()
      return nil
    }
    if written.count > 1, let second = reader.node(written[1].rawValue) {
      reader.diagnostics.error(
        "a BMC is reached in one way; leave out '\(way.rawValue)' or '\(written[1].rawValue)'.", at: second)
      reader.giveUp()
      return nil
    }
    switch way {
    case .lan: return lan(&reader).map { .lan($0) }
    case .device:
      refuseNetworkKeys(way, &reader)
      return reader.required("device", ValueType<String>.device("/dev/ipmi0")).map { .openIPMI(device: $0) }
    case .ssif:
      refuseNetworkKeys(way, &reader)
      return ssif(&reader)
    }
  }

  /// The keys that say how a BMC is reached; there is one of them.
  private enum Way: String, CaseIterable { case lan, device, ssif }

  /// What only a session over the network has.
  private static let networkKeys = [
    "credential", "user", "password-file", "password-credential", "cipher", "privilege", "session-timeout",
    "retransmit",
  ]

  private func refuseNetworkKeys(_ way: Way, _ reader: inout MappingReader) {
    for key in Self.networkKeys {
      guard let node = reader.node(key) else { continue }
      reader.diagnostics.error(
        "'\(key)' is for a BMC over the network; with '\(way.rawValue)' there is no session, so leave it out.", at: node
      )
    }
  }

  private func ssif(_ reader: inout MappingReader) -> BMCSettings.Access? {
    guard var inner = reader.mapping("ssif") else { return nil }
    let bus = inner.required("bus", ValueType<String>.device("/dev/i2c-1"))
    // The addresses that SMBus leaves for devices.
    let address: UInt8? = inner.required("address", .integer(in: 0x08...0x77))
    inner.finish()
    guard let bus, let address else { return nil }
    return .ssif(device: bus, address: address)
  }

  private func lan(_ reader: inout MappingReader) -> BMCSettings.LAN? {
    let address = reader.required("lan", ValueType<HostAddress>.hostAddress)
    let found = logIn(&reader)
    if case .nothing = found {
      reader.diagnostics.error("a BMC over the network needs \(CredentialSection.ways).", at: reader.node)
    }
    let authentications = authentications(&reader)
    guard let address, case .logIn(let logIn) = found else { return nil }
    var lan = BMCSettings.LAN(host: address.host, user: logIn.user, password: logIn.password)
    lan.port = address.port ?? lan.port
    lan.authentications = authentications ?? lan.authentications
    return lan
  }

  /// `credential`, or `user` with a password.
  func logIn(_ reader: inout MappingReader) -> BMCLogIn.Found {
    let written = BMCLogIn.keys.compactMap { key in reader.node(key).map { (key: key, node: $0) } }
    if let credential = reader.node("credential") {
      if let more = written.first {
        reader.diagnostics.error("'credential' says user and password; leave out '\(more.key)'.", at: more.node)
        return .mistake
      }
      return BMCLogIn.Found(credentials.logIn(named: credential))
    }
    return written.isEmpty ? .nothing : BMCLogIn.Found(BMCLogIn(&reader, "a BMC over the network", records))
  }

  /// One, or a list in the order in which they are tried; nil where it is not written, or wrong.
  func authentications(_ reader: inout MappingReader) -> [BMCSettings.Authentication]? {
    guard let node = reader.node("cipher") else { return nil }
    guard case .sequence(let items) = node.content else {
      return node.read(.authentication, as: "cipher", reader.diagnostics).map { [$0] }
    }
    if items.isEmpty { reader.diagnostics.error("'cipher' must name one at least; 17 is the usual one.", at: node) }
    var list: [BMCSettings.Authentication] = []
    for item in items {
      guard let one = item.read(.authentication, as: "cipher", reader.diagnostics) else { continue }
      if list.contains(one) {
        reader.diagnostics.error(
          "'cipher' names \(one.rawValue) twice; they are tried in this order, once each.", at: item)
      }
      list.append(one)
    }
    return list
  }
}

extension ValueType where Value == String {
  /// The path of a device.
  fileprivate static func device(_ example: String) -> Self {
    ValueType("the path of a device such as \(example)") { (text) throws(Refusal) -> String? in
      guard text.hasPrefix("/"), text.utf8.count > 1, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
        return nil
      }
      return text
    }
  }
}

extension ValueType where Value == BMCSettings.Authentication {
  fileprivate static var authentication: Self {
    // No "did you mean": a slip must not lead to less security.
    ValueType("17, 3 or ipmi-1.5") { (text) throws(Refusal) -> BMCSettings.Authentication? in
      BMCSettings.Authentication(rawValue: text)
    }
  }
}
