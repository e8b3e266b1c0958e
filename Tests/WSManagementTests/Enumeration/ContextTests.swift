import CIM
import Model
import Synchronization
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
    #expect(expired.fault == "wsen:TimedOut")
    #expect(expired.reason?.contains("expired") == true)
  }

  @Test("They end after the life they were granted, pulled from or not") func life() throws {
    let client = Client()
    let context = try start(client, "<wsen:Expires>PT10M</wsen:Expires>")
    client.now = client.now + .seconds(590)
    #expect(client.send(.pull(context, one)).status == 200)
    client.now = client.now + .seconds(11)
    for request in [Request.pull(context, one), .release(context), .renew(context, "PT1M"), .status(context)] {
      #expect(client.send(request).fault == "wsen:TimedOut")
    }
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

  @Test("A user who starts too many loses the one not used for longest, and nobody else loses any") func eviction()
    throws
  {
    var limits = ServiceLimits()
    limits.contextsPerUser = 3
    let client = Client(limits: limits)
    client.user = "other"
    let others = try start(client)
    client.user = "admin"
    let (first, second, third) = (try start(client), try start(client), try start(client))
    #expect(client.send(.pull(first, one)).status == 200)
    let fourth = try start(client)
    #expect(client.send(.pull(second, one)).fault == "wsen:InvalidEnumerationContext")
    for context in [first, third, fourth] { #expect(client.send(.pull(context, one)).status == 200) }
    client.user = "other"
    #expect(client.send(.pull(others, one)).status == 200)
  }

  @Test("Expired ones are given up first") func expiredFirst() throws {
    var limits = ServiceLimits()
    limits.contextsPerUser = 2
    let client = Client(limits: limits)
    let long = try start(client, "<wsen:Expires>PT1H</wsen:Expires>")
    let short = try start(client, "<wsen:Expires>PT1S</wsen:Expires>")
    client.now = client.now + .seconds(2)
    _ = try start(client)
    #expect(client.send(.pull(long, one)).status == 200)
    #expect(client.send(.pull(short, one)).fault == "wsen:InvalidEnumerationContext")
  }

  @Test("Only when others have all there may be, a user is refused") func quota() throws {
    var limits = ServiceLimits()
    limits.contextsPerUser = 2
    limits.contexts = 3
    let client = Client(limits: limits)
    _ = try start(client)
    _ = try start(client)
    client.user = "second"
    let only = try start(client)
    #expect(client.send(.enumerate("CIM_Fan")).status == 200)
    #expect(client.send(.pull(only)).fault == "wsen:InvalidEnumerationContext")
    client.user = "third"
    let refused = client.send(.enumerate("CIM_Fan"))
    #expect(refused.status == 400)
    #expect(refused.fault == "wsman:QuotaLimit")
    #expect(client.send(.enumerate("CIM_Fan", "<wsman:OptimizeEnumeration/>")).status == 200)
    client.now = client.now + .seconds(301)
    #expect(client.send(.enumerate("CIM_Fan")).status == 200)
  }

  @Test("Ten thousand abandoned ones leave no more than a user may have") func abandoned() throws {
    let client = Client()
    for _ in 0..<100 { #expect(client.send(.enumerate("CIM_NumericSensor")).status == 200) }
    #expect(client.service.contexts.withLock { $0.count } == 16)

    let enumeration = Enumeration(cursor: .empty, filter: nil, shape: ItemShape())
    var contexts = EnumerationContexts(limits: ServiceLimits())
    for number in 0..<10_000 {
      let isOpen = contexts.open(
        "\(number)", user: "user\(number % 3)", enumeration, life: nil, now: Instant(nanoseconds: UInt64(number)))
      #expect(isOpen)
    }
    #expect(contexts.count == 3 * 16)
    for number in 0..<1000 {
      _ = contexts.open("v\(number)", user: "visitor\(number)", enumeration, life: nil, now: .zero)
    }
    #expect(contexts.count == 256)
  }

  @Test("A complete optimized answer leaves none behind") func optimized() throws {
    var limits = ServiceLimits()
    limits.contextsPerUser = 1
    let client = Client(limits: limits)
    let context = try start(client)
    for _ in 0..<3 {
      #expect(client.send(.enumerate("CIM_Fan", "<wsman:OptimizeEnumeration/>")).status == 200)
    }
    #expect(client.send(.pull(context)).status == 200)
  }

  @Test("They do not disturb one another") func independence() throws {
    let client = Client()
    let (a, b) = (try start(client), try start(client))
    #expect(a != b)
    #expect(client.send(.pull(a, one)).content("p:DeviceID") == "tach1")
    #expect(client.send(.pull(b, one)).content("p:DeviceID") == "tach1")
    #expect(client.send(.pull(a, one)).content("p:DeviceID") == "t1")
  }

  @Test("Two requests at once do not get the same instances") func race() throws {
    let client = Client()
    let key = try start(client)
    let service = client.service
    guard case .found(let context) = service.contexts.withLock({ $0.find(key, user: "admin", now: client.now) }) else {
      Issue.record("no context")
      return
    }
    #expect(client.send(.pull(key, one)).content("p:DeviceID") == "tach1")
    let isTaken = service.contexts.withLock {
      $0.update(key, context, to: context.enumeration, isComplete: false, now: client.now)
    }
    #expect(!isTaken)
    #expect(client.send(.pull(key, one)).content("p:DeviceID") == "t1")
  }

  @Test("Nothing else is one", arguments: ["", "x", "00"]) func unknown(context: String) {
    #expect(Client().send(.pull(context)).fault == "wsen:InvalidEnumerationContext")
  }
}
