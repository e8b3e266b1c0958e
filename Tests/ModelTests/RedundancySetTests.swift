import Model
import Testing

/// How a set of devices stands, by how they are.
struct RedundancySetTests {
  private func status(_ members: [Health], needed: Int) -> RedundancyStatus {
    RedundancySet.status(of: members, needed: needed)
  }

  @Test func aDeviceWithAWarningStillWorks() {
    #expect(status([.ok, .degraded], needed: 1) == .full)
  }

  @Test func whatIsLeftBeyondWhatIsNeededDecides() {
    #expect(status([.ok, .ok, .ok], needed: 1) == .full)
    #expect(status([.ok, .ok, .critical], needed: 1) == .degraded)
    #expect(status([.ok, .fatal, .critical], needed: 1) == .lost)
    #expect(status([.critical, .fatal, .critical], needed: 1) == .failed)
  }

  @Test func itIsUnknownWhereItDependsOnWhatIsNotKnown() {
    #expect(status([.ok, .unknown], needed: 1) == .unknown)
    #expect(status([.unknown, .unknown], needed: 1) == .unknown)
    #expect(status([.critical, .unknown], needed: 2) == .failed, "whatever the other does")
    #expect(status([], needed: 0) == .full)
  }
}
