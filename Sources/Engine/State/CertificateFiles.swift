/// What `lantern cert` keeps for https, in `tls` of a state directory. Every call may block on the disk.
///
/// Key and certificates are in one file, the key first: replaced by one rename, they cannot come apart.
public struct CertificateFiles: Sendable {
  private static let folder = "tls"
  private static let identityName = "identity.pem"
  private static let previousName = "previous.pem"
  private static let requestName = "request.pem"

  private let directory: StateDirectory

  /// Where key and certificates of an agent are.
  public static func identityPath(stateDirectory: String) -> String { "\(stateDirectory)/\(folder)/\(identityName)" }

  /// To write. Creates the folder (0700, owned by the state directory's owner), and the state directory when its parent
  /// is there.
  public init(creatingIn stateDirectory: String) throws(StateFailure) {
    directory = try StateDirectory(creating: Self.folder, in: StateDirectory(creating: stateDirectory))
  }

  /// To read only.
  public init(existingIn stateDirectory: String) {
    directory = StateDirectory(existing: "\(stateDirectory)/\(Self.folder)")
  }

  public var identityPath: String { directory.path(of: Self.identityName) }
  public var previousPath: String { directory.path(of: Self.previousName) }
  public var requestPath: String { directory.path(of: Self.requestName) }

  /// The key and the certificates in use, as PEM text; nil when there are none.
  public func identity() throws(StateFailure) -> [UInt8]? { try directory.read(Self.identityName)?.bytes }

  /// A request for a certificate and its key, waiting for `lantern cert install`; nil when there is none.
  public func request() throws(StateFailure) -> [UInt8]? { try directory.read(Self.requestName)?.bytes }

  /// Puts `bytes` in the place of the identity, and keeps the one before beside it. Hold the lock.
  public func replaceIdentity(with bytes: [UInt8]) throws(StateFailure) {
    if let before = try identity() { try directory.write(before, to: Self.previousName) }
    try directory.write(bytes, to: Self.identityName)
  }

  /// Takes back the last replacement: `before` is what `identity` said before it. Hold the lock.
  public func putBack(_ before: [UInt8]?) throws(StateFailure) {
    if let before {
      try directory.write(before, to: Self.identityName)
    } else {
      try directory.remove(Self.identityName)
    }
  }

  /// Hold the lock.
  public func keepRequest(_ bytes: [UInt8]) throws(StateFailure) { try directory.write(bytes, to: Self.requestName) }

  /// Hold the lock.
  public func removeRequest() throws(StateFailure) { try directory.remove(Self.requestName) }

  /// Runs `body` while nobody else is inside a `withLock` of these files. `failed` says what is thrown when the lock
  /// cannot be had.
  public func withLock<Result, Failure: Error>(
    failed: (StateFailure) -> Failure, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try directory.withLock(failed: failed, body)
  }
}
