import Engine
import Hashing
import Logging

/// Writes each audit record to the trail and, as one line, to the log, so that the journal has a copy that nobody who
/// can write to the state directory can change. What could not be written to the trail is in the log all the same.
struct AuditLog: AuditWriter {
  let trail: AuditTrail
  let logger: Logger

  func append(_ record: AuditRecord) throws(AuditFailure) {
    var metadata = Logger.Metadata(
      record.fields.map { ($0.name, .string($0.value)) }, uniquingKeysWith: { first, _ in first })
    do throws(AuditFailure) {
      let link = try trail.add(record)
      metadata["number"] = "\(link.number)"
      metadata["hash"] = "\(Hex.encode(link.hash))"
      logger.info("audit", metadata: metadata)
    } catch {
      logger.error("audit record not written", metadata: metadata)
      throw error
    }
  }
}
