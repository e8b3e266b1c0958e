import Model
import Testing

/// A store holds thousands of objects as it holds a few.
struct ManyObjectsTests {
  private static let count = 5000
  private let store = ModelStore()

  private func sensor(_ number: Int, reading: Double? = nil) -> (content: Content, validUntil: Instant) {
    var sensor = Sensor(
      id: "node\(number / 27).20.0.\(number % 27)", name: "S\(number)", system: "node\(number / 27)",
      kind: .temperature,
      isNumeric: true, unit: .celsius)
    sensor.reading = reading
    sensor.quality = reading == nil ? .unknown : .good
    return (.sensor(sensor), Instant(nanoseconds: 1000))
  }

  private var names: [String] {
    store.snapshot.objects(of: .sensor).map { if case .sensor(let sensor) = $0.content { sensor.name } else { "" } }
  }

  init() {
    for start in stride(from: 0, to: Self.count, by: 27) {
      store.publish((start..<min(start + 27, Self.count)).map { sensor($0) })
    }
  }

  @Test func allAreFoundAndKeepTheirOrder() {
    #expect(names == (0..<Self.count).map { "S\($0)" })
    let found = (0..<Self.count).allSatisfy {
      store.snapshot.object(sensor($0).content.id)?.content == sensor($0).content
    }
    #expect(found)
    #expect(store.snapshot.object(ObjectID(.sensor, "node9.20.0.27")) == nil)
  }

  @Test func anOlderSnapshotIsNotTouchedByAnyChange() {
    let before = store.snapshot
    store.publish([sensor(4321, reading: 5)])
    store.remove([sensor(17).content.id])
    #expect(before.objects(of: .sensor).count == Self.count)
    #expect(before.object(sensor(4321).content.id)?.content == sensor(4321).content)
    #expect(store.snapshot.object(sensor(4321).content.id)?.content == sensor(4321, reading: 5).content)
  }

  @Test func thoseThatAreLeftMoveUp() {
    store.remove((0..<Self.count).filter { $0 % 3 == 0 }.map { sensor($0).content.id })
    let left = (0..<Self.count).filter { $0 % 3 != 0 }
    #expect(names == left.map { "S\($0)" })
    let found = (0..<Self.count).allSatisfy { number in
      (store.snapshot.object(sensor(number).content.id) != nil) == (number % 3 != 0)
    }
    #expect(found)
    let objects = store.snapshot.objects(of: .sensor)
    #expect(store.snapshot.place(after: objects[200].ordinal, of: .sensor) == 201)
  }
}
