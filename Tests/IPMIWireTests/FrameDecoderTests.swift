import Testing

@testable import IPMIWire

@Suite struct FrameDecoderTests {
  private let frames = [
    Frame(type: 1, payload: []), Frame(type: 2, payload: [1, 2, 3]),
    Frame(type: 3, payload: Array(repeating: 7, count: Frame.maximumPayload)),
  ]

  @Test func framesComeOutAsTheyWentInHoweverTheyAreCut() throws {
    let bytes = frames.flatMap(\.encoded)
    for size in [1, 2, 5, 7, 4096, bytes.count] {
      var decoder = FrameDecoder()
      var found: [Frame] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        decoder.append(bytes[start..<min(start + size, bytes.count)])
        while let frame = try decoder.next() { found.append(frame) }
      }
      #expect(found == frames, "in pieces of \(size)")
    }
  }

  @Test func theLengthIsLittleEndianAndBeforeTheType() {
    #expect(Frame(type: 9, payload: [0xaa, 0xbb]).encoded == [2, 0, 0, 0, 9, 0xaa, 0xbb])
  }

  @Test func aFrameLongerThanTheBoundIsRefusedByItsHeader() {
    var decoder = FrameDecoder()
    decoder.append([1, 0, 1, 0, 1])
    #expect(throws: WireError.frameTooLong(65_537)) { try decoder.next() }
    decoder = FrameDecoder()
    decoder.append([0xff, 0xff, 0xff, 0xff, 1])
    #expect(throws: WireError.frameTooLong(.max)) { try decoder.next() }
  }
}
