import IPMIWire
import Model

extension BootDevice {
  /// Its number in the boot flags (IPMI 2.0 table 28-14).
  var ipmiNumber: UInt8 {
    switch self {
    case .network: 1
    case .disk: 2
    case .diagnostic: 4
    case .optical: 5
    case .setup: 6
    case .removable: 15
    }
  }

  /// Disks in safe mode, and media that a remote console lends, count as what they are.
  init?(ipmiNumber: UInt8) {
    switch ipmiNumber {
    case 1: self = .network
    case 2, 3, 11: self = .disk
    case 4: self = .diagnostic
    case 5, 8: self = .optical
    case 6: self = .setup
    case 7, 9, 15: self = .removable
    default: return nil
    }
  }
}

extension BootReading {
  var status: BootStatus {
    guard let device = device.flatMap({ BootDevice(ipmiNumber: $0) }) else { return BootStatus() }
    return isPersistent ? BootStatus(persistent: device) : BootStatus(once: device)
  }
}
