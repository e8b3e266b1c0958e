import CIM
import LanternTesting
import Model
import Synchronization
import Testing

@testable import WSManagement

/// A model as large as the largest of Lantern's budgets.
@Suite("Large models") struct LargeModelTests {
  private func sensors(_ count: Int) -> [Content] {
    (0..<count).map { .sensor(Machine.temperature("s\($0)", Double($0 % 100))) }
  }

  /// The number of values that something holds, arrays and dictionaries item by item; objects count as one.
  private func values(in something: Any) -> Int {
    let mirror = Mirror(reflecting: something)
    guard mirror.displayStyle != .class else { return 1 }
    return mirror.children.reduce(1) { $0 + values(in: $1.value) }
  }

  @Test(
    "A context holds the same whatever there is to enumerate",
    arguments: [
      Request.enumerate("CIM_Sensor"), .enumerate("CIM_SystemDevice"), .enumerate("CIM_ManagedElement"),
      .enumerate(
        "CIM_Sensor",
        "<wsman:Filter Dialect='http://schemas.microsoft.com/wbem/wsman/1/WQL'>select DeviceID from CIM_NumericSensor where "
          + "CurrentReading >= 0</wsman:Filter>"),
      .associations(of: "CIM_ComputerSystem"),
    ])
  func context(request: Request) throws {
    let sizes = try [10, 2000].map { count in
      let client = Client([.system(Machine.system)] + sensors(count))
      let key = try #require(client.send(request).context)
      var counts: [Int] = []
      for _ in 0..<3 {
        guard
          case .found(let context) = client.service.contexts.withLock({ $0.find(key, user: "admin", now: client.now) })
        else { break }
        counts.append(values(in: context))
        _ = client.send(.pull(key, "<wsman:MaxElements>2</wsman:MaxElements>"))
      }
      return counts
    }
    #expect(sizes[0] == sizes[1])
    #expect(sizes[0].count == 3)
    #expect(sizes[0].allSatisfy { $0 < 200 })
  }

  @Test("Every instance comes once, in answers that are as full as was asked") func pulls() throws {
    let client = Client([.system(Machine.system)] + sensors(3000))
    var context = client.send(.enumerate("CIM_Sensor", "<wsman:EnumerationMode>EnumerateEPR</wsman:EnumerationMode>"))
      .context
    var counts: [Int] = []
    var names: Set<Substring> = []
    while let key = context {
      let response = client.send(.pull(key, "<wsman:MaxElements>500</wsman:MaxElements>"))
      let found = response.text.components(after: "Name=\"DeviceID\">").map { $0.prefix { $0 != "<" } }
      counts.append(found.count)
      names.formUnion(found)
      context = response.context
    }
    #expect(counts == [500, 500, 500, 500, 500, 500])
    #expect(names.count == 3000)
  }

  @Test("What takes too long to find by partial keys is a fault that asks for all of them") func partialKeys() throws {
    var limits = ServiceLimits()
    limits.enumerationEffort = 1000
    let client = Client([.system(Machine.system)] + sensors(3000), limits: limits)
    let system = ("SystemName", "ManagedSystem")
    let none = client.send(.get("CIM_Sensor", [system, ("CreationClassName", "CIM_Sensor")]))
    #expect(none.fault == "wsman:InvalidSelectors/InsufficientSelectors")
    #expect(
      none.reason
        == "To find CIM_Sensor by these selectors takes too long; name all keys: CreationClassName, DeviceID, "
        + "SystemCreationClassName, SystemName.")
    let object =
      "<wsmb:Object>\(Request.reference("CIM_Sensor", [system, ("CreationClassName", "CIM_Sensor")]))</wsmb:Object>"
    #expect(
      client.send(.associated("<wsmb:AssociatedInstances>\(object)</wsmb:AssociatedInstances>")).fault
        == "wsen:CannotProcessFilter")
    // What is found soon enough, or by its keys, is not concerned.
    #expect(client.send(.get("CIM_Sensor", [system])).fault == "wsman:InvalidSelectors/AmbiguousSelectors")
    #expect(client.send(.get("CIM_Sensor", [("DeviceID", "s2999")])).status == 200)
  }

  @Test("Instances that come by once do not push out those that are asked for again and again") func cache() throws {
    var limits = ServiceLimits()
    limits.renderCache = 64 << 10
    let client = Client([.system(Machine.system), .fan(sampleFan("fan1"))] + sensors(500), limits: limits)
    _ = client.send(.get("CIM_Fan"))
    let kept = client.service.cache.size
    #expect(kept > 0)
    _ = client.send(.enumerate("CIM_Sensor", "<wsman:OptimizeEnumeration/>"))
    #expect(client.service.cache.size == kept)
  }

  @Test("An answer of nothing but passed over instances ends in time, and the next goes on") func work() throws {
    var limits = ServiceLimits()
    limits.enumerationEffort = 1000
    let client = Client([.system(Machine.system)] + sensors(3000), limits: limits)
    let filter =
      "<wsman:Filter Dialect='http://schemas.microsoft.com/wbem/wsman/1/WQL'>select * from CIM_Sensor where "
      + "DeviceID = 's2999'</wsman:Filter>"
    var response = client.send(.enumerate("CIM_Sensor", "<wsman:OptimizeEnumeration/>" + filter))
    var (rounds, found) = (1, response.contents("p:DeviceID"))
    #expect(response.content("wsman:Items") == "")
    while let key = response.context, !key.isEmpty, rounds < 1000 {
      response = client.send(.pull(key))
      #expect(response.status == 200)
      #expect(response.text.contains("<wsen:Items>"))
      found += response.contents("p:DeviceID")
      rounds += 1
    }
    #expect(found == ["s2999"])
    #expect((30...300).contains(rounds))
  }
}

extension Request: CustomTestStringConvertible {
  var testDescription: String { body }

  fileprivate static func associations(of className: String) -> Request {
    var request = associated(
      "<wsmb:AssociatedInstances><wsmb:Object>\(reference(className, [("Name", "ManagedSystem")]))</wsmb:Object>"
        + "</wsmb:AssociatedInstances>")
    request.body = request.body.replacing("<wsman:OptimizeEnumeration/>", with: "")
    return request
  }
}
