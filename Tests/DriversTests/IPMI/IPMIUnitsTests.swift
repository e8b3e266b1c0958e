import IPMIWire
import Model
import Testing

@testable import Drivers

@Suite struct IPMIUnitsTests {
  @Test func everyUnitNumberMeansSomething() {
    // 0 is unspecified, 59 reserved; 93 and beyond are not defined.
    let unknown = (0...255).filter { IPMIUnits.unit(of: UnitCodes(base: $0)).unit == .none }
    #expect(unknown == [0, 59] + (93...255).map(UInt8.init))
  }

  /// Rows of IPMI 2.0 table 43-15, picked so that a row too many or too few anywhere would show.
  @Test(arguments: [
    (1, SensorUnit.celsius, 0), (4, .volts, 0), (5, .amperes, 0), (6, .watts, 0), (13, .candelas, 0),
    (17, .cfm, 0), (18, .rpm, 0), (20, .seconds, -6), (21, .seconds, -3), (22, .seconds, 0), (26, .weeks, 0),
    (30, .cubicInches, 0), (32, .meters, -3), (33, .meters, -2), (38, .fluidOunces, 0), (43, .gravities, 0),
    (47, .ounceInches, 0), (51, .henries, -3), (53, .farads, -6), (58, .partsPerMillion, 0), (60, .decibels, 0),
    (65, .colorTemperature, 0), (69, .bits, 9), (70, .bytes, 0), (73, .bytes, 9), (76, .quadWords, 0), (77, .other, 0),
    (92, .other, 0),
  ])
  func aNumberIsAUnitAndAShift(number: UInt8, unit: SensorUnit, shift: Int) {
    #expect(IPMIUnits.unit(of: UnitCodes(base: number)) == (unit, shift))
  }

  @Test func percentagesOverrideTheBaseUnit() {
    #expect(IPMIUnits.unit(of: UnitCodes(isPercentage: true, base: 18)).unit == .percent)
  }

  @Test func combinationsWithAModifierUnitAreOther() {
    #expect(IPMIUnits.unit(of: UnitCodes(modifierUse: 1, base: 70, modifier: 22)).unit == .other)
  }

  @Test func ratesHaveTheNumbersOfTheModel() {
    let rates = (0...7).map { IPMIUnits.rate(of: UnitCodes(rate: $0, base: 70)) }
    #expect(rates == [.none, .microsecond, .millisecond, .second, .minute, .hour, .day, .none])
  }
}
