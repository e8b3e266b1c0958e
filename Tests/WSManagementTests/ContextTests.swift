import Model
import Testing

@testable import WSManagement

@Suite("Enumerations under way") struct ContextTests {
  private func start(_ client: Client, _ options: String = "") throws -> String {
    try #require(client.send(.enumerate("CIM_NumericSensor", options)).context)
  }

  private let one = "<wsman:MaxElements>1</wsman:MaxElements>"

  @Test("They end when nobody pulls for five minutes") func idle() throws {
    let client = Client()
    let context = try start(client)
    client.now = client.now + .seconds(299)
    #expect(client.send(.pull(context, one)).status == 200)
    client.now = client.now + .seconds(299)
    #expect(client.send(.pull(context, one)).status == 200)
    client.now = client.now + .seconds(301)
    let expired = client.send(.pull(context))
    #expect(expired.status == 500)
    #expect(expired.fault == "wsen:InvalidEnumerationContext")
  }

  @Test("They end after the life they were granted, pulled from or not") func life() throws {
    let client = Client()
    let context = try start(client, "<wsen:Expires>PT10M</wsen:Expires>")
    client.now = client.now + .seconds(590)
    #expect(client.send(.pull(context, one)).status == 200)
    client.now = client.now + .seconds(11)
    #expect(client.send(.pull(context, one)).fault == "wsen:InvalidEnumerationContext")
  }

  @Test("They end when they are released") func release() throws {
    let client = Client()
    let context = try start(client)
    #expect(client.send(.release(context)).status == 200)
    #expect(client.send(.release(context)).fault == "wsen:InvalidEnumerationContext")
    #expect(client.send(.pull(context)).fault == "wsen:InvalidEnumerationContext")
  }

  @Test("They belong to their user") func users() throws {
    let client = Client()
    let context = try start(client)
    client.user = "other"
    #expect(client.send(.pull(context)).fault == "wsman:AccessDenied")
    #expect(client.send(.release(context)).fault == "wsman:AccessDenied")
    client.user = "admin"
    #expect(client.send(.pull(context)).status == 200)
  }

  @Test("A user may have so many, all users together so many") func quota() throws {
    var limits = ServiceLimits()
    limits.contextsPerUser = 2
    limits.contexts = 3
    let client = Client(limits: limits)
    let first = try start(client)
    _ = try start(client)
    let refused = client.send(.enumerate("CIM_Fan"))
    #expect(refused.status == 400)
    #expect(refused.fault == "wsman:QuotaLimit")
    client.user = "other"
    _ = try start(client)
    #expect(client.send(.enumerate("CIM_Fan")).fault == "wsman:QuotaLimit")
    client.user = "admin"
    #expect(client.send(.release(first)).status == 200)
    #expect(client.send(.enumerate("CIM_Fan")).status == 200)
  }

  @Test("Expired ones do not count") func expiredQuota() throws {
    var limits = ServiceLimits()
    limits.contextsPerUser = 1
    let client = Client(limits: limits)
    _ = try start(client)
    #expect(client.send(.enumerate("CIM_Fan")).fault == "wsman:QuotaLimit")
    client.now = client.now + .seconds(301)
    #expect(client.send(.enumerate("CIM_Fan")).status == 200)
  }

  @Test("A complete optimized answer leaves none behind") func optimized() {
    var limits = ServiceLimits()
    limits.contextsPerUser = 1
    let client = Client(limits: limits)
    for _ in 0..<3 {
      #expect(client.send(.enumerate("CIM_Fan", "<wsman:OptimizeEnumeration/>")).status == 200)
    }
    #expect(client.send(.enumerate("CIM_Fan")).status == 200)
  }

  @Test("They do not disturb one another") func independence() throws {
    let client = Client()
    let (a, b) = (try start(client), try start(client))
    #expect(a != b)
    #expect(client.send(.pull(a, one)).content("p:DeviceID") == "tach1")
    #expect(client.send(.pull(b, one)).content("p:DeviceID") == "tach1")
    #expect(client.send(.pull(a, one)).content("p:DeviceID") == "t1")
  }

  @Test("Nothing else is one", arguments: ["", "x", "00"]) func unknown(context: String) {
    #expect(Client().send(.pull(context)).fault == "wsen:InvalidEnumerationContext")
  }
}
