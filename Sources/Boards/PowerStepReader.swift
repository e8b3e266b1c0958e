import Documents
import Model

/// Reads one power step; the word it begins with says what it does.
struct PowerStepReader {
  static let words = ["pulse", "hold", "set", "until", "wait", "ipmi"]

  private enum Switch: String, CaseIterable {
    case on, off
    var state: PowerState { self == .on ? .on : .off }
  }

  private enum Level: String, CaseIterable { case asserted, released }

  private enum OnTimeout: String, CaseIterable {
    case fail
    case goOn = "continue"
  }

  let lines: LineSection
  let hasBMC: Bool
  /// Whether anything says if the system is on.
  let tellsState: Bool

  /// Nil after an error.
  func step(_ word: String, _ reader: inout MappingReader) -> PowerStep? {
    switch word {
    case "pulse": pulse(&reader)
    case "hold": hold(&reader)
    case "set": set(&reader)
    case "until": until(&reader)
    case "wait": reader.required("wait", .duration).map { .wait($0) }
    default: chassisControl(&reader)
    }
  }

  private func pulse(_ reader: inout MappingReader) -> PowerStep? {
    let line = lines.line("pulse", .output, in: &reader)
    let length = reader.required("for", .duration)
    guard let line, let length else { return nil }
    guard (.milliseconds(1)...Duration.seconds(60)).contains(length) else {
      reader.diagnostics.error("a pulse lasts from 1 ms to 60 s.", at: reader.node)
      return nil
    }
    return .pulse(line: line, for: length)
  }

  private func hold(_ reader: inout MappingReader) -> PowerStep? {
    let line = lines.line("hold", .output, in: &reader)
    let state = state(&reader)
    let limit = reader.required("within", .duration)
    guard let line, let state, let limit else { return nil }
    return .hold(line: line, until: state, within: limit)
  }

  private func set(_ reader: inout MappingReader) -> PowerStep? {
    let line = lines.line("set", .output, in: &reader)
    let level = reader.required("to", ValueType<Level>.choice)
    guard let line, let level else { return nil }
    return .set(line: line, asserted: level == .asserted)
  }

  private func until(_ reader: inout MappingReader) -> PowerStep? {
    let state = state(&reader)
    let limit = reader.required("within", .duration)
    let onTimeout = reader.choice("else", of: OnTimeout.self) ?? .fail
    guard let state, let limit else { return nil }
    return .until(state: state, within: limit, isOptional: onTimeout == .goOn)
  }

  private func state(_ reader: inout MappingReader) -> PowerState? {
    let wanted = reader.required("until", ValueType<Switch>.choice)
    guard tellsState else {
      reader.diagnostics.error(
        "nothing says whether the system is on; name the line that does by 'on-when'.", at: reader.node)
      return nil
    }
    return wanted?.state
  }

  private func chassisControl(_ reader: inout MappingReader) -> PowerStep? {
    guard let control = reader.required("ipmi", .chassisControl) else { return nil }
    guard hasBMC else {
      reader.diagnostics.error("an 'ipmi' step needs a 'bmc' section that says where to send it.", at: reader.node)
      return nil
    }
    return .chassisControl(control)
  }
}

extension ValueType where Value == ChassisControl {
  /// The names IPMI gives its chassis controls.
  fileprivate static var chassisControl: Self {
    let words: KeyValuePairs<String, ChassisControl> = [
      "power-down": .powerDown, "power-up": .powerUp, "power-cycle": .powerCycle, "hard-reset": .hardReset,
      "diagnostic-interrupt": .diagnosticInterrupt, "soft-shutdown": .softShutdown,
    ]
    return ValueType("an IPMI chassis control such as power-up") { (text) throws(Refusal) -> ChassisControl? in
      if let control = words.first(where: { $0.key == text })?.value { return control }
      throw Refusal(message: "cannot be '\(text)'.\(hint(for: text, among: words.map(\.key)))")
    }
  }
}
