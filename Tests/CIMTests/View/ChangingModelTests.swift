import CIM
import Model
import Testing

/// A model that changes between two steps of a walk.
@Suite("Walks while objects come and go") struct ChangingModelTests {
  let view = Shipped.plain.view
  let board = SampleBoard()

  private func sensor(_ number: Int) -> Sensor {
    Sensor(
      id: "s\(number)", name: "Sensor \(number)", system: System.onlyID, kind: .temperature, isNumeric: number % 3 > 0,
      unit: .celsius)
  }

  /// Publishes and removes sensors at random, a step of the walk in between. What stays all the time must be met, and
  /// met once; nothing is met twice.
  private func walk(_ cursor: InstanceCursor, seed: UInt64, _ sensorOf: (Instance) -> String?) {
    var random = Numbers(state: seed)
    let lasting = Set((0..<40).map { 3 * $0 })
    board.publish((0..<120).map { .sensor(sensor($0)) })
    var cursor = cursor
    var met: [String] = []
    var unchanged = 0
    while !cursor.isAtEnd {
      var walk = view.walk(cursor, in: board.snapshot, at: board.now)
      var effort = 1 + random.next() % 4
      while let instance = walk.next(effort: &effort) {
        if let name = sensorOf(instance) { met.append(name) }
      }
      cursor = walk.cursor
      // Objects that come all the time would have no end.
      unchanged += 1
      guard unchanged < 400 else { continue }
      let other = random.next() % 120
      guard !lasting.contains(other) else { continue }
      if random.next() % 2 == 0 {
        board.store.remove([ObjectID(.sensor, "s\(other)")])
      } else if board.snapshot.object(ObjectID(.sensor, "s\(other)")) == nil {
        board.publish([.sensor(sensor(120 + random.next() % 1000))])
      }
    }
    let lastingMet = met.filter { name in lasting.contains { "s\($0)" == name } }
    #expect(lastingMet.count == lasting.count)
    #expect(Set(met).count == met.count)
  }

  private struct Numbers {
    var state: UInt64

    mutating func next() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 40)
    }
  }

  private static func deviceID(_ instance: Instance) -> String? {
    if case .string(let name) = instance["DeviceID"] { name } else { nil }
  }

  @Test(arguments: 1...8) func ofAClass(seed: UInt64) {
    walk(view.cursor(of: view.schema.cimClass("CIM_LogicalDevice")!), seed: seed, Self.deviceID)
  }

  @Test(arguments: 1...8) func ofAnAssociation(seed: UInt64) {
    walk(view.cursor(of: view.schema.cimClass("CIM_SystemDevice")!), seed: seed) { instance in
      guard case .reference(let path) = instance["PartComponent"], case .text(let name) = path["DeviceID"] else {
        return nil
      }
      return name
    }
  }

  @Test(arguments: 1...8) func ofPartners(seed: UInt64) throws {
    let system = try #require(view.one("CIM_ComputerSystem", [:], board))
    walk(view.cursor(associatedWith: system.id, AssociationFilter()), seed: seed, Self.deviceID)
  }

  @Test("The object at which a walk stands may go, with all before it") func current() {
    board.publish((0..<10).map { .sensor(sensor($0)) })
    var cursor = view.cursor(of: view.schema.cimClass("CIM_NumericSensor")!)
    var effort = Int.max
    func next() -> String? {
      var walk = view.walk(cursor, in: board.snapshot, at: board.now)
      defer { cursor = walk.cursor }
      return walk.next(effort: &effort).flatMap(Self.deviceID)
    }
    #expect([next(), next(), next(), next()] == ["inlet", "fan1-tach", "s1", "s2"])
    board.store.remove(["inlet", "s1", "s2", "s4"].map { ObjectID(.sensor, $0) })
    #expect([next(), next(), next(), next()] == ["s5", "s7", "s8", nil])
    #expect(cursor.isAtEnd)
  }
}
