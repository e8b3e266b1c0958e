import Model

extension Governor {
  /// The duty that `reading` demands, in percent of full speed: straight lines between the points of the curve, flat
  /// beyond its ends. Full speed for a curve without points.
  func duty(at reading: Double) -> Double {
    guard let first = curve.first, let last = curve.last else { return FanController.fullDuty }
    if reading <= first.reading { return first.duty }
    var below = first
    for point in curve.dropFirst() {
      if reading < point.reading {
        return below.duty + (point.duty - below.duty) * (reading - below.reading) / (point.reading - below.reading)
      }
      below = point
    }
    return last.duty
  }
}
