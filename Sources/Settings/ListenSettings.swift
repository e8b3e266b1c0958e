import Documents
import Transport

/// Reads `listen:` of the settings: one of these, or a list of them.
///
///     listen:
///       - 192.0.2.7                                   # https on ports 664 and 5986
///       - http://127.0.0.1:623
///       - { url: "https://192.0.2.8:664", system: blade1 }
///       - { address: "2001:db8::8", system: blade1 }
struct ListenSettings {
  /// The ids of the systems that the board has; nil when it is not known.
  let systems: [String]?
  let diagnostics: Diagnostics
  private var found: [Listener] = []

  init(systems: [String]?, diagnostics: Diagnostics) {
    self.systems = systems
    self.diagnostics = diagnostics
  }

  /// What can be read, in the order of the file; what cannot is reported and left out.
  mutating func read(_ reader: inout MappingReader) -> [Listener] {
    guard let node = reader.node("listen") else { return [] }
    let items = if case .sequence(let items) = node.content { items } else { [node] }
    for item in items {
      if case .mapping = item.content { readMapping(item) } else { add(item, .listenAddresses, system: nil) }
    }
    return found
  }

  private mutating func readMapping(_ node: Node) {
    guard var reader = MappingReader(node, "an entry of 'listen'", diagnostics) else { return }
    let (url, address) = (reader.node("url"), reader.node("address"))
    let systemNode = reader.requiredNode("system")
    reader.finish()
    guard let systemNode, let system = systemNode.read(.system(among: systems), as: "system", diagnostics) else {
      return
    }
    switch (url, address) {
    case (let url?, nil): add(url, .listenURL, system: system)
    case (nil, let address?): add(address, .secureAddress, system: system)
    default: diagnostics.error("an entry of 'listen' needs either 'url' or 'address'.", at: node)
    }
  }

  private mutating func add(_ node: Node, _ type: ValueType<[ListenAddress]>, system: String?) {
    for address in node.read(type, as: "listen", diagnostics) ?? [] {
      if address.port != 0, found.contains(where: { $0.address.isSameSocket(as: address) }) {
        diagnostics.error("'listen' has \(address.host) port \(address.port) twice.", at: node)
      } else {
        found.append(Listener(address: address, system: system))
      }
    }
  }
}

extension ListenAddress {
  fileprivate func isSameSocket(as other: ListenAddress) -> Bool { host == other.host && port == other.port }
}

extension ValueType where Value == [ListenAddress] {
  /// A URL, or an address alone.
  fileprivate static var listenAddresses: Self {
    ValueType("an address such as 192.0.2.7, or a URL such as https://192.0.2.7:664") {
      (text) throws(Refusal) -> [ListenAddress]? in
      try refusing { () throws(ListenAddressError) in
        if let addresses = try ListenAddress.secure(at: text) { return addresses }
        return [try ListenAddress(parsing: text)]
      }
    }
  }

  fileprivate static var listenURL: Self {
    ValueType("a URL such as https://192.0.2.7:664") { (text) throws(Refusal) -> [ListenAddress]? in
      try refusing { () throws(ListenAddressError) in [try ListenAddress(parsing: text)] }
    }
  }

  fileprivate static var secureAddress: Self {
    ValueType("an IP address such as 192.0.2.7 or \"2001:db8::7\"") { (text) throws(Refusal) -> [ListenAddress]? in
      try refusing { () throws(ListenAddressError) in try ListenAddress.secure(at: text) }
    }
  }

  private static func refusing(_ body: () throws(ListenAddressError) -> Value?) throws(Refusal) -> Value? {
    do throws(ListenAddressError) {
      return try body()
    } catch {
      throw Refusal(message: "cannot be served: \(error)")
    }
  }
}

extension ValueType where Value == String {
  /// One of the board's systems.
  fileprivate static func system(among systems: [String]?) -> Self {
    ValueType("the id of a system") { (text) throws(Refusal) -> String? in
      guard let systems else { return text }
      guard systems.contains(text) else {
        throw Refusal(
          message: "cannot be '\(text)': this board has \(systems.joined(separator: ", "))."
            + hint(for: text, among: systems))
      }
      return text
    }
  }
}
