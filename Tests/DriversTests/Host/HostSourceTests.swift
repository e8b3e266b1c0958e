import Drivers
import Model
import Synchronization
import TestSupport
import Testing

@Suite struct HostSourceTests {
  private let root = TemporaryDirectory()

  private func source(_ plan: HostPlan, interval: Duration = .seconds(3600)) -> HostSource {
    HostSource(plan, system: SystemFiles(root: root.path), interval: interval)
  }

  /// What the source has told when it is through with its first look.
  private func told(_ source: HostSource) async -> Telling {
    let telling = Telling()
    source.start(sink: telling)
    await telling.wait { $0.status != nil }
    source.stop()
    return telling
  }

  private func image(_ id: String) -> Firmware { Firmware(id: id, name: id, system: "s") }

  @Test func versionsComeFromFilesAndFromTheDeviceTree() async {
    root.write("NAME=Board\nVERSION_ID=\"2.14\"\n", to: "etc/os-release")
    root.write("7.1\nbuilt today\n", to: "etc/fpga-version")
    root.write("U-Boot 2023.04", to: "proc/device-tree/chosen/u-boot,version")
    let telling = await told(
      source(
        HostPlan(
          files: [
            PlannedFile(firmware: image("os"), path: "/etc/os-release", key: "VERSION_ID"),
            PlannedFile(firmware: image("fpga"), path: "/etc/fpga-version"),
            PlannedFile(firmware: image("boot"), path: "/proc/device-tree/chosen/u-boot,version"),
          ], system: "s")))
    #expect(telling.now.versions == ["os": "2.14", "fpga": "7.1", "boot": "U-Boot 2023.04"])
    #expect(telling.now.status == .working)
    #expect(telling.now.source == "host")
  }

  @Test func aFileThatIsMissingLeavesItsVersionUnknownAndSaysSo() async {
    root.write("1.0\n", to: "etc/version")
    root.write("NAME=Board\n", to: "etc/os-release")
    let telling = await told(
      source(
        HostPlan(
          files: [
            PlannedFile(firmware: image("gone"), path: "/etc/gone"),
            PlannedFile(firmware: image("here"), path: "/etc/version"),
            PlannedFile(firmware: image("keyless"), path: "/etc/os-release", key: "VERSION_ID"),
            PlannedFile(firmware: image("folder"), path: "/etc"),
          ], system: "s")))
    #expect(telling.now.versions == ["here": "1.0"])
    #expect(
      telling.now.status
        == .failing(
          kind: "unreadable",
          message: "/etc/gone cannot be read (No such file or directory), so the version of 'gone' is not known. "
            + "/etc/os-release has no line 'VERSION_ID=…': the version of 'keyless' is not known. "
            + "/etc cannot be read (it is not a regular file), so the version of 'folder' is not known."))
  }

  @Test func whatSMBIOSTellsBelongsToTheSystem() async {
    root.write(bytes: Self.entryPoint, to: "sys/firmware/dmi/tables/smbios_entry_point")
    root.write(bytes: Self.table, to: "sys/firmware/dmi/tables/DMI")
    let telling = await told(source(HostPlan(hasSMBIOS: true, system: "node1")))
    #expect(telling.now.status == .working)
    #expect(telling.now.contents.allSatisfy { $0.system == "node1" })
    #expect(telling.now.contents.map(\.id) == [ObjectID(.system, "node1"), ObjectID(.part, "node1.smbios:chassis")])
    guard case .system(let system) = telling.now.contents[0] else { return }
    #expect(system.uuid == "131211101514171618191A1B1C1D1E1F")
  }

  @Test func withoutTablesOnlyTheRestIsKnown() async {
    root.write("1.0\n", to: "etc/version")
    let telling = await told(
      source(HostPlan(files: [PlannedFile(firmware: image("v"), path: "/etc/version")], hasSMBIOS: true, system: "s")))
    #expect(telling.now.versions == ["v": "1.0"])
    guard case .failing("unreadable", let message) = telling.now.status else {
      Issue.record("no failure")
      return
    }
    #expect(message.hasPrefix("/sys/firmware/dmi/tables/smbios_entry_point cannot be read"))
  }

  @Test func aVersionThatChangesIsToldWithTheNextLook() async {
    root.write("1.0\n", to: "etc/version")
    let source = source(
      HostPlan(files: [PlannedFile(firmware: image("v"), path: "/etc/version")], system: "s"),
      interval: .milliseconds(5))
    let telling = Telling()
    source.start(sink: telling)
    await telling.wait { $0.versions == ["v": "1.0"] }
    root.write("1.1\n", to: "etc/version")
    await telling.wait { $0.versions == ["v": "1.1"] }
    source.stop()
  }

  @Test func filesControlNothing() {
    let source = source(HostPlan(system: "s"))
    let result = Mutex<ActionResult?>(nil)
    source.perform(.readPower(system: "s")) { given in result.withLock { $0 = given } }
    #expect(
      result.withLock { $0 }
        == .refused("Files of the operating system tell of the machine; they control nothing."))
  }

  private static let table: [UInt8] =
    [1, 24, 0, 0, 1, 2, 0, 0] + [UInt8](0x10...0x1f) + Array("Maker\0Server\0\0".utf8) + [127, 4, 1, 0, 0, 0]
  private static let entryPoint: [UInt8] = {
    var bytes = Array("_SM3_".utf8) + [0, 24, 3, 2, 0, 1, 0] + [UInt8(table.count)] + [UInt8](repeating: 0, count: 11)
    bytes[5] = 0 &- bytes.reduce(0, &+)
    return bytes
  }()
}

/// Keeps what a source tells, and lets a test wait for it.
private final class Telling: HardwareSink {
  struct Told {
    var contents: [Content] = []
    var status: SourceStatus?
    var source = ""

    var versions: [String: String] {
      var versions: [String: String] = [:]
      for case .firmware(let firmware) in contents { versions[firmware.id] = firmware.version }
      return versions
    }
  }

  private struct State {
    var told = Told()
    var waiting: (condition: @Sendable (Told) -> Bool, continuation: CheckedContinuation<Void, Never>)?
  }

  private let state = Mutex(State())

  var now: Told { state.withLock { $0.told } }

  func deliver(_ report: HardwareReport, from source: String) {
    let continuation = state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.told.source = source
      switch report {
      case .inventory(let contents): state.told.contents = contents
      case .status(let status): state.told.status = status
      default: Issue.record("nothing else is told by files")
      }
      guard let waiting = state.waiting, waiting.condition(state.told) else { return nil }
      state.waiting = nil
      return waiting.continuation
    }
    continuation?.resume()
  }

  /// Returns when what was told fits.
  func wait(until condition: @escaping @Sendable (Told) -> Bool) async {
    await withCheckedContinuation { continuation in
      let fits = state.withLock { state in
        if condition(state.told) { return true }
        state.waiting = (condition, continuation)
        return false
      }
      if fits { continuation.resume() }
    }
  }
}
