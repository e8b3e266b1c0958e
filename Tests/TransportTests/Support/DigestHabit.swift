import Hashing
import Testing

/// How one client writes its `Authorization` header, taken from its recorded requests. In braces: what differs from
/// request to request.
struct DigestHabit: CustomTestStringConvertible {
  var client: String
  var template: String
  /// The first nonce count it uses.
  var firstCount = 1

  var testDescription: String { client }

  static let requests = DigestHabit(
    client: "amtctrl (python-requests)",
    template: """
      Digest username="{user}", realm="{realm}", nonce="{nonce}", uri="{uri}", response="{response}", qop="auth", \
      nc={nc}, cnonce="9eba50ef40313bb1"
      """)
  static let openwsman = DigestHabit(
    client: "wsmancli, dashcli, fence_amt_ws (libcurl)",
    template: """
      Digest username="{user}", realm="{realm}", nonce="{nonce}", uri="{uri}", \
      cnonce="NjBiYmJhM2EwZWJhZDZhNjBjZTEyOTg5NmY3YTVhNDg=", nc={nc}, qop=auth, response="{response}"
      """)
  static let goWsman = DigestHabit(
    client: "go-wsman-messages",
    template: """
      Digest username="{user}",realm="{realm}",nonce="{nonce}",uri="{uri}",response="{response}",qop="auth",\
      nc="{nc}",cnonce="32edab"
      """, firstCount: 2)
  static let iamt = DigestHabit(
    client: "iamt",
    template: """
      Digest username="{user}",realm="{realm}",nonce="{nonce}",uri="{uri}",response="{response}",algorithm="MD5",\
      qop=auth,nc={nc},cnonce="0d048dff9d3e14bf"
      """)
  static let meshCommander = DigestHabit(
    client: "MeshCommander",
    template: """
      Digest username="{user}",realm="{realm}",nonce="{nonce}",uri="{uri}",qop=auth,response="{response}",nc={nc},\
      cnonce="0azgj"
      """)
  static let all = [requests, openwsman, goWsman, iamt, meshCommander]

  /// The header for one request, its response worked out as RFC 2617 says.
  func header(
    user: String = FixedAccounts.user, password: String = FixedAccounts.password, realm: String, nonce: String,
    method: String = "POST", uri: String = "/wsman", count: Int
  ) -> String {
    let nonceCount = Self.eightDigits(count)
    let secret = Hex.encode(MD5.digest("\(user):\(realm):\(password)".utf8))
    let request = Hex.encode(MD5.digest("\(method):\(uri)".utf8))
    let response = Hex.encode(MD5.digest("\(secret):\(nonce):\(nonceCount):\(cnonce):auth:\(request)".utf8))
    let values = [
      "user": user, "realm": realm, "nonce": nonce, "uri": uri, "response": response, "nc": nonceCount,
    ]
    return template.split(separator: "{", omittingEmptySubsequences: false).enumerated().map { index, piece in
      guard index > 0, let end = piece.firstIndex(of: "}") else { return String(piece) }
      return values[String(piece[..<end])]! + piece[piece.index(after: end)...]
    }.joined()
  }

  private var cnonce: String {
    let parts = template.split(separator: "cnonce=\"")
    return String(parts[1].prefix { $0 != "\"" })
  }

  private static func eightDigits(_ count: Int) -> String {
    let digits = String(count, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}

/// The parameters of a `WWW-Authenticate` header in the server's own spelling.
struct Challenge {
  var realm: String
  var nonce: String
  var isStale: Bool

  init?(_ header: String?) {
    guard let header, header.hasPrefix("Digest ") else { return nil }
    var values: [Substring: Substring] = [:]
    for parameter in header.dropFirst("Digest ".count).split(separator: ",") {
      let pair = parameter.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { return nil }
      values[pair[0]] = pair[1].dropFirst().dropLast()
    }
    guard let realm = values["realm"], let nonce = values["nonce"], let stale = values["stale"] else { return nil }
    self.realm = String(realm)
    self.nonce = String(nonce)
    isStale = stale == "true"
  }
}
