import FRU
import Model
import Testing

/// What `decode-dimms` of i2c-tools says of the same bytes of DDR3 and DDR4.
@Suite struct SPDImageTests {
  @Test func ddr4() {
    let image = SPDImage.parse(SPDWriter.ddr4.bytes)
    #expect(image.problems.isEmpty)
    var expected = PartFacts()
    expected.manufacturer = "Samsung"
    expected.model = "M393A2K43BB1-CTD"
    expected.partNumber = "M393A2K43BB1-CTD"
    expected.serialNumber = "1234ABCD"
    // The Monday of week 23.
    expected.manufactured = WallTime(year: 2018, month: 6, day: 4)
    expected.capacityBytes = 16 << 30
    expected.speedMegahertz = 2400
    expected.memoryType = "DDR4"
    expected.formFactor = "RDIMM"
    #expect(image.facts == expected)
  }

  @Test func ddr3() {
    let image = SPDImage.parse(SPDWriter.ddr3.bytes)
    #expect(image.problems.isEmpty)
    var expected = PartFacts()
    expected.manufacturer = "Kingston"
    expected.model = "99U5471-012.A00LF"
    expected.partNumber = "99U5471-012.A00LF"
    expected.serialNumber = "A0010203"
    // Week 1 of 2013 began in 2012.
    expected.manufactured = WallTime(year: 2012, month: 12, day: 31)
    expected.capacityBytes = 4 << 30
    expected.speedMegahertz = 1600
    expected.memoryType = "DDR3"
    expected.formFactor = "UDIMM"
    #expect(image.facts == expected)
  }

  @Test func ddr5() {
    let image = SPDImage.parse(SPDWriter.ddr5.bytes)
    #expect(image.problems.isEmpty)
    var expected = PartFacts()
    expected.manufacturer = "Micron"
    expected.model = "CT16G56C46U5.M8G1"
    expected.partNumber = "CT16G56C46U5.M8G1"
    expected.serialNumber = "E1020304"
    expected.manufactured = WallTime(year: 2023, month: 11, day: 6)
    expected.capacityBytes = 16 << 30
    expected.speedMegahertz = 5600
    expected.memoryType = "DDR5"
    expected.formFactor = "UDIMM"
    #expect(image.facts == expected)
  }

  /// The names modules are sold under are multiples of 133 1/3, cut off.
  @Test(
    arguments: [
      (15, 0, 1066), (12, 0, 1333), (10, 0, 1600), (9, -54, 1866), (8, -63, 2133), (7, -42, 2400), (6, 0, 2666),
      (6, -68, 2933), (5, 0, 3200),
    ] as [(UInt8, Int8, UInt32)])
  func speedsAreTheGradesOfModules(_ medium: UInt8, _ fine: Int8, _ grade: UInt32) {
    var spd = SPDWriter.ddr4
    spd.put(18, [medium])
    spd.put(125, [UInt8(bitPattern: fine)])
    spd.seal(126, at: 126)
    #expect(SPDImage.parse(spd.bytes).facts.speedMegahertz == grade)
  }

  @Test(arguments: [(500, 4000), (454, 4400), (416, 4800), (357, 5600), (333, 6000), (312, 6400), (277, 7200)])
  func speedsOfDDR5AreItsGrades(_ picoseconds: Int, _ grade: UInt32) {
    var spd = SPDWriter.ddr5
    spd.put(20, [UInt8(picoseconds & 0xff), UInt8(picoseconds >> 8)])
    spd.seal(510, at: 510)
    #expect(SPDImage.parse(spd.bytes).facts.speedMegahertz == grade)
  }

  @Test func diesOfAStackAreRanksOfTheirOwn() {
    var spd = SPDWriter.ddr4
    // Four dies, single load.
    spd.put(6, [0xb2])
    spd.seal(126, at: 126)
    #expect(SPDImage.parse(spd.bytes).facts.capacityBytes == 64 << 30)
    // Two dies that are no stack of that kind.
    spd.put(6, [0x91])
    spd.seal(126, at: 126)
    #expect(SPDImage.parse(spd.bytes).facts.capacityBytes == 16 << 30)
  }

  @Test func ranksThatDifferLeaveTheCapacityUnknown() {
    var spd = SPDWriter.ddr4
    spd.put(12, [0x49])
    spd.seal(126, at: 126)
    #expect(SPDImage.parse(spd.bytes).facts.capacityBytes == nil)
  }

  @Test func parametersWithAWrongChecksumAreNotBelieved() {
    var spd = SPDWriter.ddr4
    spd.put(12, [0x00])
    let image = SPDImage.parse(spd.bytes)
    #expect(image.problems == ["The SPD's memory parameters have a wrong checksum."])
    #expect(image.facts.capacityBytes == nil && image.facts.speedMegahertz == nil)
    #expect(image.facts.serialNumber == "1234ABCD")
  }

  @Test func makersThatAreNotCommonAreToldByTheirNumber() {
    var spd = SPDWriter.ddr4
    spd.put(320, [0x89, 0x01])
    #expect(SPDImage.parse(spd.bytes).facts.manufacturer == "JEDEC bank 10 number 1")
    spd.put(320, [0x00, 0x00])
    #expect(SPDImage.parse(spd.bytes).facts.manufacturer == nil)
  }

  @Test(arguments: [[0, 0, 0, 0], [0xff, 0xff, 0xff, 0xff]] as [[UInt8]])
  func aSerialNumberOfNothingIsNone(_ serial: [UInt8]) {
    var spd = SPDWriter.ddr4
    spd.put(325, serial)
    #expect(SPDImage.parse(spd.bytes).facts.serialNumber == nil)
  }

  @Test func aWeekThatIsNoneIsNoDate() {
    for date in [[0x18, 0x00], [0x18, 0x54], [0x1a, 0x23], [0xff, 0xff]] as [[UInt8]] {
      var spd = SPDWriter.ddr4
      spd.put(323, date)
      #expect(SPDImage.parse(spd.bytes).facts.manufactured == nil)
    }
  }

  @Test func otherMemoriesAreNamed() {
    #expect(SPDImage.parse([1, 2]).problems == ["The memory holds no SPD: it has only 2 bytes."])
    let blank = SPDImage.parse([UInt8](repeating: 0xff, count: 512))
    #expect(blank.problems == ["The SPD is not of DDR3, DDR4 or DDR5: its memory type is 255."])
    #expect(blank.facts.isEmpty)
  }

  @Test func truncationAtEveryByteInventsNothing() {
    for spd in [SPDWriter.ddr3, .ddr4, .ddr5] {
      let whole = SPDImage.parse(spd.bytes).facts
      for count in spd.bytes.indices {
        let facts = SPDImage.parse(Array(spd.bytes.prefix(count))).facts
        #expect(facts.serialNumber == nil || facts.serialNumber == whole.serialNumber)
        #expect(facts.partNumber == nil || facts.partNumber == whole.partNumber)
        #expect(facts.capacityBytes == nil || facts.capacityBytes == whole.capacityBytes)
      }
    }
  }

  @Test func theTypeOfMemoryOfASODIMMIsAWordOfProfiles() {
    var spd = SPDWriter.ddr4
    spd.put(3, [3])
    spd.seal(126, at: 126)
    #expect(SPDImage.parse(spd.bytes).facts.formFactor == "SODIMM")
  }
}
