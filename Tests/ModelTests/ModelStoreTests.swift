import Model
import Testing

struct ModelStoreTests {
  private let store = ModelStore()

  private func sensor(_ id: String, reading: Double?) -> Content {
    var sensor = Sensor(id: id, name: id, system: "s", kind: .temperature, isNumeric: true, unit: .celsius)
    sensor.reading = reading
    sensor.quality = reading == nil ? .unknown : .good
    sensor.state = reading == nil ? .unknown : .normal
    return .sensor(sensor)
  }

  private func object(_ id: String) throws -> ModelObject {
    try #require(store.snapshot.object(ObjectID(.sensor, id)))
  }

  @Test func objectsKeepTheOrderOfTheirFirstPublication() {
    store.publish([(sensor("b", reading: 1), .zero), (sensor("a", reading: 2), .zero)])
    store.publish([(sensor("c", reading: 3), .zero), (sensor("b", reading: 4), .zero)])
    #expect(store.snapshot.objects(of: .sensor).map(\.id.id) == ["b", "a", "c"])
  }

  @Test func theVersionOfAnObjectFollowsItsContentAndNothingElse() throws {
    store.publish([(sensor("a", reading: 1), Instant(nanoseconds: 10)), (sensor("b", reading: 1), .zero)])
    let first = try object("a")
    store.publish([(sensor("a", reading: 1), Instant(nanoseconds: 20))])
    #expect(try object("a").version == first.version)
    #expect(try object("a").validUntil == Instant(nanoseconds: 20))
    let other = try object("b").version
    store.publish([(sensor("a", reading: 2), Instant(nanoseconds: 20))])
    #expect(try object("a").version > first.version)
    #expect(try object("b").version == other)
  }

  @Test func anOrdinalIsAPlaceThatHoldsWhenObjectsComeAndGo() throws {
    store.publish([
      (sensor("a", reading: 1), .zero), (sensor("b", reading: 1), .zero), (sensor("c", reading: 1), .zero),
    ])
    let first = try object("a").ordinal
    #expect(store.snapshot.place(after: 0, of: .sensor) == 0)
    #expect(store.snapshot.place(after: first, of: .sensor) == 1)
    store.publish([(sensor("a", reading: 2), .zero)])
    #expect(try object("a").ordinal == first)
    store.remove([ObjectID(.sensor, "a"), ObjectID(.sensor, "b")])
    #expect(store.snapshot.place(after: first, of: .sensor) == 0)
    store.publish([(sensor("a", reading: 1), .zero)])
    #expect(store.snapshot.objects(of: .sensor).map(\.id.id) == ["c", "a"])
    #expect(store.snapshot.place(after: try object("c").ordinal, of: .sensor) == 1)
    #expect(store.snapshot.place(after: try object("a").ordinal, of: .sensor) == 2)
    #expect(store.snapshot.place(after: first, of: .fan) == 0)
  }

  @Test func twoStoresNeverShareAVersion() throws {
    let other = ModelStore()
    store.publish([(sensor("a", reading: 1), .zero)])
    other.publish([(sensor("a", reading: 1), .zero)])
    #expect(store.snapshot.object(ObjectID(.sensor, "a"))?.version != other.snapshot.objects(of: .sensor)[0].version)
    #expect(store.snapshot.structureVersion != other.snapshot.structureVersion)
  }

  @Test func readingsLeaveTheStructureVersionAlone() {
    store.publish([(sensor("a", reading: 1), .zero)])
    let before = store.snapshot.structureVersion
    store.publish([(sensor("a", reading: 2), .zero)])
    store.publish([(sensor("a", reading: nil), .zero)])
    #expect(store.snapshot.structureVersion == before)
  }

  @Test func comingGoingAndChangingInKindMoveTheStructureVersion() {
    var versions = [store.snapshot.structureVersion]
    store.publish([(sensor("a", reading: 1), .zero)])
    versions.append(store.snapshot.structureVersion)
    var renamed = Sensor(id: "a", name: "Inlet", system: "s", kind: .temperature, isNumeric: true, unit: .celsius)
    renamed.measures = ObjectID(.fan, "fan1")
    store.publish([(.sensor(renamed), .zero)])
    versions.append(store.snapshot.structureVersion)
    store.remove([ObjectID(.sensor, "a")])
    versions.append(store.snapshot.structureVersion)
    #expect(Set(versions).count == 4)
  }

  @Test func removedObjectsAreGoneAndTheOthersAreStillFound() throws {
    store.publish(["a", "b", "c"].map { (sensor($0, reading: 1), .zero) })
    store.remove([ObjectID(.sensor, "a"), ObjectID(.fan, "a"), ObjectID(.sensor, "never")])
    #expect(store.snapshot.objects(of: .sensor).map(\.id.id) == ["b", "c"])
    #expect(store.snapshot.object(ObjectID(.sensor, "a")) == nil)
    #expect(try object("c").content.id == ObjectID(.sensor, "c"))
  }

  @Test func removingWhatIsNotThereChangesNothing() {
    store.publish([(sensor("a", reading: 1), .zero)])
    let before = store.snapshot
    store.remove([ObjectID(.sensor, "never")])
    #expect(store.snapshot === before)
  }

  @Test func anOldSnapshotDoesNotChange() {
    store.publish([(sensor("a", reading: 1), .zero)])
    let before = store.snapshot
    store.publish([(sensor("a", reading: 2), .zero)])
    #expect(before.object(ObjectID(.sensor, "a"))?.content == sensor("a", reading: 1))
  }

  @Test func pastItsTimeAnObjectHasNoReading() throws {
    let end = Instant(nanoseconds: 100)
    store.publish([(sensor("a", reading: 1), end)])
    let stored = try object("a")
    #expect(stored.current(at: end) == sensor("a", reading: 1))
    #expect(stored.current(at: end + .nanoseconds(1)) == sensor("a", reading: nil))
  }
}
