import Chips
import Glibc

/// One reading of a driver of the kernel: `temp1`, `in0`, `fan2` (kernel documentation, hwmon/sysfs-interface).
struct HwmonAttribute {
  /// Of the device.
  let directory: String
  /// The name up to the underscore, or the whole name of another attribute than the reading: `temp1_max`.
  let stem: String
  let system: SystemFiles

  /// What reads it: a file.
  var file: String { "\(directory)/\(stem)\(isWhole ? "" : "_input")" }

  private var isWhole: Bool { stem.contains("_") || kind == "pwm" }
  private var kind: Substring { stem.prefix { $0.isLetter } }

  /// How many of what the kernel counts make one of ours: volts, amperes, watts, degrees, joules, percent, rpm.
  private var divisor: Double {
    switch kind {
    case "temp", "in", "curr", "humidity": 1000
    case "power", "energy": 1_000_000
    // 0 to 255.
    case "pwm": 2.55
    default: 1
    }
  }

  /// What it says now.
  func read() throws(FileProblem) -> ChipReading {
    if !isWhole, flag("_fault") {
      return ChipReading(value: .unavailable("The driver reports a fault (\(stem)_fault)."), raw: [])
    }
    let text: String
    do throws(FileProblem) {
      text = try system.line(file)
    } catch  where error.code == ENOENT && kind == "power" && !isWhole {
      text = try system.line("\(directory)/\(stem)_average")
    } catch  where error.code == ENODATA {
      return ChipReading(value: .unavailable("The driver has no reading now."), raw: [])
    }
    guard let number = Int64(text) else { throw FileProblem(code: EPROTO) }
    return ChipReading(value: .number(Double(number) / divisor), raw: Array(text.utf8))
  }

  /// Drives an output: takes it over from the chip's own regulation, then writes the duty in percent.
  func drive(_ percent: Double) throws(FileProblem) {
    do throws(FileProblem) {
      try system.write("\(directory)/\(stem)_enable", "1")
    } catch  where error.code == ENOENT {
      // Drivers without it have nothing else than manual mode.
    }
    try system.write(file, String(HwmonAttribute.level(percent)))
  }

  /// The number that is written for a duty.
  static func level(_ percent: Double) -> Int { Int((min(100, max(0, percent)) * 2.55).rounded()) }

  private func flag(_ ending: String) -> Bool {
    do throws(FileProblem) { return try system.line(directory + "/" + stem + ending) == "1" } catch { return false }
  }
}
