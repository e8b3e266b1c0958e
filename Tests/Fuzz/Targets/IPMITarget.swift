import IPMI
import IPMIWire

/// Bytes as a BMC sends them, taken apart in every way in which the worker does: the first byte chooses which.
enum IPMITarget {
  static func run(_ input: UnsafeRawBufferPointer) throws(Violation) {
    guard let kind = input.first else { return }
    let data = Array(input.dropFirst())
    switch kind % 5 {
    case 0: try record(SDRRecord(bytes: data))
    case 1: try log(data)
    case 2: try flags(data)
    case 3:
      for number in FirmwareComponents.present(data) { try require(number < 8, "component \(number)") }
      _ = FirmwareComponents.version(data)
      _ = FirmwareComponents.name(data)
    default:
      _ = PackedText.ofRecord(data)
      _ = PackedText.ofArea(data, isEnglish: kind & 0x80 == 0)
      _ = SensorAnswer(data)
    }
  }

  private static func record(_ record: SDRRecord) throws(Violation) {
    for share in 0..<record.shareCount {
      let key = SensorKey(owner: record[6], lun: record[7] & 3, number: record[8], share: share)
      try require(!record.name(of: key).isEmpty, "a sensor without a name")
    }
    guard let factors = record.factors else { return }
    for raw in UInt8.min...UInt8.max {
      if let value = factors.value(raw) { try require(value.isFinite, "raw \(raw) is \(value)") }
    }
    let raw = RawThresholds(mask: record.readableThresholds, values: record.statedThresholds)
    let limits = raw.converted { factors.value($0) }
    let back = RawThresholds(nearest: limits) { factors.value($0) }
    try require(back.mask & ~raw.mask == 0, "a limit came from nowhere")
    try require(back.converted { factors.value($0) } == limits, "limits read differently the second time")
  }

  /// A log whose BMC answers as the input says: it ends, and what is read is what was answered.
  private static func log(_ data: [UInt8]) throws(Violation) {
    guard let info = SELInfo(data) else { return }
    var cursor = SELCursor(limit: UInt16(data[0]))
    var rest = data.dropFirst(14)
    cursor.look(info)
    var answers = 0
    while cursor.nextRecord != nil, answers < 70_000 {
      answers += 1
      let answer = rest.prefix(2 + LogRecord.length)
      rest = rest.dropFirst(2 + LogRecord.length)
      if let record = LogRecord(bytes: answer.dropFirst(2)), let low = answer.first {
        cursor.received(record, next: UInt16(low) | UInt16(answer[answer.startIndex + 1]) << 8)
      } else {
        cursor.refused()
        if answers > 4 && rest.isEmpty { break }
      }
    }
    try require(cursor.takeNews().entries.count <= answers, "more entries than answers")
  }

  private static func flags(_ data: [UInt8]) throws(Violation) {
    guard let flags = BootFlags(answer: data) else { return }
    for device: UInt8? in [nil, 1, 15] {
      let chosen = flags.choosing(device, once: true)
      guard let again = BootFlags(answer: [1] + chosen.data) else { throw Violation("flags that cannot be read back") }
      try require(again.isValid == (device != nil) && again.device == device ?? 0, "another device")
      try require(again.isEFI == flags.isEFI && !again.isPersistent, "flags that nobody asked for")
    }
  }
}
