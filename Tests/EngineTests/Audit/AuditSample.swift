import Engine
import Hashing
import Model

/// Records and the lines that a trail of them has.
enum AuditSample {
  static func record(_ user: String) -> AuditRecord {
    AuditRecord(
      time: WallTime(secondsSince1970: 0), stage: .admitted,
      caller: Caller(user: user, rights: Rights(.administrator), address: "local", face: "test", request: "1"),
      command: .power(system: "s", verb: .on), before: "off")
  }

  /// The lines of one record after the other, each by the rule that the documentation states.
  static func lines(_ users: String..., after link: AuditLink = .beginning) -> [[UInt8]] {
    var link = link
    return users.map { user in
      let line = record(user).line(after: link)
      link = AuditLink(number: link.number + 1, hash: SHA256.digest(line))
      return line
    }
  }
}
