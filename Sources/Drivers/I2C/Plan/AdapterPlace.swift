/// Which adapter of the machine a bus is.
public enum AdapterPlace: Hashable, Sendable {
  /// `/dev/i2c-N`.
  case number(Int)
  /// The adapter of the device whose path in sysfs, or whose node of the device tree, ends so: `1e78a100.i2c-bus`.
  /// Numbers can change from one kernel to the next.
  case device(String)
}
