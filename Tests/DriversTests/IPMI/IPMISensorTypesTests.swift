import Model
import Testing

@testable import Drivers

@Suite struct IPMISensorTypesTests {
  @Test func everyTypeIsAKindAndWhatIsOtherIsDescribed() {
    for type in (0...255).map(UInt8.init) {
      for isNumeric in [false, true] {
        let (kind, description) = IPMISensorTypes.kind(type: type, unit: .none, isNumeric: isNumeric, name: "x")
        #expect((kind == .other) == (description?.isEmpty == false), "type \(type)")
      }
    }
  }

  @Test(arguments: [
    (0x01, SensorUnit.celsius, "CPU", SensorKind.temperature), (0x02, .volts, "P12V", .voltage),
    (0x03, .amperes, "Iout", .current), (0x03, .watts, "PSU1 Power In", .powerConsumption),
    (0x04, .rpm, "FAN1", .tachometer), (0x04, .cfm, "Airflow", .airflow), (0x04, .percent, "Duty", .other),
    (0x08, .watts, "PSU1 Pout", .powerProduction), (0x09, .watts, "System", .powerConsumption),
    (0x0b, .watts, "Pin", .powerConsumption), (0x0b, .percent, "Humidity", .humidity), (0x0b, .percent, "Load", .other),
    (0x0b, .psi, "Coolant", .pressure),
  ])
  func aNumericSensorIsAKind(type: UInt8, unit: SensorUnit, name: String, kind: SensorKind) {
    #expect(IPMISensorTypes.kind(type: type, unit: unit, isNumeric: true, name: name).0 == kind)
  }

  @Test(arguments: [
    (0x04, "Fan"), (0x07, "Processor"), (0x08, "Power Supply"), (0x29, "Battery"), (0xc4, "OEM 0xC4"),
    (0x99, "Sensor type 0x99"),
  ])
  func aDiscreteSensorOfNoKindIsDescribed(type: UInt8, description: String) {
    #expect(IPMISensorTypes.kind(type: type, unit: .none, isNumeric: false, name: "x") == (.other, description))
  }

  @Test func statesHaveNamesThatTellThemApart() {
    for readingType in [0x01, 0x02, 0x03, 0x05, 0x07, 0x0a, 0x0b, 0x0c, 0x6f, 0x7f].map(UInt8.init) {
      for type in (0...0x2c).map(UInt8.init) {
        let names = (0..<15).map {
          DiscreteStates.state(sensorType: type, readingType: readingType, offset: $0).name
        }
        #expect(Set(names).count == names.count, "type \(type), reading type \(readingType)")
        #expect(!names.contains(""))
      }
    }
  }

  @Test(arguments: [
    (0x08, 0x6f, 3, "Input Lost", Health.critical), (0x07, 0x6f, 1, "Thermal Trip", .fatal),
    (0x05, 0x6f, 0, "General Chassis Intrusion", .critical), (0x0c, 0x6f, 6, "Present", .ok),
    (0x04, 0x0b, 1, "Redundancy Lost", .critical), (0x01, 0x07, 1, "Non-Critical from OK", .degraded),
    (0x23, 0x6f, 8, "Timer Interrupt", .degraded), (0x2c, 0x6f, 7, "Communication Lost", .critical),
    (0xc0, 0x6f, 2, "State 2", .ok), (0x08, 0x75, 14, "State 14", .ok),
  ])
  func aStateHasANameAndASeverity(type: UInt8, readingType: UInt8, offset: Int, name: String, health: Health) {
    let state = DiscreteStates.state(sensorType: type, readingType: readingType, offset: offset)
    #expect(state == DiscreteState(name: name, health: health))
  }
}
