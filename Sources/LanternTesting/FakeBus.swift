public import Chips
import Synchronization

/// An I2C bus in memory: chips that are register files, every exchange kept, errors at the exchanges that a test says.
public final class FakeBus: I2CBus, Sendable {
  private struct State {
    var chips: [UInt8: FakeChip] = [:]
    var messages: [I2CMessage] = []
    /// Of all that was ever asked of it.
    var count = 0
    var failures: [(first: Int, last: Int, error: I2CError)] = []
    var stuck = false
  }

  public let functions: I2CFunctions
  private let state = Mutex(State())

  /// A bus as a controller's own driver has it.
  public static let plainAdapter: I2CFunctions = [.plain, .words, .readBlock, .readBytes, .processBlock, .checks]
  /// A bus as a PC chipset has it.
  public static let smbusAdapter: I2CFunctions = [.words, .readBlock, .readBytes, .processBlock, .checks]

  public init(functions: I2CFunctions = FakeBus.plainAdapter) { self.functions = functions }

  /// The chip at an address; nil where nothing answers.
  public subscript(address: UInt8) -> FakeChip? {
    get { state.withLock { $0.chips[address] } }
    set { state.withLock { $0.chips[address] = newValue } }
  }

  /// Everything that was asked of it.
  public var messages: [I2CMessage] { state.withLock { $0.messages } }

  /// `messages` in words: `48 w00 r2`, `48 byte 01`, `48 byte 01=80`, `48 word 8b`, `48 send 03`, with a `+` where
  /// they are checked.
  public var trace: [String] { messages.map(\.inWords) }

  public func clearTrace() { state.withLock { $0.messages = [] } }

  /// The exchanges from the `after`-th from now on (0: the next one), so many of them, fail.
  public func fail(after: Int = 0, count: Int = 1, with error: I2CError) {
    state.withLock {
      let first = $0.count + after
      $0.failures.append((first: first, last: first + count - 1, error: error))
    }
  }

  /// Something holds a line down: every exchange times out.
  public var isStuck: Bool {
    get { state.withLock { $0.stuck } }
    set { state.withLock { $0.stuck = newValue } }
  }

  public func perform(_ message: I2CMessage) throws(I2CError) -> [UInt8] {
    let functions = functions
    let result: Result<[UInt8], I2CError> = state.withLock { state in
      let number = state.count
      state.count += 1
      state.messages.append(message)
      if state.stuck { return .failure(.timedOut) }
      if let failure = state.failures.first(where: { $0.first <= number && number <= $0.last }) {
        return .failure(failure.error)
      }
      guard message.isPossible(with: functions) else { return .failure(.unsupported) }
      guard var chip = state.chips[message.address] else { return .failure(.noAcknowledge) }
      do throws(I2CError) {
        let bytes = try chip.perform(message)
        state.chips[message.address] = chip
        return .success(bytes)
      } catch {
        state.chips[message.address] = chip
        return .failure(error)
      }
    }
    return try result.get()
  }
}

extension I2CMessage {
  fileprivate func isPossible(with functions: I2CFunctions) -> Bool {
    switch self {
    case .plain: return functions.contains(.plain)
    case .smbus(_, let operation, let isChecked):
      if isChecked, !functions.contains(.checks) { return false }
      return switch operation {
      case .readBlock, .writeBlock: functions.contains(.readBlock)
      case .readBytes: functions.contains(.readBytes)
      case .processBlock: functions.contains(.processBlock)
      default: functions.contains(.words)
      }
    }
  }

  /// One line of a trace.
  public var inWords: String {
    func hex(_ bytes: [UInt8]) -> String {
      bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    let words: String
    switch self {
    case .plain(_, let write, let read):
      words = ([write.isEmpty ? nil : "w" + hex(write), read == 0 ? nil : "r\(read)"]).compactMap(\.self)
        .joined(separator: " ")
    case .smbus(_, let operation, let isChecked):
      let text =
        switch operation {
        case .receive: "receive"
        case .send(let byte): "send " + hex([byte])
        case .readByte(let register): "byte " + hex([register])
        case .writeByte(let register, let byte): "byte \(hex([register]))=\(hex([byte]))"
        case .readWord(let register): "word " + hex([register])
        case .writeWord(let register, let first, let second): "word \(hex([register]))=\(hex([first, second]))"
        case .readBlock(let register): "block " + hex([register])
        case .writeBlock(let register, let bytes): "block \(hex([register]))=\(hex(bytes))"
        case .readBytes(let register, let count): "bytes \(hex([register])) r\(count)"
        case .processBlock(let register, let bytes): "process \(hex([register]))=\(hex(bytes))"
        }
      words = text + (isChecked ? " +" : "")
    }
    return hex([address]) + " " + words
  }
}
