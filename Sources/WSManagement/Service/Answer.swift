public import Model
import XML

/// What to send back over HTTP.
public struct Answer: Hashable, Sendable {
  /// 200; 400 for a fault of the sender, 500 for one of ours.
  public var status: Int
  public var contentType: String
  /// The body, one piece after the other: instances that were rendered before are not copied for one more answer.
  public var pieces: [[UInt8]]

  /// All pieces together.
  public var body: [UInt8] { pieces.joinedOctets }

  /// Octets of the body.
  public var size: Int { pieces.reduce(0) { $0 + $1.count } }
}

/// What a request led to.
public enum Handling: Sendable {
  case answer(Answer)
  /// The request is a command. The answer follows when it has been through the door.
  case command(PendingCommand)
}

/// A command that a request asks for, and the way back to its answer.
public struct PendingCommand: Sendable {
  public let command: Command
  /// The request's MessageID, for `Caller.request`: remote text of at most 128 characters.
  public let request: String
  /// How long the client is ready to wait. When the command has not ended by then, it may be answered with
  /// `finish(.timedOut(...), ...)`; what becomes of the command is then no longer told.
  public let timeLimit: Duration?
  /// Makes the answer from the outcome, and from the model as it is by then. Any thread may call it, once.
  public let finish: @Sendable (CommandOutcome, Snapshot, Instant) -> Answer
}

extension Answer {
  init(status: Int, body: [UInt8], encoding: XMLEncoding) {
    self.init(status: status, pieces: [body], encoding: encoding)
  }

  /// `pieces` are UTF-8 here, and sent in the encoding of the request (DSP0226 R13.1-5).
  init(status: Int, pieces: [[UInt8]], encoding: XMLEncoding) {
    self.status = status
    switch encoding {
    case .utf8:
      contentType = "application/soap+xml;charset=UTF-8"
      self.pieces = pieces
    case .utf16LittleEndian, .utf16BigEndian:
      contentType = "application/soap+xml;charset=UTF-16"
      self.pieces = [Self.utf16(pieces.joinedOctets, isLittleEndian: encoding == .utf16LittleEndian)]
    case .latin1:
      contentType = "application/soap+xml;charset=ISO-8859-1"
      self.pieces = [Self.latin1(pieces.joinedOctets)]
    }
  }

  /// With a byte order mark.
  private static func utf16(_ body: [UInt8], isLittleEndian: Bool) -> [UInt8] {
    var units: [UInt8] = []
    units.reserveCapacity(body.count * 2 + 2)
    func append(_ unit: UInt16) {
      let (low, high) = (UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8))
      units.append(isLittleEndian ? low : high)
      units.append(isLittleEndian ? high : low)
    }
    append(0xFEFF)
    for unit in String(decoding: body, as: UTF8.self).utf16 { append(unit) }
    return units
  }

  /// Other characters as references, which may stand everywhere that a text from outside may.
  private static func latin1(_ body: [UInt8]) -> [UInt8] {
    guard body.contains(where: { $0 >= 0x80 }) else { return body }
    var octets: [UInt8] = []
    octets.reserveCapacity(body.count)
    for scalar in String(decoding: body, as: UTF8.self).unicodeScalars {
      if let octet = UInt8(exactly: scalar.value) {
        octets.append(octet)
      } else {
        octets += "&#\(scalar.value);".utf8
      }
    }
    return octets
  }
}

extension XMLEncoding {
  /// As the XML declaration of an answer names it.
  var name: StaticString {
    switch self {
    case .utf8: "UTF-8"
    case .utf16LittleEndian, .utf16BigEndian: "UTF-16"
    case .latin1: "ISO-8859-1"
    }
  }
}

extension [[UInt8]] {
  fileprivate var joinedOctets: [UInt8] { count == 1 ? self[0] : Array<UInt8>(joined()) }
}
