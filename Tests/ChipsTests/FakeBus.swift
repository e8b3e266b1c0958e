import Chips

/// A bus with one chip on it, that writes down every exchange and fails where it is told to.
final class FakeBus: I2CBus {
  let functions: I2CFunctions
  /// By register or command.
  var registers: [UInt8: [UInt8]] = [:]
  /// By page, before `registers`.
  var pages: [UInt8: [UInt8: [UInt8]]] = [:]
  /// What the n-th exchange from now on fails with, counted from 0.
  var faults: [Int: I2CError] = [:]
  private(set) var page: UInt8 = 0
  /// One line for each exchange, also for those that failed.
  private(set) var trace: [String] = []
  /// What was written in all, as register and bytes; a register by itself only says what is read.
  private(set) var writes: [[UInt8]] = []

  init(functions: I2CFunctions = [.plain, .words, .readBlock, .processBlock]) { self.functions = functions }

  func perform(_ message: I2CMessage) throws(I2CError) -> [UInt8] {
    let number = trace.count
    trace.append(FakeBus.line(message))
    if let fault = faults[number] { throw fault }
    switch message {
    case .plain(_, let write, let count):
      guard let register = write.first else { throw .malformed }
      if count == 0 { try store(register, Array(write.dropFirst())) }
      return count == 0 ? [] : bytes(register, count)
    case .smbus(_, let operation, _):
      switch operation {
      case .send(let register): try store(register, [])
      case .writeByte(let register, let byte): try store(register, [byte])
      case .writeWord(let register, let first, let second): try store(register, [first, second])
      case .readByte(let register): return bytes(register, 1)
      case .readWord(let register): return bytes(register, 2)
      case .readBytes(let register, let count): return bytes(register, count)
      case .readBlock(let register), .processBlock(let register, _): return content(register)
      default: throw .unsupported
      }
      return []
    }
  }

  private func store(_ register: UInt8, _ bytes: [UInt8]) throws(I2CError) {
    writes.append([register] + bytes)
    if register == 0, bytes.count == 1, !pages.isEmpty {
      page = bytes[0]
    } else if !bytes.isEmpty {
      registers[register] = bytes
    }
  }

  private func content(_ register: UInt8) -> [UInt8] { pages[page]?[register] ?? registers[register] ?? [] }

  private func bytes(_ register: UInt8, _ count: Int) -> [UInt8] {
    Array((content(register) + [UInt8](repeating: 0, count: count)).prefix(count))
  }

  /// `48 w 00 r 2`, or the name of the operation with what goes out.
  private static func line(_ message: I2CMessage) -> String {
    let address = hex([message.address])
    switch message {
    case .plain(_, let write, let count):
      return "\(address) w \(hex(write))" + (count == 0 ? "" : " r \(count)")
    case .smbus(_, let operation, let checked):
      return "\(address) \(operation)" + (checked ? " checked" : "")
    }
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }
}
