import FRU
import Model
import Testing

@Suite struct SMBIOSTableTests {
  private func contents(_ writer: SMBIOSWriter, system: String = System.onlyID) -> [Content] {
    SMBIOSTable.parse(entryPoint: writer.entryPoint64, table: writer.table).contents(system: system)
  }

  private func part(_ id: String, in contents: [Content]) -> Part? {
    for case .part(let part) in contents where part.id == id { return part }
    return nil
  }

  @Test func theSystemHasItsUUIDInTheOrderPeopleWriteIt() {
    let writer = SMBIOSWriter.server
    for (entryPoint, uuid) in [
      (writer.entryPoint64, "13121110151417161819" + "1A1B1C1D1E1F"),
      (writer.entryPoint32(2, 6), "13121110151417161819" + "1A1B1C1D1E1F"),
      // Before 2.6 nobody said in what order, and firmware kept it as it is written.
      (writer.entryPoint32(2, 5), "101112131415161718191A1B1C1D1E1F"),
    ] {
      let table = SMBIOSTable.parse(entryPoint: entryPoint, table: writer.table)
      #expect(table.uuid == uuid)
      #expect(table.problems.isEmpty)
    }
    guard case .system(let system) = contents(writer)[0] else {
      Issue.record("the first is no system")
      return
    }
    #expect(system.id == System.onlyID)
    #expect(system.uuid == "131211101514171618191A1B1C1D1E1F")
  }

  @Test(arguments: [0x00, 0xff] as [UInt8])
  func aUUIDThatNobodyGaveIsNone(_ filler: UInt8) {
    var writer = SMBIOSWriter()
    writer.add(1, length: 0x1b, [8: [UInt8](repeating: filler, count: 16)])
    #expect(SMBIOSTable.parse(entryPoint: writer.entryPoint64, table: writer.table).uuid == nil)
  }

  @Test func theChassisBearsTheNameOfTheProduct() throws {
    let chassis = try #require(part("smbios:chassis", in: contents(.server)))
    #expect(chassis.kind == .chassis)
    #expect(chassis.manufacturer == "Case Maker")
    #expect(chassis.model == "Server 1U")
    #expect(chassis.version == "C1")
    #expect(chassis.serialNumber == "CH-5")
    #expect(chassis.sku == "SKU-9")
    #expect(chassis.assetTag == nil)
    #expect(chassis.chassisType == 0x17)
    #expect(chassis.attributes == [Part.Attribute(name: "product-serial-number", value: "SN-1")])
  }

  @Test func theMainBoardHoldsWhatSitsOnIt() throws {
    let all = contents(.server)
    let board = try #require(part("smbios:board1", in: all))
    #expect(board.manufacturer == "Board Maker")
    #expect(board.model == "X1-MB")
    #expect(board.version == "1.02")
    #expect(board.serialNumber == "MB-77")
    #expect(board.assetTag == nil)
    #expect(board.isHosting && board.isReplaceable)
    #expect(board.container == "smbios:chassis")
    #expect(part("smbios:cpu1", in: all)?.container == "smbios:board1")
    #expect(part("smbios:dimm2", in: all)?.container == "smbios:board1")
    #expect(part("smbios:psu1", in: all)?.container == "smbios:chassis")
  }

  @Test func emptySocketsSlotsAndBaysAreNoPartsAndKeepTheirNumber() throws {
    let all = contents(.server)
    #expect(part("smbios:cpu2", in: all) == nil)
    #expect(part("smbios:dimm1", in: all) == nil)
    let processor = try #require(part("smbios:cpu1", in: all))
    #expect(processor.name == "CPU0")
    #expect(processor.manufacturer == "GenuineMaker")
    #expect(processor.model == "Processor 9000")
    #expect(processor.partNumber == "P9000")
    #expect(processor.serialNumber == nil)
    let supply = try #require(part("smbios:psu1", in: all))
    #expect(supply.kind == .powerSupply)
    #expect(supply.name == "PSU bay 1")
    #expect(supply.model == "PWS-750")
    #expect(supply.partNumber == "750-1")
    #expect(supply.version == "R2")
    #expect(supply.isReplaceable)
  }

