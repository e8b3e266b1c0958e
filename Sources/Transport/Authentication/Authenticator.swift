import Hashing
import NIOCore

/// Decides whose request it is. A value: time, key and accounts are passed in.
///
/// Digest as in RFC 2617 with MD5 and `qop="auth"`, in the one form of challenge that every known client understands.
/// Basic is taken, without being offered, where the caller allows it.
struct Authenticator {
  enum Verdict: Hashable {
    case accepted(user: String)
    case refused(Refusal)
    /// Whether the password is right has yet to be found out.
    case undecided(PasswordWork)
  }

  enum Refusal: Hashable {
    /// Nothing to check: no header, another scheme, another realm, a header that makes no sense.
    case unproven
    /// The password is right, but the nonce or its count is used up: the client repeats with the new challenge.
    case stale
    /// A wrong password or an unknown account.
    case wrong(user: String)
  }

  private var nonces: NonceTable
  /// Stands in for the secret of accounts that do not exist, so that these take the same work.
  private let decoy: [UInt8]

  /// `randomBytes`: 48 of them, used for nothing else.
  init(randomBytes: [UInt8], nonceLifetime: TimeAmount, noncesInUse: Int) {
    nonces = NonceTable(key: Array(randomBytes[..<32]), lifetime: nonceLifetime, limit: noncesInUse)
    decoy = Array(randomBytes[32..<48])
  }

  /// The value of `WWW-Authenticate`. Its spelling, quotes and order are measured: every deviation loses a client.
  mutating func challenge(realm: String, stale: Bool, at now: NIODeadline) -> String {
    "Digest realm=\"\(realm)\",nonce=\"\(nonces.make(at: now))\",stale=\"\(stale)\",qop=\"auth\""
  }

  /// Checks the `Authorization` header of a request with this method and target.
  mutating func check(
    _ header: [UInt8]?, method: String, target: String, allowsBasic: Bool, against store: some CredentialStore,
    at now: NIODeadline
  ) -> Verdict {
    switch header.flatMap({ AuthorizationHeader(parsing: $0) }) {
    case .digest(let credentials): check(credentials, method: method, target: target, against: store, at: now)
    case .basic(let user, let password) where allowsBasic:
      switch store.check(user: user, password: password) {
      case .done(true): .accepted(user: user)
      case .done(false): .refused(.wrong(user: user))
      case .work(let isRight): .undecided(PasswordWork(user: user, isRight: isRight))
      }
    case .basic, nil: .refused(.unproven)
    }
  }

  private mutating func check(
    _ credentials: DigestCredentials, method: String, target: String, against store: some CredentialStore,
    at now: NIODeadline
  ) -> Verdict {
    guard credentials.realm.elementsEqual(store.realm.utf8),
      credentials.qop.equalsIgnoringCase("auth"),
      credentials.algorithm.map({ $0.equalsIgnoringCase("md5") }) ?? true,
      let count = Self.nonceCount(credentials.nonceCount),
      let offered = Hex.decode(credentials.response), offered.count == MD5.byteCount,
      let uri = RequestTarget.pathAndQuery(String(decoding: credentials.uri, as: UTF8.self)),
      uri == RequestTarget.pathAndQuery(target)
    else { return .refused(.unproven) }
    let user = String(decoding: credentials.username, as: UTF8.self)
    let secret = store.digestSecret(for: user)
    let expected = Self.response(to: credentials, secret: secret ?? decoy, method: method)
    guard constantTimeEqual(expected, offered), secret != nil else { return .refused(.wrong(user: user)) }
    switch nonces.use(credentials.nonce, count: count, at: now) {
    case .fresh: return .accepted(user: user)
    case .replayed, .stale: return .refused(.stale)
    }
  }

  /// RFC 2617, section 3.2.2.1, over the values as sent.
  private static func response(to credentials: DigestCredentials, secret: [UInt8], method: String) -> [UInt8] {
    let colon = CollectionOfOne(UInt8(ascii: ":"))
    var text: [UInt8] = []
    text.reserveCapacity(256)
    text += method.utf8
    text += colon
    text += credentials.uri
    let hashOfRequest = MD5.digest(text)
    text.removeAll(keepingCapacity: true)
    text += Hex.encodeBytes(secret)
    for part in [credentials.nonce, credentials.nonceCount, credentials.cnonce, credentials.qop] {
      text += colon
      text += part
    }
    text += colon
    text += Hex.encodeBytes(hashOfRequest)
    return MD5.digest(text)
  }

  /// Eight hexadecimal digits by the standard; fewer are taken too.
  private static func nonceCount(_ text: ArraySlice<UInt8>) -> UInt32? {
    guard (1...8).contains(text.count) else { return nil }
    var count: UInt32 = 0
    for character in text {
      guard let digit = Hex.value(of: character) else { return nil }
      count = count << 4 | UInt32(digit)
    }
    return count
  }
}
