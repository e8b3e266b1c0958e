public import Model

extension SMBIOSTable {
  /// The objects of the machine: the system with its UUID; its chassis, boards, processors, memory modules and power
  /// supplies; its firmware. Ids are `smbios:chassis`, `smbios:board1`, `smbios:cpu1`, `smbios:dimm1` (counting empty
  /// slots, so that they stay as they are), `smbios:psu1`, `smbios:bios` and `smbios:ec`, after the system's where a
  /// board has several.
  public func contents(system: String) -> [Content] {
    var machine = System(id: system, name: system)
    machine.uuid = uuid
    return [.system(machine)] + parts(system: system).map(Content.part) + firmware(system: system).map(Content.firmware)
  }

  private func id(_ name: String, _ system: String) -> String {
    (system == System.onlyID ? "" : "\(system).") + "smbios:\(name)"
  }

  private func structures(_ type: UInt8) -> [SMBIOSStructure] { structures.filter { $0.type == type } }

  private func parts(system: String) -> [Part] {
    var parts: [Part] = []
    let product = structures(1).first
    let chassis = structures(3).first
    if chassis != nil || product != nil {
      var part = Part(id: id("chassis", system), name: "Chassis", system: system, kind: .chassis)
      part.readChassis(chassis, product: product)
      parts.append(part)
    }
    for (number, board) in structures(2).enumerated() {
      var part = Part(id: id("board\(number + 1)", system), name: "Board \(number + 1)", system: system, kind: .board)
      part.readNumbers(board, manufacturer: 4, model: 5, version: 6, serialNumber: 7, assetTag: 8)
      part.isHosting = (board.byte(9) ?? 0) & 1 != 0
      part.isReplaceable = (board.byte(9) ?? 0) & 0x18 != 0
      part.container = chassis.map { _ in id("chassis", system) }
      parts.append(part)
    }
    let board = parts.first { $0.isHosting }?.id ?? parts.first?.id
    for (type, kind, name) in [(4, PartKind.processor, "cpu"), (17, .memory, "dimm"), (39, .powerSupply, "psu")] {
      for (number, structure) in structures(UInt8(type)).enumerated() {
        var part = Part(id: id("\(name)\(number + 1)", system), name: "", system: system, kind: kind)
        let isThere =
          switch kind {
          case .processor: part.readProcessor(structure)
          case .memory: part.readMemory(structure)
          default: part.readSupply(structure)
          }
        if part.name.isEmpty { part.name = "\(name.uppercased()) \(number + 1)" }
        part.container = kind == .powerSupply ? parts.first { $0.kind == .chassis }?.id : board
        if isThere { parts.append(part) }
      }
    }
    return parts
  }

  private func firmware(system: String) -> [Firmware] {
    guard let structure = structures(0).first else { return [] }
    var bios = Firmware(id: id("bios", system), name: "System firmware", system: system, kind: .bios)
    bios.manufacturer = structure.text(4)
    bios.version = structure.text(5)
    bios.released = structure.text(8).flatMap(Self.day)
    if let (major, minor) = Self.release(structure, 0x14) { (bios.major, bios.minor) = (major, minor) }
    guard let (major, minor) = Self.release(structure, 0x16) else { return [bios] }
    var controller = Firmware(id: id("ec", system), name: "Embedded controller", system: system)
    controller.version = "\(major).\(minor)"
    (controller.major, controller.minor) = (major, minor)
    return [bios, controller]
  }

  /// FFh, and a release 0.0, stand for none.
  private static func release(_ structure: SMBIOSStructure, _ offset: Int) -> (UInt16, UInt16)? {
    guard let major = structure.byte(offset), let minor = structure.byte(offset + 1) else { return nil }
    return major == 0xff || minor == 0xff || major | minor == 0 ? nil : (UInt16(major), UInt16(minor))
  }

  /// `mm/dd/yyyy`; the year has two digits in old tables, which are of the last century.
  private static func day(_ text: String) -> WallTime? {
    let fields = text.split(separator: "/", omittingEmptySubsequences: false).map { Int64($0) }
    guard fields.count == 3, let month = fields[0], let day = fields[1], let year = fields[2] else { return nil }
    return WallTime(year: (0..<100).contains(year) ? 1900 + year : year, month: month, day: day)
  }
}
