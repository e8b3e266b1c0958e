import FRU
import Model
import Testing

@Suite struct FRUImageTests {
  private let supply: [UInt8] = [
    0xee, 0x02, 0xc0, 0x03, 0x1e, 0x0a, 0x10, 0x27, 0x9c, 0x31, 0x20, 0x4e, 0x20, 0x67, 0x2f, 0x3f, 0x14, 0x0e, 0xe8,
    0x53, 0, 0, 0, 0,
  ]

  private var server: FRUWriter {
    var writer = FRUWriter()
    writer.chassis = (0x17, [.latin1("CH-100"), .bcd("20-7714.02"), .latin1("rack 4")])
    writer.board = (
      0, 15_768_000,
      [.latin1("Maker & Sons"), .sixBit("MAINBOARD X1"), .latin1("B-1"), .bcd("100-2000"), .latin1("frugen")]
    )
    writer.product = (
      25,
      [
        .latin1("Maker & Sons"), .latin1("Server 1U"), .latin1("S1U"), .latin1("B0"), .latin1("SN1"), .latin1("A-77"),
        .none, .latin1("blue"),
      ]
    )
    writer.records = [(1, [UInt8](repeating: 3, count: 13)), (0, supply)]
    return writer
  }

  @Test func everyAreaIsReadInEveryEncoding() throws {
    let image = FRUImage.parse(server.image)
    #expect(image.problems.isEmpty)
    let chassis = try #require(image.chassis)
    #expect(chassis.chassisType == 0x17)
    #expect(chassis.partNumber == "CH-100")
    #expect(chassis.serialNumber == "20-7714.02")
    #expect(chassis.custom == ["rack 4"])
    let board = try #require(image.board)
    #expect(board.manufactured?.iso8601 == "2025-12-24T00:00:00Z")
    #expect(board.manufacturer == "Maker & Sons")
    #expect(board.name == "MAINBOARD X1")
    #expect(board.serialNumber == "B-1")
    #expect(board.partNumber == "100-2000")
    #expect(board.fileID == "frugen")
    let product = try #require(image.product)
    #expect(product.name == "Server 1U")
    #expect(product.partNumber == "S1U")
    #expect(product.version == "B0")
    #expect(product.serialNumber == "SN1")
    #expect(product.assetTag == "A-77")
    #expect(product.fileID == nil)
    #expect(product.custom == ["blue"])
    #expect(image.supply?.ratedWatts == 750)
    #expect(image.supply?.inputRange1 == 100...127)
    #expect(image.supply?.inputRange2 == 200...264)
    #expect(image.supply?.inputFrequency == 47...63)
  }

  /// Another writer's image, with the values that `ipmi-fru --fru-file` of FreeIPMI finds in it; it takes the board's
  /// part number, which is in BCD plus, for invalid.
  @Test func anImageIsReadAsFreeIPMIReadsIt() throws {
    let image = FRUImage.parse(
      bytes(
        """
        01000104080d00e5010317c643482d313030c9303031322d33342e35c1000092010400ae05e2c54d616b657286e21bca241049c642\
        5330303031421c2bc0c1c1010500c54d616b6572c6536572766572c2504ec25631c3534552c54153534554c0c10000000000ec0002\
        186185ee02c0031e0a10279c31204e20672f3f140ee8530000000001820d2c4401b0047404ec047800f40160ea00
        """))
    #expect(image.problems.isEmpty)
    #expect(image.chassis?.partNumber == "CH-100")
    #expect(image.chassis?.serialNumber == "0012-34.5")
    #expect(image.board?.manufactured?.iso8601 == "2024-02-29T12:30:00Z")
    #expect(image.board?.name == "BOARD 12")
    #expect(image.board?.serialNumber == "BS0001")
    #expect(image.board?.partNumber == "1.2-")
    #expect(image.product?.name == "Server")
    #expect(image.product?.partNumber == "PN")
    #expect(image.product?.version == "V1")
    #expect(image.product?.serialNumber == "SER")
    #expect(image.product?.assetTag == "ASSET")
    #expect(image.supply?.ratedWatts == 750)
    #expect(image.supply?.inputRange2 == 200...264)
  }

  private func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  @Test func binaryFieldsAreHexAndOtherLanguagesAreUnicode() {
    var writer = FRUWriter()
    writer.product = (2, [.utf16("Gerät"), .utf16("日本"), .binary([0x0a, 0xff])])
    let product = FRUImage.parse(writer.image).product
    #expect(product?.manufacturer == "Gerät")
    #expect(product?.name == "日本")
    #expect(product?.partNumber == "0aff")
  }

  @Test func englishIsLatin1() {
    var writer = FRUWriter()
    writer.product = (0, [.latin1("Müller  "), .latin1("\u{7}Box\u{0}rest")])
    let product = FRUImage.parse(writer.image).product
    #expect(product?.manufacturer == "Müller")
    #expect(product?.name == "Box")
  }

  @Test func aDateOfZeroMinutesIsNone() {
    var writer = FRUWriter()
    writer.board = (0, 0, [.latin1("Maker")])
    #expect(FRUImage.parse(writer.image).board?.manufactured == nil)
  }

