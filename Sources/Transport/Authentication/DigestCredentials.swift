/// The parameters of a Digest authorization (RFC 2617, section 3.2.2), values unquoted and otherwise as sent.
struct DigestCredentials: Hashable {
  typealias Text = ArraySlice<UInt8>

  var username: Text
  var realm: Text
  var nonce: Text
  var uri: Text
  var response: Text
  var cnonce: Text
  var nonceCount: Text
  var qop: Text
  /// Nil when not sent, which means MD5.
  var algorithm: Text?

  /// Nil unless the text is a list of `name=value` in which every parameter above occurs once, `algorithm` once or
  /// not at all. Values may be quoted or not, whatever the standard says of each: clients differ. Other parameters
  /// (`opaque` is never asked for) are not looked at.
  init?(parsing text: Text) {
    var list = ParameterList(text)
    var values = [Text?](repeating: nil, count: Name.allCases.count)
    while let (name, value) = list.next() {
      guard let name = Name(name) else { continue }
      guard values[name.rawValue] == nil else { return nil }
      values[name.rawValue] = value
    }
    guard list.isWellFormed,
      let username = values[Name.username.rawValue], let realm = values[Name.realm.rawValue],
      let nonce = values[Name.nonce.rawValue], let uri = values[Name.uri.rawValue],
      let response = values[Name.response.rawValue], let cnonce = values[Name.cnonce.rawValue],
      let nonceCount = values[Name.nc.rawValue], let qop = values[Name.qop.rawValue]
    else { return nil }
    self.username = username
    self.realm = realm
    self.nonce = nonce
    self.uri = uri
    self.response = response
    self.cnonce = cnonce
    self.nonceCount = nonceCount
    self.qop = qop
    algorithm = values[Name.algorithm.rawValue]
  }

  private enum Name: Int, CaseIterable {
    case username, realm, nonce, uri, response, cnonce, nc, qop, algorithm

    init?(_ text: Text) {
      guard let name = Self.allCases.first(where: { text.equalsIgnoringCase($0.text) }) else { return nil }
      self = name
    }

    private var text: StaticString {
      switch self {
      case .username: "username"
      case .realm: "realm"
      case .nonce: "nonce"
      case .uri: "uri"
      case .response: "response"
      case .cnonce: "cnonce"
      case .nc: "nc"
      case .qop: "qop"
      case .algorithm: "algorithm"
      }
    }
  }
}
