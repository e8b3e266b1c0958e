import IPMIWire
import Model
import Testing

@testable import Drivers

@Suite struct SensorConversionTests {
  private let key = SensorKey(owner: 0x20, lun: 0, number: 17)

  private func record(_ factors: ReadingFactors?, unit: UInt8 = 4, type: UInt8 = 2) -> SensorRecord {
    SensorRecord(
      key: key, name: "P3V3", entityID: 7, entityInstance: 1, sensorType: type, eventReadingType: 1,
      units: UnitCodes(base: unit), factors: factors)
  }

  private func sensor(_ record: SensorRecord) -> Sensor {
    record.sensor(id: "20.0.17", system: System.onlyID, scale: SensorScale(record))
  }

  @Test func aVoltageOf3315MillivoltsSurvives() {
    let scale = SensorScale(record(ReadingFactors(m: 17, rExponent: -3)))
    #expect(scale.exponent == -3)
    // As libfreeipmi computes it: 3315 times an inexact thousandth.
    #expect(scale.value(3315 * 0.001) == 3.315)
    #expect(scale.value(201 * 6 * 0.01) == 12.06)
  }

  @Test(arguments: [
    // factors, unit, exponent
    (ReadingFactors(m: 75), 18, 0), (ReadingFactors(m: 1), 1, 0), (ReadingFactors(m: 5, rExponent: -1), 1, -1),
    (ReadingFactors(m: 1, rExponent: -4), 4, -4), (ReadingFactors(m: 1), 4, -3),
    (ReadingFactors(m: 1, b: 3, bExponent: -2, rExponent: -3), 4, -5), (ReadingFactors(m: 2, rExponent: 2), 18, 0),
    (ReadingFactors(m: 1, linearization: 7), 4, -3), (ReadingFactors(m: 1), 21, -3), (ReadingFactors(m: 4), 69, 9),
  ])
  func theExponentKeepsAllDigits(factors: ReadingFactors, unit: UInt8, exponent: Int32) {
    #expect(SensorScale(record(factors, unit: unit)).exponent == exponent)
  }

  @Test func theExponentKeepsTheLargestValueWithin32Bits() {
    // 255 * 511 * 10^5 V would be 1.3e13 mV.
    let scale = SensorScale(record(ReadingFactors(m: 511, rExponent: 5)))
    #expect(scaled(scale.value(255 * 511 * 1e5), byPowerOfTen: -Int(scale.exponent)) <= Double(Int32.max))
    #expect(scaled(scale.value(255 * 511 * 1e5), byPowerOfTen: -Int(scale.exponent)) >= Double(Int32.max) / 10)
  }

  @Test func unitsWithAPrefixAreShifted() {
    let scale = SensorScale(record(ReadingFactors(m: 1), unit: 21))
    #expect(scale.unit == .seconds)
    #expect(scale.value(250) == 0.25)
  }

  @Test func everythingOfTheRecordArrivesInTheModel() {
    var record = record(ReadingFactors(m: 17, rExponent: -3))
    record.thresholds.lowerCritical = 180 * 17 * 0.001
    record.thresholds.upperNonCritical = 204 * 17 * 0.001
    record.settableThresholds = 0b001010
    record.hysteresis = 17 * 0.001
    record.nominal = 3.315
    record.maximumReadable = 4.335
    let sensor = sensor(record)
    #expect(sensor.kind == .voltage && sensor.unit == .volts && sensor.isNumeric)
    #expect(sensor.thresholds == Thresholds(warningHigh: 3.468, criticalLow: 3.06))
    #expect(sensor.limitsAreInHardware && sensor.settableThresholds == [.warningHigh, .criticalLow])
    #expect(sensor.hysteresis == 0.017 && sensor.resolution == 0.017)
    #expect(sensor.nominal == 3.315 && sensor.maximumReadable == 4.335 && sensor.minimumReadable == nil)
  }

  @Test func aReadingHasTheWorstStateTheBMCFound() {
    var record = record(ReadingFactors(m: 17, rExponent: -3))
    record.thresholds.lowerNonCritical = 3.1
    record.thresholds.lowerCritical = 3.0
    let converter = ReadingConverter(record, sensor(record), scale: SensorScale(record))
    func state(_ bits: UInt16) -> SensorState? {
      converter.sample(Reading(sensor: key, status: .good, value: 2.9, states: bits)).state
    }
    #expect(state(0) == .normal)
    #expect(state(0b000001) == .warningLow)
    #expect(state(0b000011) == .criticalLow)
    // Lower non-recoverable is no threshold of this sensor, whatever the BMC says.
    #expect(state(0b000111) == .criticalLow)
  }

  @Test(arguments: [
    (Reading.Status.unavailable, Quality.unavailable), (.disabled, .disabled), (.failed, .unknown),
  ])
  func aReadingThatIsNoneSaysWhy(status: Reading.Status, quality: Quality) {
    let record = record(ReadingFactors(m: 1))
    let converter = ReadingConverter(record, sensor(record), scale: SensorScale(record))
    let sample = converter.sample(Reading(sensor: key, status: status, value: 1))
    #expect(sample == SensorSample(sensor: "20.0.17", quality: quality))
  }

  @Test func discreteStatesAreThoseTheRecordSupports() {
    var record = record(nil, unit: 0, type: 8)
    record.eventReadingType = 0x6f
    record.supportedStates = 0b1011
    let sensor = sensor(record)
    #expect(sensor.discreteStates.map(\.name) == ["Present", "Failure Detected", "Input Lost"])
    let converter = ReadingConverter(record, sensor, scale: SensorScale(record))
    let sample = converter.sample(Reading(sensor: key, status: .good, states: 0b1101))
    #expect(sample.activeStates == [0, 2])
  }

  @Test func idsAreStableAndTellSharedSensorsAndSystemsApart() {
    let shared = SensorKey(owner: 0x2c, lun: 1, number: 200, share: 3)
    #expect(BMCNaming(system: System.onlyID).sensor(key) == "20.0.17")
    #expect(BMCNaming(system: System.onlyID).sensor(shared) == "2c.1.200.3")
    #expect(BMCNaming(system: "node1").sensor(key) == "node1.20.0.17")
  }
}
