import NIOCore
import Testing

@testable import Transport

struct FamiliarAddressesTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
  private var familiar = FamiliarAddresses(limit: 3)

  @Test mutating func anAddressIsFamiliarToTheAccountThatLoggedInThere() {
    familiar.saw("admin", from: "10.0.0.1", at: start)
    #expect(familiar.knows("admin", from: "10.0.0.1", at: start))
    #expect(!familiar.knows("admin", from: "10.0.0.2", at: start))
    #expect(!familiar.knows("other", from: "10.0.0.1", at: start))
    #expect(familiar.knows("10.0.0.1", at: start))
    #expect(!familiar.knows("10.0.0.2", at: start))
    #expect(!familiar.knows("10.0.0.1", at: start + .hours(24)))
  }

  @Test mutating func itIsForgottenADayAfterTheLastTime() {
    familiar.saw("admin", from: "10.0.0.1", at: start)
    familiar.saw("admin", from: "10.0.0.1", at: start + .hours(12))
    #expect(familiar.knows("admin", from: "10.0.0.1", at: start + .hours(35)))
    #expect(!familiar.knows("admin", from: "10.0.0.1", at: start + .hours(36)))
  }

  @Test mutating func theLongestUnseenMakeRoom() {
    for number in 0..<3 { familiar.saw("admin", from: "\(number)", at: start + .seconds(Int64(number))) }
    familiar.saw("admin", from: "0", at: start + .seconds(3))
    familiar.saw("admin", from: "3", at: start + .seconds(4))
    let known = (0..<4).map { familiar.knows("admin", from: "\($0)", at: start + .seconds(5)) }
    #expect(known == [true, false, true, true])
  }
}
