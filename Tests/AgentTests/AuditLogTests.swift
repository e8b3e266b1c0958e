import Engine
import Logging
import Model
import Synchronization
import TestSupport
import Testing

@testable import Agent

/// Each record is in the log, too, written to the trail or not.
struct AuditLogTests {
  private final class Recorder: LogHandler {
    private struct Entry {
      var text: String
      var metadata: Logger.Metadata
    }

    private let entries = Mutex<[Entry]>([])
    var metadata: Logger.Metadata {
      get { [:] }
      set {}
    }
    var logLevel: Logger.Level {
      get { .info }
      set {}
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { nil }
      set {}
    }

    func log(event: LogEvent) {
      let entry = Entry(text: "\(event.level) \(event.message)", metadata: event.metadata ?? [:])
      entries.withLock { $0.append(entry) }
    }

    var texts: [String] { entries.withLock { $0.map(\.text) } }
    func value(_ key: String) -> String? { entries.withLock { $0.last?.metadata[key]?.description } }
  }

  private let temporary = TemporaryDirectory()
  private let recorder = Recorder()

  private func log(_ directory: String) -> AuditLog {
    AuditLog(trail: AuditTrail(directory: directory), logger: Logger(label: "test") { [recorder] _ in recorder })
  }

  private let record = AuditRecord(
    time: WallTime(secondsSince1970: 0), stage: .answered(.denied),
    caller: Caller(user: "eve", rights: Rights(.readonly), address: "192.0.2.7", face: "test", request: "uuid:1"),
    command: .power(system: "s", verb: .off), before: "on", after: "on")

  @Test func aRecordIsOneLineOfTheLogWithItsPlaceInTheChain() throws {
    try log(temporary.path).append(record)
    #expect(recorder.texts == ["info audit"])
    #expect(recorder.value("user") == "eve")
    #expect(recorder.value("address") == "192.0.2.7")
    #expect(recorder.value("command") == "power")
    #expect(recorder.value("verb") == "off")
    #expect(recorder.value("outcome") == "denied")
    #expect(recorder.value("number") == "1")
    #expect(recorder.value("hash")?.utf8.count == 64)
    #expect(temporary.text(of: "audit.head")?.contains("\"\(recorder.value("hash") ?? "none")\"") == true)
  }

  @Test func whatTheTrailCannotTakeIsInTheLogAllTheSame() {
    #expect(throws: AuditFailure.self) { try log(temporary.path + "/missing/state").append(record) }
    #expect(recorder.texts == ["error audit record not written"])
    #expect(recorder.value("user") == "eve")
    #expect(recorder.value("number") == nil)
  }
}