  @Test func aMemoryModuleSaysHowLargeAndFastItIs() throws {
    let module = try #require(part("smbios:dimm2", in: contents(.server)))
    #expect(module.name == "DIMM_B1")
    #expect(module.bank == "B")
    #expect(module.manufacturer == "Samsung")
    #expect(module.serialNumber == "1234ABCD")
    #expect(module.partNumber == "M393A4K40")
    #expect(module.capacity == 32 << 30)
    #expect(module.speedMegahertz == 2400)
    #expect(module.memoryType == "DDR4")
    #expect(module.formFactor == "DIMM")
  }

  @Test(
    arguments: [
      ([0x00, 0x40], 16 << 30), ([0x00, 0x82], 512 << 10), ([0xff, 0xff], nil),
    ] as [([UInt8], UInt64?)])
  func sizesAreInTheUnitThatTheySay(_ size: [UInt8], _ bytes: UInt64?) {
    var writer = SMBIOSWriter()
    writer.add(17, length: 0x28, [0x0c: size])
    #expect(part("smbios:dimm1", in: contents(writer))?.capacity == bytes)
    #expect(part("smbios:dimm1", in: contents(writer))?.name == "DIMM 1")
  }

  @Test func firmwareHasItsVersionItsDayAndItsNumbers() throws {
    let firmware = contents(.server).compactMap { content in
      if case .firmware(let firmware) = content { firmware } else { nil }
    }
    #expect(firmware.map(\.id) == ["smbios:bios", "smbios:ec"])
    #expect(firmware[0].kind == .bios)
    #expect(firmware[0].version == "F12")
    #expect(firmware[0].manufacturer == "BIOS Maker")
    #expect(firmware[0].released == WallTime(year: 2025, month: 11, day: 22))
    #expect(firmware[0].major == 5 && firmware[0].minor == 17)
    #expect(firmware[1].version == "1.38")
  }

  @Test func idsBearTheSystemWhereABoardHasSeveral() {
    let all = contents(.server, system: "node2")
    #expect(part("node2.smbios:board1", in: all)?.container == "node2.smbios:chassis")
    #expect(all.allSatisfy { $0.system == "node2" })
  }

  @Test func anEntryPointThatIsNotWholeIsNotBelieved() {
    let writer = SMBIOSWriter.server
    for place in [0, 5, 8, 23] {
      var entryPoint = writer.entryPoint64
      entryPoint[place] ^= 1
      let table = SMBIOSTable.parse(entryPoint: entryPoint, table: writer.table)
      #expect(table.problems == ["The SMBIOS entry point is of no known form, or its checksum is wrong."])
      #expect(table.uuid == nil)
    }
  }

  @Test func aTableThatIsCutOffSaysSo() {
    let writer = SMBIOSWriter.server
    // Four bytes and two zeros are the end of the table.
    for count in 1..<writer.table.count - 6 {
      let table = SMBIOSTable.parse(entryPoint: writer.entryPoint64, table: Array(writer.table.prefix(count)))
      let parts = table.contents(system: System.onlyID)
      #expect(!table.problems.isEmpty || SMBIOSTableTests.ends.contains(count), "\(count)")
      #expect(parts.count <= contents(.server).count)
    }
  }

  /// Where a structure of the server's ends.
  private static let ends: Set<Int> = {
    var ends: Set<Int> = []
    let table = SMBIOSWriter.server.table
    var place = 0
    while place < table.count {
      var end = place + Int(table[place + 1])
      while table[end] != 0 || table[end + 1] != 0 { end += 1 }
      place = end + 2
      ends.insert(place)
    }
    return ends
  }()
}
