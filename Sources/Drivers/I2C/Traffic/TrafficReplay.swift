public import Chips

/// A bus that answers as another one did while it was recorded: for each address the same exchanges in the same order.
/// What differs is not answered, and said in `complaint`.
///
/// A loose one keeps no order: each question gets the answers that it got, one after the other, and at the end the last of
/// them again and again. So an agent runs on it whose timing is another.
public final class TrafficReplay: I2CBus {
  /// A line that cannot be read, as a sentence.
  public struct Problem: Error, Hashable, Sendable {
    public var sentence: String

    public init(sentence: String) { self.sentence = sentence }
  }

  public let functions: I2CFunctions
  private let name: String
  private let isLoose: Bool
  private var given: [I2CMessage: TrafficLine] = [:]
  private var waiting: [UInt8: [TrafficLine]] = [:]
  /// What was asked differently than in the recording, the first time; nil while all is the same.
  public private(set) var complaint: String?

  /// The exchanges of one adapter, `i2c-6`, out of the recording's text. Empty lines and those that begin with `#` do not
  /// count.
  public init(_ recording: String, bus name: String, isLoose: Bool = false) throws(Problem) {
    self.name = name
    self.isLoose = isLoose
    var functions: I2CFunctions?
    var number = 0
    for text in recording.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      if text.isEmpty || text.hasPrefix("#") { continue }
      guard let line = TrafficLine(text) else {
        throw Problem(sentence: "Line \(number) of the recording is none of an exchange: \(text)")
      }
      guard line.bus == name else { continue }
      switch line.content {
      case .functions(let found): functions = found
      case .answer(let message, _), .failure(let message, _): waiting[message.address, default: []].append(line)
      }
    }
    guard let functions else {
      throw Problem(sentence: "The recording has no bus \(name), or not what it can do ('\(name) functions …').")
    }
    self.functions = functions
    // So that the next one is taken off the end.
    waiting = waiting.mapValues { $0.reversed() }
  }

  /// How many exchanges were not asked for yet.
  public var rest: Int { waiting.values.reduce(0) { $0 + $1.count } }

  public func perform(_ message: I2CMessage) throws(I2CError) -> [UInt8] {
    guard let line = isLoose ? anyAnswer(to: message) : waiting[message.address]?.popLast() else {
      throw complain("\(name): the recording has nothing more for the address \(message.address.inHex).", message)
    }
    switch line.content {
    case .answer(message, let bytes): return bytes
    case .failure(message, let error): throw error
    default:
      waiting[message.address]?.append(line)
      throw complain("\(name): the recording goes on with `\(line.text)`.", message)
    }
  }

  private func anyAnswer(to message: I2CMessage) -> TrafficLine? {
    if let place = waiting[message.address]?.lastIndex(where: { $0.content.message == message }) {
      given[message] = waiting[message.address]?.remove(at: place)
    }
    return given[message]
  }

  private func complain(_ sentence: String, _ message: I2CMessage) -> I2CError {
    if complaint == nil { complaint = "\(sentence) Asked was: `\(message.recorded.joined(separator: " "))`." }
    return .malformed
  }
}

extension TrafficLine.Content {
  fileprivate var message: I2CMessage? {
    switch self {
    case .functions: nil
    case .answer(let message, _), .failure(let message, _): message
    }
  }
}
