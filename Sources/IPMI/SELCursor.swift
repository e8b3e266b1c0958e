public import IPMIWire

/// Reads a System Event Log without reading anything twice: where reading goes on, and what is new. A value without
/// I/O: whoever has it asks the BMC for the record it wants next and hands over the answer.
///
/// A pass begins with `look`. The newest record known is asked for again first: as long as it is still the same, the
/// log was not cleared and did not wrap past it, and what comes after it is new. Times of the log's clock decide
/// nothing, because that clock may be set at any time.
public struct SELCursor: Sendable {
  /// Record ids that Get SEL Entry takes for the first and the last record, and gives after the last.
  public static let first: UInt16 = 0x0000
  public static let last: UInt16 = 0xffff

  private enum Phase {
    /// Is the newest known record still there?
    case verify
    /// What is the newest record? Only the newest are wanted of a long log.
    case findNewest(wanted: UInt16)
    /// Are records numbered one by one, so that the oldest one wanted has this number?
    case jump(UInt16)
    case walk
  }

  /// So many passes that look unnecessary, and one is made all the same: some BMCs overwrite old records without
  /// changing count or times.
  private static let idlePasses = 12
  /// A log cannot have more; a BMC whose records form a circle must not keep us for ever.
  private static let longestWalk = 65_536

  private let limit: UInt16
  private var known: SELInfo?
  private var newest: LogRecord?
  private var phase: Phase?
  private var wanted: UInt16 = 0
  private var steps = 0
  /// Of the records read since the jump; nil when there was none.
  private var sinceJump: UInt16?
  private var idle = 0
  private var startsAnew = false
  private var entries: [LogRecord] = []

  /// `limit` is how many of the newest records are wanted; of logs with more, older ones may be left unread.
  public init(limit: UInt16) { self.limit = limit }

  /// Whether a pass is under way.
  public var isReading: Bool { phase != nil }

  /// The record to be asked for now; nil between passes.
  public var nextRecord: UInt16? { phase == nil ? nil : wanted }

  /// Begins a pass, unless one is under way or there is nothing new.
  public mutating func look(_ info: SELInfo) {
    guard phase == nil else { return }
    idle = info == known ? idle + 1 : 0
    guard info != known || idle >= SELCursor.idlePasses else { return }
    idle = 0
    let before = known
    known = info
    if info.count == 0 || limit == 0 {
      forget()
    } else if let newest, before == nil || (info.lastErase == before?.lastErase && info.count >= before!.count) {
      ask(newest.id, .verify)
    } else {
      startOver()
    }
  }

  /// The record asked for, and the id of the one after it.
  public mutating func received(_ record: LogRecord, next: UInt16) {
    switch phase {
    case .verify: record == newest ? goOn(next) : startOver()
    case .findNewest(let wanted):
      let oldest = Int(record.id) - Int(wanted) + 1
      if oldest > 1 { ask(UInt16(oldest), .jump(UInt16(oldest))) } else { ask(SELCursor.first, .walk) }
    case .jump(let id):
      guard record.id == id else { return ask(SELCursor.first, .walk) }
      sinceJump = 0
      take(record, next)
    case .walk: take(record, next)
    case nil: break
    }
  }

  /// The BMC has no such record.
  public mutating func refused() {
    switch phase {
    case .verify: startOver()
    case .findNewest, .jump: ask(SELCursor.first, .walk)
    case .walk:
      // Cleared while it was read: what there is now is found by the next pass.
      phase = nil
      known = nil
      newest = nil
    case nil: break
    }
  }

  /// What was read since this was last asked; `startsAnew` when what was read before is no longer so.
  public mutating func takeNews() -> (startsAnew: Bool, entries: [LogRecord]) {
    defer {
      startsAnew = false
      entries = []
    }
    return (startsAnew, entries)
  }

  /// The session was lost: the next `look` makes a pass.
  public mutating func pause() {
    phase = nil
    steps = 0
    sinceJump = nil
    known = nil
  }

  private mutating func forget() {
    phase = nil
    steps = 0
    sinceJump = nil
    newest = nil
    startsAnew = true
    entries = []
  }

  private mutating func startOver() {
    forget()
    let count = known?.count ?? 0
    if count > limit { ask(SELCursor.last, .findNewest(wanted: limit)) } else { ask(SELCursor.first, .walk) }
  }

  private mutating func take(_ record: LogRecord, _ next: UInt16) {
    entries.append(record)
    newest = record
    sinceJump = sinceJump.map { $0 &+ 1 }
    goOn(next)
  }

  private mutating func goOn(_ next: UInt16) {
    steps += 1
    guard next == SELCursor.last || next == newest?.id || steps > SELCursor.longestWalk else {
      return ask(next, .walk)
    }
    let read = sinceJump
    phase = nil
    steps = 0
    sinceJump = nil
    if let read, read < limit {
      // Numbers were left out: the jump went too far.
      forget()
      ask(SELCursor.first, .walk)
    }
  }

  private mutating func ask(_ id: UInt16, _ phase: Phase) {
    wanted = id
    self.phase = phase
  }
}
