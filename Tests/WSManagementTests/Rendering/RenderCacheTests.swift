import CIM
import LanternTesting
import Model
import Testing
import XML

@testable import WSManagement

@Suite("Rendered instances are kept") struct RenderCacheTests {
  private let now = Instant(nanoseconds: 1_000_000_000_000)

  private func sensors(_ store: ModelStore) throws -> [Instance] {
    let cimClass = try #require(Shipped.view.schema.cimClass("CIM_NumericSensor"))
    return Shipped.view.instances(of: cimClass, in: store.snapshot, at: now)
  }

  private func store(_ count: Int) -> ModelStore {
    let store = ModelStore()
    store.publish((0..<count).map { (.sensor(Machine.temperature("t\($0)", 20)), .distantFuture) })
    return store
  }

  @Test("as long as they do not change") func unchanged() throws {
    let store = store(2)
    let cache = RenderCache(bound: 1 << 20)
    let first = try sensors(store).map { cache.rendered($0) }
    store.publish([(.sensor(Machine.temperature("t1", 21)), .distantFuture)])
    let second = try sensors(store).map { cache.rendered($0) }
    #expect(first[0] === second[0])
    #expect(first[1] !== second[1])
  }

  @Test("within a bound, those that are used longest") func bound() throws {
    let all = try sensors(store(100))
    let one = RenderedInstance(all[0]).size
    let cache = RenderCache(bound: one * 20)
    let first = cache.rendered(all[0])
    for instance in all {
      _ = cache.rendered(instance)
      #expect(cache.rendered(all[0]) === first)
    }
    #expect(cache.rendered(all[1]).object.bytes == RenderedInstance(all[1]).object.bytes)
    #expect(cache.size <= one * 21)
  }

  @Test("as what they are, and apart from that as what they are shown as") func classes() throws {
    let sensor = try sensors(store(1))[0]
    let base = try #require(Shipped.view.schema.cimClass("CIM_Sensor"))
    let cache = RenderCache(bound: 1 << 20)
    let (whole, cast) = (cache.rendered(sensor), cache.rendered(sensor, as: base))
    #expect(whole.cimClass == sensor.cimClass)
    #expect(cast.cimClass == base)
    #expect(cache.rendered(sensor) === whole)
    #expect(cache.rendered(sensor, as: base) === cast)
    #expect(cache.rendered(sensor, as: sensor.cimClass) === whole)
  }

  @Test("unless there are so many that none would be there when it is wanted again") func many() throws {
    let all = try sensors(store(10))
    let size = RenderedInstance(all[0]).size
    let cache = RenderCache(bound: size * 12)
    for instance in all { _ = cache.rendered(instance, among: 100) }
    #expect(cache.size == 0)
    for instance in all { _ = cache.rendered(instance, among: 10) }
    #expect(cache.size > 0)
    _ = cache.rendered(all[0], among: .max)
  }
}
