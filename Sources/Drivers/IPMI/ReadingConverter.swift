import IPMIWire
import Model

/// Turns the readings of one sensor into samples.
struct ReadingConverter: Hashable {
  /// That of the sensor in the model.
  let id: String
  private let scale: SensorScale
  private let isNumeric: Bool
  private let thresholds: [Threshold]
  /// Indices into the sensor's states, by offset.
  private let places: [Int: Int]

  init(_ record: SensorRecord, _ sensor: Sensor, scale: SensorScale) {
    id = sensor.id
    self.scale = scale
    isNumeric = record.isNumeric
    // The most severe first.
    thresholds = [.fatalLow, .fatalHigh, .criticalLow, .criticalHigh, .warningLow, .warningHigh]
      .filter { sensor.thresholds[$0] != nil }
    places = Dictionary(uniqueKeysWithValues: record.stateOffsets.enumerated().map { ($1, $0) })
  }

  /// Limits of the model as the BMC's record counts them.
  func recordLimits(_ limits: [Threshold: Double]) -> ThresholdValues {
    var values = ThresholdValues()
    for (threshold, limit) in limits {
      values[keyPath: ThresholdValues.all[threshold.ipmiBit]] = scale.record(limit)
    }
    return values
  }

  func sample(_ reading: Reading) -> SensorSample {
    switch reading.status {
    case .unavailable: return SensorSample(sensor: id, quality: .unavailable)
    case .disabled: return SensorSample(sensor: id, quality: .disabled)
    case .failed: return SensorSample(sensor: id, quality: .unknown)
    case .good: break
    }
    guard isNumeric else {
      let active = (0..<15).filter { reading.states >> $0 & 1 != 0 }.compactMap { places[$0] }
      return SensorSample(sensor: id, quality: .good, activeStates: active)
    }
    guard let value = reading.value else { return SensorSample(sensor: id, quality: .unavailable) }
    let crossed = thresholds.first { reading.states >> $0.ipmiBit & 1 != 0 }
    return SensorSample(
      sensor: id, quality: .good, value: scale.value(value),
      state: crossed.map(SensorState.init(crossing:)) ?? .normal)
  }
}
