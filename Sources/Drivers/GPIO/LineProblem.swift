import Glibc

/// Why a line cannot be read or driven: a word that stays the same, and a sentence that says what to do.
struct LineProblem: Error, Hashable, Sendable {
  var kind: String
  var sentence: String

  static let noChips = LineProblem(
    kind: "no-chip",
    sentence:
      "There is no /dev/gpiochip*: load the driver of the board's GPIO controller, or run a kernel that has one.")

  static func noChip(_ name: String, among chips: [(device: String, chip: LineChip)]) -> LineProblem {
    let there = chips.map { $0.chip.label.isEmpty ? $0.chip.name : "\($0.chip.name) (\($0.chip.label))" }
    return LineProblem(
      kind: "no-chip", sentence: "There is no GPIO chip '\(name)'; there is \(there.joined(separator: ", ")).")
  }

  static func noOffset(_ line: UInt32, of chip: LineChip) -> LineProblem {
    LineProblem(
      kind: "no-line", sentence: "\(chip.name) has no line \(line); its lines are 0 to \(max(chip.count, 1) - 1).")
  }

  static func noLine(_ name: String, among names: [String]) -> LineProblem {
    var hint = "give its chip and number instead; none has a name."
    if let near = LineProblem.nearest(to: name, among: names) {
      hint = "did you mean '\(near)'?"
    } else if !names.isEmpty {
      hint = "there is \(names.prefix(20).joined(separator: ", "))\(names.count > 20 ? " and more" : "")."
    }
    return LineProblem(kind: "no-line", sentence: "No GPIO chip has a line called '\(name)': \(hint)")
  }

  static func ambiguous(_ name: String) -> LineProblem {
    LineProblem(
      kind: "ambiguous-line", sentence: "Several lines are called '\(name)': give the chip and the number of the line.")
  }

  /// The kernel would not do it; `consumer` is who uses the line, if anybody.
  static func refused(_ error: LineError, _ line: String, device: String, consumer: String) -> LineProblem {
    switch error.code {
    case EBUSY:
      let user = consumer.isEmpty ? "somebody else" : "'\(consumer)'"
      return LineProblem(
        kind: "line-in-use", sentence: "The line \(line) is used by \(user): end that program, or unload that driver.")
    case EACCES, EPERM:
      return LineProblem(
        kind: "not-permitted",
        sentence: "\(device) may not be opened: let the agent's user or group have it (udev/60-lantern.rules).")
    case ENOTTY, EINVAL:
      return LineProblem(
        kind: "unsupported",
        sentence: "The line \(line) cannot be used as the board file asks: the controller may lack 'drive' or 'bias', "
          + "or the kernel is older than Linux 5.10.")
    default:
      return LineProblem(
        kind: "failing", sentence: "The line \(line) does not work (\(String(cString: strerror(error.code)))).")
    }
  }

  /// The name that differs in one place only, however long that is up to a third, in upper or lower case.
  private static func nearest(to name: String, among names: [String]) -> String? {
    let wanted = Array(name.lowercased().utf8)
    return names.first { candidate in
      let letters = Array(candidate.lowercased().utf8)
      let (short, long) = (min(wanted.count, letters.count), max(wanted.count, letters.count))
      let front = zip(wanted, letters).prefix { $0 == $1 }.count
      let back = zip(wanted.reversed(), letters.reversed()).prefix { $0 == $1 }.count
      return min(front + back, short) * 3 >= long * 2
    }
  }
}
