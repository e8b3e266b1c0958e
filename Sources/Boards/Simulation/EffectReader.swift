import Documents
import Drivers
import Model

/// Reads what an entry of a scenario makes a sensor show.
struct EffectReader {
  private static let numericWords = ["value", "wave", "ramp-to", "counts", "fault"]
  private static let discreteWords = ["states", "fault"]

  let lines: LineSection
  let sensor: Sensor

  /// Nil when there is none, which is an error where one `isRequired`, and after any other.
  func effect(_ reader: inout MappingReader, isRequired: Bool) -> Change.Effect? {
    let words = sensor.isNumeric ? EffectReader.numericWords : EffectReader.discreteWords
    let written = words.filter { reader.has($0) }
    guard written.count == 1, let word = written.first else {
      if isRequired || !written.isEmpty {
        let all = words.joined(separator: ", ")
        reader.diagnostics.error("an entry for '\(sensor.id)' needs exactly one of \(all).", at: reader.node)
        reader.giveUp()
      }
      return nil
    }
    return switch word {
    case "value": reader.real("value").map { .value($0) }
    case "wave": wave(&reader)
    case "ramp-to": ramp(&reader)
    case "counts": lines.line("counts", .output, in: &reader).map { .counts(line: $0) }
    case "states": states(&reader)
    default: reader.choice("fault", of: Change.Fault.self).map { .fault($0) }
    }
  }

  private func wave(_ reader: inout MappingReader) -> Change.Effect? {
    guard var inner = reader.mapping("wave") else { return nil }
    let mean = inner.required("mean", ValueType<Double>.real)
    let swing = inner.required("swing", ValueType<Double>.real)
    let period = inner.required("period", .duration)
    inner.finish()
    guard let mean, let swing, let period else { return nil }
    if period == .zero { reader.diagnostics.error("a wave needs a period above 0 s.", at: inner.node) }
    return .wave(Wave(mean: mean, swing: swing, period: period))
  }

  private func ramp(_ reader: inout MappingReader) -> Change.Effect? {
    let goal = reader.real("ramp-to")
    let over = reader.required("over", .duration)
    guard let goal, let over else { return nil }
    return .ramp(to: goal, over: over)
  }

  private func states(_ reader: inout MappingReader) -> Change.Effect? {
    let names = sensor.discreteStates.map(\.name)
    var indices: [Int] = []
    for item in reader.each("states") {
      guard let name = item.read(.string, as: "states", reader.diagnostics) else { continue }
      if let index = names.firstIndex(of: name) {
        indices.append(index)
      } else {
        reader.diagnostics.error("'\(sensor.id)' has no state '\(name)'.\(hint(for: name, among: names))", at: item)
      }
    }
    return .states(indices.sorted())
  }
}

extension Sensor {
  /// What its readings are multiples of: its resolution, or the unit that integer faces count in.
  var readingStep: Double {
    if let resolution { return resolution }
    var step = 1.0
    for _ in 0..<abs(exponent) { step *= 10 }
    return exponent < 0 ? 1 / step : step
  }
}
