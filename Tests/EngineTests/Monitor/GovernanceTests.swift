import LanternTesting
import Model
import Testing

@testable import Engine

/// Who follows from which sensor, kept up to date by what is new.
struct GovernanceTests {
  private static let fan = ObjectID(.fan, "fan1")
  private static func system(_ id: String) -> ObjectID { ObjectID(.system, id) }

  private func tachometer(_ id: String = "tach", system: String = "a") -> Content {
    .sensor(sampleSensor(id, kind: .tachometer, system: system))
  }

  @Test func onlySystemsOfWhichSomethingIsNewAreTouched() {
    var governance = Governance()
    governance.define(tachometer())
    governance.define(.fan(sampleFan("fan1", tachometer: "tach", system: "a")))
    governance.define(tachometer("other", system: "b"))
    #expect(governance.settle() == [Self.system("a"), Self.fan, Self.system("b")])
    #expect(governance.settle() == [])
    governance.define(tachometer("new", system: "b"))
    #expect(governance.settle() == [Self.system("b")])
    #expect(governance.governed["tach"]?.count == 2)
    #expect(governance.sensors[Self.system("b")] == ["new", "other"])
  }

  @Test func whatIsGoneGovernsNothing() {
    var governance = Governance()
    governance.define(tachometer())
    governance.define(.fan(sampleFan("fan1", tachometer: "tach", system: "a")))
    _ = governance.settle()
    governance.forget(ObjectID(.sensor, "tach"))
    _ = governance.settle()
    #expect(governance.sensors[Self.system("a")] == nil)
    // The fan still names it, in case it comes back.
    #expect(governance.governed == ["tach": [Self.fan]])
    governance.forget(Self.fan)
    _ = governance.settle()
    #expect(governance.governed.isEmpty && governance.sensors.isEmpty)
  }

  @Test func aSensorThatMovesGovernsItsNewSystemOnly() {
    var governance = Governance()
    governance.define(tachometer())
    _ = governance.settle()
    governance.define(tachometer("tach", system: "b"))
    #expect(governance.settle() == [Self.system("a"), Self.system("b")])
    #expect(governance.governed == ["tach": [Self.system("b")]])
    #expect(governance.sensors == [Self.system("b"): ["tach"]])
  }

  @Test func whatAnotherSystemsSensorSaysOfADeviceStaysWhenItsOwnSystemChanges() {
    var governance = Governance()
    governance.define(.sensor(sampleSensor("far", measures: Self.fan, system: "a")))
    governance.define(.fan(sampleFan("fan1", tachometer: "far", system: "b")))
    _ = governance.settle()
    governance.define(.fan(sampleFan("fan1", system: "b")))
    #expect(governance.settle() == [Self.system("b"), Self.fan])
    #expect(governance.sensors[Self.fan] == ["far"])
  }
}