  @Test(arguments: [
    (3, "chassis"), (4, "board"), (5, "product"),
  ])
  func anAreaWithAWrongChecksumIsLeftOutAndNamed(_ slot: Int, _ name: String) {
    var bytes = server.image
    let area = Int(bytes[slot - 1]) * 8
    bytes[area + 8] ^= 0x10
    let image = FRUImage.parse(bytes)
    #expect(image.problems == ["The FRU image's \(name) area has a wrong checksum."])
    #expect((image.chassis == nil) == (name == "chassis"))
    #expect((image.board == nil) == (name == "board"))
    #expect((image.product == nil) == (name == "product"))
    #expect(image.supply != nil)
  }

  @Test func aRecordWithAWrongChecksumIsLeftOutAndTheNextIsRead() {
    var bytes = server.image
    bytes[Int(bytes[5]) * 8 + 7] ^= 1
    let image = FRUImage.parse(bytes)
    #expect(image.problems == ["The FRU image's record 1 has a wrong checksum."])
    #expect(image.supply?.ratedWatts == 750)
  }

  @Test func withoutAGoodHeaderThereIsNothing() {
    for (bytes, problem) in [
      ([], "The memory holds no FRU image: it has only 0 bytes."),
      (
        [UInt8](repeating: 0xff, count: 256),
        "The memory is blank: write a FRU image into it, or take the part's 'fru' out of the board file."
      ),
      ([2, 0, 0, 0, 0, 0, 0, 0xfe], "The memory holds no FRU image: the first byte is not that of format 1."),
      (
        [1, 0, 0, 1, 0, 0, 0, 0],
        "The FRU image's header has a wrong checksum, so none of its areas can be found."
      ),
    ] as [([UInt8], String)] {
      let image = FRUImage.parse(bytes)
      #expect(image.problems == [problem])
      #expect(image.chassis == nil && image.board == nil && image.product == nil && image.supply == nil)
    }
  }

  @Test func aTextThatGoesPastItsAreaSpoilsOnlyThat() {
    var writer = server
    writer.product = nil
    var bytes = writer.image
    // The second text of the chassis says that it is as long as can be.
    let chassis = Int(bytes[2]) * 8
    bytes[chassis + 3 + 7] = 0xff
    let end = chassis + Int(bytes[chassis + 1]) * 8
    bytes[end - 1] = FRUWriter.zeroing(Array(bytes[chassis..<end - 1]))
    let image = FRUImage.parse(bytes)
    #expect(image.problems == ["A text of the FRU image's chassis area goes past the area's end."])
    #expect(image.board?.name == "MAINBOARD X1")
  }

  @Test func recordsWithoutAnEndAreGivenUp() {
    // A header whose own length is zero and that never says that it is the last.
    let record: [UInt8] = [1, 2, 0, 0, 0xfd]
    let header: [UInt8] = [1, 0, 0, 0, 0, 1, 0, 0xfe]
    let image = FRUImage.parse(header + [[UInt8]](repeating: record, count: 400).joined())
    #expect(image.problems == ["The FRU image's records have no end."])
  }

  @Test func asMuchIsReadAsTheImageHas() throws {
    let bytes = server.image
    let memory = bytes + [UInt8](repeating: 0xff, count: 4096)
    var read: [UInt8] = []
    var reads = 0
    while let length = FRUImage.length(read), length > read.count {
      read += memory[read.count..<length]
      reads += 1
    }
    #expect(read == bytes)
    // The header; the starts of the areas; the areas; then record after record.
    #expect(reads <= 6)
    #expect(FRUImage.length([UInt8](repeating: 0xff, count: 8)) == nil)
  }

  @Test func noImageIsLongerThanTheBound() throws {
    var memory = [UInt8](repeating: 0xff, count: 20_000)
    memory.replaceSubrange(0..<8, with: [1, 0, 0xff, 0xff, 0xff, 0xff, 0, 0x03])
    var read: [UInt8] = []
    while let length = FRUImage.length(read), length > read.count { read += memory[read.count..<length] }
    #expect(read.count <= FRUImage.maximumLength)
  }

  @Test func truncationAtEveryByteLosesOnlyWhatIsCutOff() {
    let bytes = server.image
    let whole = FRUImage.parse(bytes)
    for count in 0..<bytes.count {
      let image = FRUImage.parse(Array(bytes.prefix(count)))
      #expect(!image.problems.isEmpty, "\(count)")
      #expect(image.chassis == nil || image.chassis == whole.chassis)
      #expect(image.board == nil || image.board == whole.board)
      #expect(image.product == nil || image.product == whole.product)
      #expect(image.supply == nil || image.supply == whole.supply)
    }
  }

  /// One flipped bit makes a sum wrong, so whatever is still told is what was written.
  @Test func aFlippedBitIsNeverTakenForData() {
    let bytes = server.image
    let whole = FRUImage.parse(bytes)
    for place in bytes.indices {
      for bit in 0..<8 {
        var flipped = bytes
        flipped[place] ^= 1 << UInt8(bit)
        let image = FRUImage.parse(flipped)
        #expect(image.chassis == nil || image.chassis == whole.chassis)
        #expect(image.board == nil || image.board == whole.board)
        #expect(image.product == nil || image.product == whole.product)
        #expect(image.supply == nil || image.supply == whole.supply)
      }
    }
  }
}
