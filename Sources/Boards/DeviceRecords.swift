import Documents
import Model

extension Supply {
  /// One entry of `supplies:`.
  init(_ reader: inout MappingReader, id: String, _ records: RecordReader) {
    self.init(id: id, name: records.name(&reader), system: records.system(&reader))
    ratedOutput = reader.value("rated", .quantity(["W": 1, "kW": 1000], example: "750 W"))
    inputRange1 = Supply.range("input", &reader)
    inputRange2 = Supply.range("input-2", &reader)
    inputFrequency = Supply.range("frequency", &reader)
  }

  /// `[low, high]`, both of which must be said.
  private static func range(_ key: String, _ reader: inout MappingReader) -> ClosedRange<Double>? {
    guard let node = reader.node(key), let limits = reader.value(key, .limits) else { return nil }
    guard let low = limits.low, let high = limits.high else {
      reader.diagnostics.error("'\(key)' needs both its low and its high end.", at: node)
      return nil
    }
    return low...high
  }
}
