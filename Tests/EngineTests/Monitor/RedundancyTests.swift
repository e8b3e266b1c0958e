import LanternTesting
import Model
import Testing

@testable import Engine

/// Redundancy sets follow from the sensors of their members.
struct RedundancyTests {
  private let rig = MonitorRig(
    [.system(sampleSystem())]
      + ["1", "2"].flatMap { number -> [Content] in
        [
          .sensor(
            sampleSensor(
              "vin\(number)", thresholds: Thresholds(criticalLow: 180), measures: ObjectID(.supply, "psu\(number)"))),
          .supply(sampleSupply("psu\(number)")),
        ]
      } + [
        .redundancy(
          RedundancySet(
            id: "psus", name: "Supplies", system: System.onlyID,
            members: [ObjectID(.supply, "psu1"), ObjectID(.supply, "psu2")], needed: 1))
      ])

  private var status: RedundancyStatus? { try? rig.redundancy("psus").status }

  private func read(_ first: Double, _ second: Double) {
    rig.sample(
      SensorSample(sensor: "vin1", quality: .good, value: first),
      SensorSample(sensor: "vin2", quality: .good, value: second))
  }

  @Test func itIsUnknownBeforeTheFirstReading() {
    #expect(status == .unknown)
  }

  @Test func itFollowsItsMembers() {
    read(230, 230)
    #expect(status == .full)
    read(230, 0)
    #expect(status == .lost)
    read(0, 0)
    #expect(status == .failed)
    read(230, 230)
    #expect(status == .full)
  }

  @Test func itIsUnknownAsSoonAsWhatOneMemberReadsIsTooOld() {
    read(230, 230)
    rig.advance(by: .seconds(1))
    rig.sample("vin1", 230)
    rig.clock.advance(by: .seconds(2))
    #expect(status == .full)
    rig.clock.advance(by: .nanoseconds(1))
    #expect(status == .unknown, "before the timer says so")
    rig.settle()
    #expect(status == .unknown)
  }
}
