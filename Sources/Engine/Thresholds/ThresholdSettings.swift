public import Model

/// What commands have made of the thresholds of sensors, by sensor: only those that differ from the board file.
public struct ThresholdSettings: Hashable, Sendable {
  private var bySensor: [String: [Threshold: ThresholdSetting]] = [:]

  public init() {}

  /// Empty for a sensor whose thresholds are as the board file states.
  public subscript(_ sensor: String) -> [Threshold: ThresholdSetting] {
    get { bySensor[sensor] ?? [:] }
    set { bySensor[sensor] = newValue.isEmpty ? nil : newValue }
  }

  /// A sentence for each sensor of a board that cannot have what was made of it before its file was changed: there the
  /// limits of the file are in force. Sensors that are not there are no mistake; they may come back.
  public func complaints(about contents: [Content]) -> [String] {
    contents.compactMap { content in
      guard case .sensor(let sensor) = content else { return nil }
      let settings = usable(for: sensor)
      guard let problem = sensor.thresholds.applying(settings).problem(for: sensor, changing: settings.keys) else {
        return nil
      }
      return "The changed thresholds of sensor \(sensor.id) do not fit its board file any more, which counts again: "
        + problem.sentence(unit: sensor.unit, \.rawValue)
    }
  }

  /// What is kept for a sensor, as far as commands may change it still. What the hardware keeps is not kept twice.
  func usable(for sensor: Sensor) -> [Threshold: ThresholdSetting] {
    sensor.limitsAreInHardware ? [:] : self[sensor.id].filter { sensor.settableThresholds.contains($0.key) }
  }
}

extension ThresholdSettings {
  /// A line that cannot be understood, 1-based.
  public struct Malformed: Error, Hashable, Sendable {
    public var line: Int
  }

  /// One line a sensor: `inlet-temp warning-high=41.5 critical-high=off`. Empty lines and those that begin with `#` say
  /// nothing.
  public init(parsing text: [UInt8]) throws(Malformed) {
    for (index, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
      guard let sensor = words.first, !sensor.hasPrefix("#") else { continue }
      guard bySensor[sensor] == nil, words.count > 1, let settings = Self.settings(words.dropFirst()) else {
        throw Malformed(line: index + 1)
      }
      bySensor[sensor] = settings
    }
  }

  /// The bytes of the file, sorted by sensor.
  public var text: [UInt8] {
    var text = Array(
      "# Thresholds that were changed by commands. lanternd writes this file; edit it while it is stopped.\n".utf8)
    for (sensor, settings) in bySensor.sorted(by: { $0.key < $1.key }) {
      text += "\(sensor) \(settings.inWords)\n".utf8
    }
    return text
  }

  private static func settings(_ words: ArraySlice<String>) -> [Threshold: ThresholdSetting]? {
    var settings: [Threshold: ThresholdSetting] = [:]
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let threshold = Threshold(rawValue: String(parts[0])), settings[threshold] == nil else {
        return nil
      }
      if parts[1] == "off" {
        settings[threshold] = .off
      } else {
        guard let limit = Double(parts[1]), limit.isFinite else { return nil }
        settings[threshold] = .at(limit)
      }
    }
    return settings
  }
}
