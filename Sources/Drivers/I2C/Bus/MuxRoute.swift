import Chips

/// Which channels of the multiplexers on a bus are open, where the kernel does not switch them: one way at a time, so that
/// chips with the same address on two channels are never heard together.
struct MuxRoute {
  /// What may be open, the one next to the adapter first.
  private var open: [MuxHop] = []
  /// Whether all of `open` is.
  private var isWhole = true

  /// Opens the way through `hops`, and closes another one before.
  mutating func connect(_ hops: [MuxHop], on bus: any I2CBus) throws(I2CError) {
    if open == hops, isWhole { return }
    try disconnect(on: bus)
    isWhole = false
    for hop in hops {
      // Also when no answer comes the channel may have opened.
      open.append(hop)
      _ = try bus.perform(hop.selection(bus.functions))
    }
    isWhole = true
  }

  /// Closes what is open, the farthest first. What could not be closed is tried again the next time; a multiplexer that is
  /// not there any more holds nothing open.
  mutating func disconnect(on bus: any I2CBus) throws(I2CError) {
    while let hop = open.last {
      do throws(I2CError) {
        _ = try bus.perform(hop.release(bus.functions))
      } catch .noAcknowledge {
      }
      open.removeLast()
    }
  }
}

extension MuxHop {
  /// The exchange that opens the channel, and no other one.
  func selection(_ functions: I2CFunctions) -> I2CMessage {
    control(1 << UInt8(truncatingIfNeeded: channel), functions)
  }

  /// The exchange that closes all channels.
  func release(_ functions: I2CFunctions) -> I2CMessage { control(0, functions) }

  /// Writes the control byte.
  private func control(_ byte: UInt8, _ functions: I2CFunctions) -> I2CMessage {
    functions.contains(.plain)
      ? .plain(address: address, write: [byte], read: 0) : .smbus(address: address, .send(byte), checked: false)
  }
}
