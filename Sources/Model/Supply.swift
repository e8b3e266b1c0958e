/// A power supply. The monitor derives `quality` and `health` from the sensors that measure it.
public struct Supply: Hashable, Sendable {
  public var id: String
  public var name: String
  public var system: String
  /// Watts it can deliver.
  public var ratedOutput: Double?
  /// Input ranges in volts, and their frequencies in hertz.
  public var inputRange1: ClosedRange<Double>?
  public var inputRange2: ClosedRange<Double>?
  public var inputFrequency: ClosedRange<Double>?
  public var quality: Quality = .unknown
  public var health: Health = .unknown

  public init(id: String, name: String, system: String) {
    self.id = id
    self.name = name
    self.system = system
  }

  public var withoutReading: Supply {
    var copy = self
    copy.quality = .unknown
    copy.health = .unknown
    return copy
  }

  public static let fields: [Field<Supply>] = [
    Field("id", .string) { .string($0.id) },
    Field("name", .string) { .string($0.name) },
    Field("system", .string) { .string($0.system) },
    Field("rated-output", .real) { FieldValue($0.ratedOutput) },
    Field("input-1.low", .real) { FieldValue($0.inputRange1?.lowerBound) },
    Field("input-1.high", .real) { FieldValue($0.inputRange1?.upperBound) },
    Field("input-2.low", .real) { FieldValue($0.inputRange2?.lowerBound) },
    Field("input-2.high", .real) { FieldValue($0.inputRange2?.upperBound) },
    Field("frequency.low", .real) { FieldValue($0.inputFrequency?.lowerBound) },
    Field("frequency.high", .real) { FieldValue($0.inputFrequency?.upperBound) },
    Field("quality", .choice, vocabulary: Quality.words, followsReading: true) { FieldValue(choice: $0.quality) },
    Field("health", .choice, vocabulary: Health.words, followsReading: true) { FieldValue(choice: $0.health) },
  ]
}
