import NIOCore
import Testing

@testable import Transport

struct NonceTableTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

  private func table(key: UInt8 = 1, limit: Int = 4) -> NonceTable {
    NonceTable(key: [UInt8](repeating: key, count: 32), lifetime: .minutes(10), limit: limit)
  }

  @Test func noncesMadeAtTheSameTimeDiffer() {
    var table = table()
    let nonces = (0..<100).map { _ in table.make(at: start) }
    #expect(Set(nonces).count == 100)
  }

  @Test func aNonceIsGoodForItsLifetime() {
    var table = table()
    let nonce = table.make(at: start)
    #expect(table.use(nonce.utf8, count: 1, at: start + .minutes(10)) == .fresh)
    #expect(table.use(nonce.utf8, count: 1, at: start + .minutes(10)) == .replayed)
    #expect(table.use(nonce.utf8, count: 2, at: start + .minutes(10) + .nanoseconds(1)) == .stale)
  }

  @Test func anotherProcessesNonceIsStale() {
    var other = table(key: 2)
    let nonce = other.make(at: start)
    var table = table()
    #expect(table.use(nonce.utf8, count: 1, at: start) == .stale)
    #expect(other.use(nonce.utf8, count: 1, at: start) == .fresh)
  }

  @Test func handingOutNoncesPushesNothingOut() {
    var table = table()
    let nonce = table.make(at: start)
    #expect(table.use(nonce.utf8, count: 1, at: start) == .fresh)
    for _ in 0..<1000 { _ = table.make(at: start) }
    #expect(table.use(nonce.utf8, count: 1, at: start) == .replayed)
    #expect(table.use(nonce.utf8, count: 2, at: start) == .fresh)
  }

  @Test func aForgottenNonceCannotBeReplayed() {
    var table = table(limit: 4)
    let unused = table.make(at: start)
    let nonces = (0..<5).map { _ in table.make(at: start) }
    for nonce in nonces { #expect(table.use(nonce.utf8, count: 1, at: start) == .fresh) }
    #expect(table.use(nonces[0].utf8, count: 1, at: start) == .stale)
    #expect(table.use(nonces[1].utf8, count: 2, at: start) == .stale)
    #expect(table.use(unused.utf8, count: 1, at: start) == .stale)
    for nonce in nonces[2...] { #expect(table.use(nonce.utf8, count: 1, at: start) == .replayed) }
  }

  @Test func expiredNoncesMakeRoomFirst() {
    var table = table(limit: 4)
    for _ in 0..<2 { #expect(table.use(table.make(at: start).utf8, count: 1, at: start) == .fresh) }
    let later = start + .minutes(9)
    let kept = (0..<2).map { _ in table.make(at: later) }
    for nonce in kept { #expect(table.use(nonce.utf8, count: 1, at: later) == .fresh) }
    let end = start + .minutes(11)
    #expect(table.use(table.make(at: end).utf8, count: 1, at: end) == .fresh)
    for nonce in kept { #expect(table.use(nonce.utf8, count: 2, at: end) == .fresh) }
  }
}
