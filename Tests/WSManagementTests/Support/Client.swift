import CIM
import LanternTesting
import Model
import Synchronization
import Testing
import XML

@testable import WSManagement

/// A service with a small machine behind it, and a client that writes requests the way wsmancli does.
///
/// Random bytes are 1, 2, 3 … to 255, so that message ids and enumeration contexts can be foretold.
final class Client {
  let service: WSManagementService
  let store = ModelStore()
  var now = Instant(nanoseconds: 1_000_000_000_000)
  var user: String? = "admin"
  var contentType: String? = "application/soap+xml;charset=UTF-8"

  init(
    _ contents: [Content] = Machine.contents, limits: ServiceLimits = ServiceLimits(), view: CIMView = Shipped.view
  ) {
    let last = Mutex<UInt32>(0)
    service = WSManagementService(
      view: view,
      identity: ServiceIdentity(
        productVendor: "Maker & Sons", productVersion: "1.2", dashVersion: "1.1.0",
        securityProfiles: ["http/digest", "https/basic"]),
      limits: limits,
      random: { count in
        last.withLock { last in
          (0..<count).map { _ in
            last += 1
            return UInt8(truncatingIfNeeded: last &+ (last >> 8) &* 31 &+ (last >> 16) &* 7)
          }
        }
      })
    publish(contents)
  }

  func publish(_ contents: [Content], for time: Duration = .seconds(3600)) {
    store.publish(contents.map { ($0, now + time) })
  }

  func handle(_ bytes: [UInt8]) -> Handling {
    bytes.withUnsafeBytes { body in
      service.handle(
        WSManagementRequest(
          body: body, contentType: contentType, caller: user.map { Identity(name: $0, address: "192.0.2.1") },
          now: now, snapshot: store.snapshot))
    }
  }

  /// The answer at once; a command is an issue.
  func send(_ bytes: [UInt8], _ location: SourceLocation = #_sourceLocation) -> Response {
    switch handle(bytes) {
    case .answer(let answer): return Response(answer)
    case .command(let pending):
      Issue.record("led to the command \(pending.command)", sourceLocation: location)
      return finish(pending, .failed("not expected"))
    }
  }

  func send(_ text: String, _ location: SourceLocation = #_sourceLocation) -> Response {
    send(Array(text.utf8), location)
  }

  func send(_ request: Request, _ location: SourceLocation = #_sourceLocation) -> Response {
    send(request.text, location)
  }

  /// The command that a request leads to, which it must.
  func command(_ request: Request) throws -> PendingCommand {
    guard case .command(let pending) = handle(Array(request.text.utf8)) else { throw NoCommand() }
    return pending
  }

  /// What the client hears when the command has come to this, and the model is as it is now.
  func finish(_ pending: PendingCommand, _ outcome: CommandOutcome) -> Response {
    Response(pending.finish(outcome, store.snapshot, now))
  }

  struct NoCommand: Error {}
}

/// The machine behind the service: one system, a fan with its tachometer, two temperatures, and firmware.
enum Machine {
  static var contents: [Content] {
    [.system(system), .sensor(tachometer), .sensor(temperature("t1", 20)), .sensor(temperature("t2", 30))]
      + [.fan(sampleFan("fan1", tachometer: "tach1")), .firmware(firmware)]
  }

  static var system: System {
    var system = sampleSystem(power: .on)
    system.power.supported = [.on, .off, .cycle, .reset]
    return system
  }

  static var tachometer: Sensor {
    sampleSensor("tach1", kind: .tachometer, unit: .rpm, measures: ObjectID(.fan, "fan1"), reading: 4200)
  }

  static func temperature(_ id: String, _ reading: Double) -> Sensor { sampleSensor(id, reading: reading) }

  static var firmware: Firmware {
    var firmware = Firmware(id: "bios", name: "BIOS", system: System.onlyID, kind: .bios)
    firmware.version = "<1.0>"
    firmware.released = WallTime(secondsSince1970: 1_700_000_000)
    return firmware
  }

  static let fan = "CIM_Fan"
  static let cimPrefix = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/"
}
