import Documents
import Transport

extension ValueType where Value == PresenceAddress {
  static var presenceAddress: Self {
    ValueType("an IP address with or without a UDP port, such as 192.0.2.7:623 or \"[::]:623\"") {
      (text) throws(Refusal) -> PresenceAddress? in PresenceAddress(parsing: text)
    }
  }
}
