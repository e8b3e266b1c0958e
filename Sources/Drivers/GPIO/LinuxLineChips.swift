import CHardware
import Glibc

/// `/dev/gpiochip*`. A chip is open only while it is asked; the lines that were taken stay so without it.
struct LinuxLineChips: LineChips {
  /// Who the kernel says uses a line.
  static let consumer = "lantern"

  let system: SystemFiles

  private static let directory = "/dev"
  private static let prefix = "gpiochip"

  func devices() -> [String] {
    system.names(in: LinuxLineChips.directory).filter { $0.hasPrefix(LinuxLineChips.prefix) }
      .sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
      .map { system.path("\(LinuxLineChips.directory)/\($0)") }
  }

  func chip(_ device: String) throws(LineError) -> LineChip {
    try opened(device) { chip throws(LineError) in
      var name = Text()
      var label = Text()
      var count: UInt32 = 0
      try check(chardware_gpio_chip(chip, &name.bytes, &label.bytes, &count))
      return LineChip(name: name.text, label: label.text, count: count)
    }
  }

  func lines(of device: String) throws(LineError) -> [LineState] {
    let count = try chip(device).count
    return try opened(device) { chip throws(LineError) in
      var lines: [LineState] = []
      for line in 0..<count {
        var name = Text()
        var consumer = Text()
        var flags: UInt64 = 0
        try check(chardware_gpio_line(chip, line, &name.bytes, &consumer.bytes, &flags))
        lines.append(LineState(name: name.text, consumer: consumer.text, flags: LineFlags(rawValue: flags)))
      }
      return lines
    }
  }

  func take(
    _ line: UInt32, of device: String, _ flags: LineFlags, isAsserted: Bool
  ) throws(LineError) -> any HeldLine {
    try opened(device) { chip throws(LineError) in
      let held = chardware_gpio_request(chip, line, flags.rawValue, isAsserted ? 1 : 0, LinuxLineChips.consumer)
      try check(held)
      return LinuxHeldLine(held)
    }
  }

  private func opened<T>(_ device: String, _ body: (CInt) throws(LineError) -> T) throws(LineError) -> T {
    let chip = open(device, O_RDWR | O_CLOEXEC)
    guard chip >= 0 else { throw LineError(code: errno) }
    defer { close(chip) }
    return try body(chip)
  }

  private struct Text {
    var bytes = [CChar](repeating: 0, count: Int(CHARDWARE_GPIO_TEXT))
    var text: String { String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) }
  }
}

private final class LinuxHeldLine: HeldLine {
  private let descriptor: CInt

  init(_ descriptor: CInt) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  func read() throws(LineError) -> Bool {
    let level = chardware_gpio_get(descriptor)
    try check(level)
    return level == 1
  }

  func drive(_ isAsserted: Bool) throws(LineError) { try check(chardware_gpio_set(descriptor, isAsserted ? 1 : 0)) }
}

private func check(_ status: CInt) throws(LineError) {
  if status < 0 { throw LineError(code: -status) }
}
