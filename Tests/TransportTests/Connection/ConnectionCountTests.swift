import Testing

@testable import Transport

struct ConnectionCountTests {
  @Test func limitsOverAllAndByAddress() {
    var count = ConnectionCount(limit: 3, limitPerAddress: 2)
    #expect(count.opened("a") == .serve)
    #expect(count.opened("a") == .serve)
    #expect(count.opened("a") == .turnAway)
    #expect(count.opened("b") == .serve)
    #expect(count.opened("c") == .turnAway)
    count.closed("a", .serve)
    #expect(count.opened("c") == .serve)
    #expect(count.opened("a") == .turnAway)
  }

  @Test func theServersOwnConnectionsAreAlwaysServed() {
    var count = ConnectionCount(limit: 1, limitPerAddress: 1)
    #expect(count.opened("a") == .serve)
    #expect(count.opened("a", isOwn: true) == .serve)
    #expect(count.opened("a") == .turnAway)
    count.closed("a", .serve)
    #expect(count.opened("b") == .turnAway)
    count.closed("a", .serve)
    #expect(count.opened("b") == .serve)
  }

  @Test func onlySoManyAreToldThatTheServerIsBusy() {
    var count = ConnectionCount(limit: 0, limitPerAddress: 1)
    for _ in 0..<ConnectionCount.turnedAwayLimit { #expect(count.opened("a") == .turnAway) }
    #expect(count.opened("a") == .drop)
    count.closed("a", .drop)
    #expect(count.opened("a") == .drop)
    count.closed("a", .turnAway)
    #expect(count.opened("a") == .turnAway)
  }

  @Test func anEighthMoreIsForFamiliarAddresses() {
    var count = ConnectionCount(limit: 16, limitPerAddress: 16)
    for _ in 0..<16 { #expect(count.opened("stranger") == .serve) }
    #expect(count.opened("other stranger") == .turnAway)
    #expect(count.opened("friend", isFamiliar: true) == .serve)
    #expect(count.opened("stranger", isFamiliar: true) == .turnAway)
    #expect(count.opened("friend", isFamiliar: true) == .serve)
    #expect(count.opened("friend", isFamiliar: true) == .turnAway)
  }
}
