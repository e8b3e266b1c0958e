/// Checks the hash chain of a trail, one line after the other, oldest first. Keeps as much of a long trail as of a
/// short one.
struct AuditVerifier: Sendable {
  private let head: AuditHead?
  /// The chain so far. Before the first record its hash is known only if that record is number 1.
  private var link = AuditLink.beginning
  private var hasRecord = false
  /// As `link`, right after the last record.
  private var record = AuditLink.beginning
  private var recordPlace: AuditPlace?
  /// The first line after the last record that is none.
  private var fragment: AuditPlace?
  /// Where a change must be whose place the next record tells: a hash that does not fit is wrong, or what it is of.
  private var suspect: AuditPlace?
  private var lastPlace: AuditPlace?
  private var summary = AuditSummary()

  init(head: AuditHead?) { self.head = head }

  /// `line` has its line feed, unless it is the last of its file; of one that is too long, at least so much that this
  /// can be seen.
  mutating func take(_ line: [UInt8], at place: AuditPlace) throws(AuditBreak) {
    guard line.count <= AuditLine.maximumLength else { throw AuditBreak(place, .tooLong) }
    lastPlace = place
    // The trail closes an open line before it goes on.
    let line = line.last == UInt8(ascii: "\n") ? line : line + [UInt8(ascii: "\n")]
    if let found = AuditLine(line) {
      try take(found, line, at: place)
    } else {
      link = link.absorbing(line)
      if fragment == nil { fragment = place }
      if summary.cutShort.count < AuditSummary.placeLimit { summary.cutShort.append(place) }
    }
  }

  private mutating func take(_ found: AuditLine, _ line: [UInt8], at place: AuditPlace) throws(AuditBreak) {
    if hasRecord {
      try settle(next: found, at: place)
      try checkNumber(found, at: place)
      try checkHash(found)
    } else {
      try checkBeginning(found, at: place)
      summary.first = found.number
    }
    record = AuditLink(number: found.number, line: line)
    link = record
    hasRecord = true
    recordPlace = place
    fragment = nil
    summary.records += 1
    summary.last = record
    if let last = head?.last, last.number == record.number, last.hash != record.hash {
      throw AuditBreak(place, .changed)
    }
  }

  private func checkBeginning(_ found: AuditLine, at place: AuditPlace) throws(AuditBreak) {
    if let head, found.number > head.first {
      if let fragment { throw AuditBreak(fragment, .damaged) }
      throw AuditBreak(place, .missing(head.first...(found.number - 1)))
    }
    if found.number == 1, found.previous != link.hash { throw AuditBreak(fragment ?? place, .changed) }
  }

  private func checkNumber(_ found: AuditLine, at place: AuditPlace) throws(AuditBreak) {
    let due = link.number + 1
    if found.number > due {
      if let fragment { throw AuditBreak(fragment, .damaged) }
      throw AuditBreak(place, .missing(due...(found.number - 1)))
    }
    if found.number < due { throw AuditBreak(place, .outOfOrder(number: found.number, due: due)) }
  }

  private mutating func checkHash(_ found: AuditLine) throws(AuditBreak) {
    if found.previous == link.hash { return }
    if let fragment, found.previous == record.hash { throw AuditBreak(fragment, .inserted) }
    suspect = recordPlace
  }

  /// A hash did not fit, in the last record. If that record is as it was written, the change is before it.
  private func settle(next: AuditLine, at place: AuditPlace) throws(AuditBreak) {
    guard let suspect else { return }
    let isRecordIntact = next.number == link.number + 1 && next.previous == link.hash
    throw AuditBreak(isRecordIntact ? suspect : recordPlace ?? place, .changed)
  }

  /// What there is to say of a whole trail.
  func finish() throws(AuditBreak) -> AuditSummary {
    if let suspect { throw AuditBreak(suspect, .changed) }
    guard let head else {
      if let lastPlace { throw AuditBreak(lastPlace, .headMissing) }
      return summary
    }
    if head.last.number > record.number {
      let place = lastPlace ?? AuditPlace(file: AuditFiles.name(0), line: 0)
      throw AuditBreak(place, .cutOff((hasRecord ? record.number + 1 : head.first)...head.last.number))
    }
    var summary = summary
    summary.unconfirmed = record.number - head.last.number
    return summary
  }
}
