import Documents
import Model

extension Fan {
  /// One entry of `fans:`.
  init?(_ reader: inout MappingReader, id: String, _ records: RecordReader) {
    let name = reader.requiredString("name")
    let system = records.system(&reader)
    let tachometer = records.reference("tach", to: [.sensor], in: &reader)
    let isVariableSpeed = reader.bool("variable-speed")
    guard let name, let system else { return nil }
    self.init(id: id, name: name, system: system)
    self.tachometer = tachometer?.id
    self.isVariableSpeed = isVariableSpeed ?? false
  }
}

extension Supply {
  /// One entry of `supplies:`.
  init?(_ reader: inout MappingReader, id: String, _ records: RecordReader) {
    let name = reader.requiredString("name")
    let system = records.system(&reader)
    let rated = reader.value("rated", .quantity(["W": 1, "kW": 1000], example: "750 W"))
    let input1 = Supply.range("input", &reader)
    let input2 = Supply.range("input-2", &reader)
    let frequency = Supply.range("frequency", &reader)
    guard let name, let system else { return nil }
    self.init(id: id, name: name, system: system)
    ratedOutput = rated
    inputRange1 = input1
    inputRange2 = input2
    inputFrequency = frequency
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
