import FRU
import Model

/// What a machine says of itself at one time.
struct HostReading: Hashable {
  private(set) var contents: [Content] = []
  /// What could not be read, as sentences.
  private(set) var problems: [String] = []

  private static let maximumFile = 64 << 10
  private static let tables = "/sys/firmware/dmi/tables/"

  init(_ plan: HostPlan, _ system: SystemFiles) {
    for file in plan.files {
      var firmware = file.firmware
      if let version = version(file, system) { firmware.version = version }
      contents.append(.firmware(firmware))
    }
    if plan.hasSMBIOS { readTables(plan, system) }
  }

  var status: SourceStatus {
    problems.isEmpty ? .working : .failing(kind: "unreadable", message: problems.joined(separator: " "))
  }

  private mutating func version(_ file: PlannedFile, _ system: SystemFiles) -> String? {
    guard let bytes = bytes(of: file.path, Self.maximumFile, system, for: "the version of '\(file.firmware.name)'")
    else { return nil }
    let version = file.key.map { VersionText.value(of: $0, in: bytes) } ?? VersionText.firstLine(bytes)
    if version == nil {
      let what = file.key.map { "has no line '\($0)=…'" } ?? "is empty"
      problems.append("\(file.path) \(what): the version of '\(file.firmware.name)' is not known.")
    }
    return version
  }

  private mutating func readTables(_ plan: HostPlan, _ system: SystemFiles) {
    guard let entryPoint = bytes(of: Self.tables + "smbios_entry_point", 64, system, for: "what SMBIOS tells"),
      let table = bytes(of: Self.tables + "DMI", SMBIOSTable.maximumLength, system, for: "what SMBIOS tells")
    else { return }
    let tables = SMBIOSTable.parse(entryPoint: entryPoint, table: table)
    problems += tables.problems
    contents += tables.contents(system: plan.system)
  }

  private mutating func bytes(of path: String, _ limit: Int, _ system: SystemFiles, for what: String) -> [UInt8]? {
    do throws(HostFileProblem) {
      return try HostFile(system.path(path)).read(limit)
    } catch {
      problems.append("\(path) cannot be read (\(error.reason)), so \(what) is not known.")
      return nil
    }
  }
}
