import NIOCore

/// Slows down who guesses passwords; never locks anybody out.
///
/// Each failure counts against the address it came from. It counts against the account, too, unless that one has logged
/// in from there of late: many addresses that guess at one account are slowed down together, and the administrator at
/// the usual desk does not notice. Above a number of free failures answers to credentials are delayed, right ones too:
/// otherwise a guesser could tell a wrong password from the delay itself and hang up. Accounts that do not exist are
/// counted like others, so that nobody learns which do.
struct LoginThrottle {
  /// What a name is counted by: no account has a longer one.
  private static let nameLength = 64

  private var addresses: FailureMeasures
  private var accounts: FailureMeasures
  private var familiar: FamiliarAddresses

  /// `limit`: addresses, accounts, and pairs of both that are remembered.
  init(limit: Int = 256) {
    addresses = FailureMeasures(freeFailures: 5, drainTime: .seconds(5), limit: limit)
    accounts = FailureMeasures(freeFailures: 20, drainTime: .seconds(1), limit: limit)
    familiar = FamiliarAddresses(limit: limit)
  }

  mutating func failed(_ user: String, from address: String, at now: NIODeadline) {
    let address = ClientNetwork.of(address)
    addresses.failed(address, at: now)
    let name = Self.key(user)
    if !familiar.knows(name, from: address, at: now) { accounts.failed(name, at: now) }
  }

  /// Credentials were right on a connection that had not shown any for this account before.
  mutating func succeeded(_ user: String, from address: String, at now: NIODeadline) {
    familiar.saw(Self.key(user), from: ClientNetwork.of(address), at: now)
  }

  /// How long an answer to this account's credentials from this address has to wait.
  func delay(_ user: String, from address: String, at now: NIODeadline) -> TimeAmount {
    let address = ClientNetwork.of(address)
    let delay = addresses.delay(address, at: now)
    let name = Self.key(user)
    return familiar.knows(name, from: address, at: now) ? delay : max(delay, accounts.delay(name, at: now))
  }

  /// Whether any account has logged in from this address of late.
  func knows(_ address: String, at now: NIODeadline) -> Bool {
    familiar.knows(ClientNetwork.of(address), at: now)
  }

  private static func key(_ user: String) -> String {
    user.utf8.count <= nameLength ? user : String(decoding: user.utf8.prefix(nameLength), as: UTF8.self)
  }
}
