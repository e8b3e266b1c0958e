import Documents
import Drivers

/// Reads the keys of a BMC's section that say how it is reached: over the network, by the kernel's driver, or over SMBus.
struct BMCAccessReader {
  let records: RecordReader

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
    "user", "password-file", "password-credential", "cipher", "privilege", "session-timeout", "retransmit",
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
    let user = reader.requiredString("user")
    let password = password(&reader)
    let authentications = authentications(&reader)
    guard let address, let user, let password else { return nil }
    var lan = BMCSettings.LAN(host: address.host, user: user, password: password)
    lan.port = address.port ?? lan.port
    lan.authentications = authentications ?? lan.authentications
    return lan
  }

  /// `password-file` or `password-credential`; nil after an error.
  func password(_ reader: inout MappingReader) -> BMCSettings.Password? {
    let file = reader.node("password-file")
    let credential = reader.node("password-credential")
    if let file, credential != nil {
      reader.diagnostics.error(
        "there is one password; leave out 'password-file' or 'password-credential'.", at: file)
      return nil
    }
    if let credential {
      return credential.read(.credentialName, as: "password-credential", reader.diagnostics).map { .credential($0) }
    }
    guard let file else {
      reader.diagnostics.error(
        "a BMC over the network needs 'password-file' or 'password-credential'.", at: reader.node)
      return nil
    }
    return file.read(.string, as: "password-file", reader.diagnostics).map { .file(records.path($0)) }
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

  /// A name that stays in the directory of credentials.
  fileprivate static var credentialName: Self {
    ValueType("the name of a credential, as LoadCredential= has it") { (text) throws(Refusal) -> String? in
      let isName = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x2F && $0 != 0x3A }
      return isName && !text.isEmpty && text.utf8.count <= 255 && text != "." && text != ".." ? text : nil
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
