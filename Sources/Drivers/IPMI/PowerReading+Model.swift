import IPMIWire
import Model

extension PowerReading {
  /// The chassis status decides between on and off; the ACPI state only says which kind of it, since many BMCs
  /// leave an old one standing.
  var state: PowerState {
    switch (isOn, acpiState) {
    case (true, 1), (true, 2): .sleepLight
    case (true, 3), (true, 8), (true, 9): .sleepDeep
    case (true, _): .on
    case (false, 4): .hibernate
    case (false, _): .off
    }
  }
}
