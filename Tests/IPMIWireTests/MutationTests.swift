import Testing

@testable import IPMIWire

@Suite struct MutationTests {
  /// Whatever arrives is a message or an error, never a trap; and a message that is accepted is one that would have
  /// been written the same way.
  @Test func mutatedFramesAreReadOrRefused() throws {
    var chance = SplitMix(state: 0x1234_5678_9abc_def0)
    let frames = Examples.fromAgent.map(\.frame) + Examples.fromWorker.map(\.frame)
    var accepted = 0
    for _ in 0..<60_000 {
      var frame = frames[Int.random(in: frames.indices, using: &chance)]
      for _ in 0..<Int.random(in: 1...3, using: &chance) { mutate(&frame, &chance) }
      if let message = try? AgentMessage(frame) {
        #expect(message.frame == frame)
        accepted += 1
      }
      if let message = try? WorkerMessage(frame) {
        #expect(message.frame == frame)
        accepted += 1
      }
    }
    #expect(accepted > 1000)
  }

  /// Streams of noise end in frames or in an error, and never hold more than one frame can be.
  @Test func noiseIsCutIntoFramesOrRefused() {
    var chance = SplitMix(state: 42)
    for _ in 0..<2000 {
      var decoder = FrameDecoder()
      var frames = 0
      do {
        for _ in 0..<20 {
          decoder.append((0..<8).map { _ in UInt8.random(in: 0...3, using: &chance) })
          while try decoder.next() != nil { frames += 1 }
        }
        #expect(frames <= 32)
      } catch {
        guard case WireError.frameTooLong = error else {
          Issue.record("\(error)")
          return
        }
      }
    }
  }

  private func mutate(_ frame: inout Frame, _ chance: inout SplitMix) {
    switch Int.random(in: 0..<5, using: &chance) {
    case 0: frame.type = UInt8.random(in: 0...255, using: &chance)
    case 1 where !frame.payload.isEmpty:
      frame.payload[Int.random(in: frame.payload.indices, using: &chance)] ^=
        1 << UInt8.random(in: 0..<8, using: &chance)
    case 2 where !frame.payload.isEmpty:
      frame.payload.remove(at: Int.random(in: frame.payload.indices, using: &chance))
    case 3:
      frame.payload.insert(
        UInt8.random(in: 0...255, using: &chance), at: Int.random(in: 0...frame.payload.count, using: &chance))
    default: frame.payload += (0..<3).map { _ in UInt8.random(in: 0...1, using: &chance) }
    }
  }
}

/// The same numbers in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
