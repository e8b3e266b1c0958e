import Testing

@testable import IPMIWire

@Suite struct MessageTests {
  @Test(arguments: Examples.fromAgent) func anAgentMessageReadsBackAsItWasWritten(message: AgentMessage) throws {
    #expect(try AgentMessage(message.frame) == message)
  }

  @Test(arguments: Examples.fromWorker) func aWorkerMessageReadsBackAsItWasWritten(message: WorkerMessage) throws {
    #expect(try WorkerMessage(message.frame) == message)
  }

  @Test func aPasswordTravelsAsBytes() {
    let bytes = Examples.fromAgent[0].frame.payload
    #expect(bytes.indices.contains { bytes[$0...].starts(with: [3, 0, 0x70, 0xff, 0x20]) })
  }

  @Test func aDeviceWithThousandsOfBrokenAreasFitsAFrame() {
    var fru = FRURecord(deviceID: 0, name: "FRU 0", entityID: 7, entityInstance: 1)
    for area in 0..<10_000 { fru.add(problem: String(repeating: "x", count: 2000) + "\(area)") }
    #expect(WorkerMessage.report(bmc: 1, .fru(fru)).frame.payload.count < Frame.maximumPayload)
  }

  @Test func aProblemIsReportedOnce() {
    var fru = FRURecord(deviceID: 0, name: "FRU 0", entityID: 7, entityInstance: 1)
    for problem in ["One.", "Two.", "One."] { fru.add(problem: problem) }
    #expect(fru.problems == ["One.", "Two."])
  }

  @Test func messagesHaveTheirNumbers() {
    #expect(Set(Examples.fromAgent.map(\.frame.type)) == Set(1...4))
    #expect(Set(Examples.fromWorker.map(\.frame.type)) == Set(128...142))
  }

  @Test func everyShorterPayloadIsRefused() {
    for message in Examples.fromAgent {
      let frame = message.frame
      for length in frame.payload.indices {
        #expect(throws: WireError.self) {
          try AgentMessage(Frame(type: frame.type, payload: Array(frame.payload.prefix(length))))
        }
      }
    }
    for message in Examples.fromWorker {
      let frame = message.frame
      for length in frame.payload.indices {
        #expect(throws: WireError.self) {
          try WorkerMessage(Frame(type: frame.type, payload: Array(frame.payload.prefix(length))))
        }
      }
    }
  }

  @Test func everyLongerPayloadIsRefused() {
    for message in Examples.fromAgent {
      #expect(throws: WireError.trailingBytes(1)) {
        try AgentMessage(Frame(type: message.frame.type, payload: message.frame.payload + [0]))
      }
    }
    for message in Examples.fromWorker {
      #expect(throws: WireError.trailingBytes(1)) {
        try WorkerMessage(Frame(type: message.frame.type, payload: message.frame.payload + [0]))
      }
    }
  }

  @Test func unknownTypesAreRefusedOnBothSides() {
    for type in (0...255).map(UInt8.init) {
      let frame = Frame(type: type, payload: [])
      if !(1...4).contains(type) {
        #expect(throws: WireError.unknownMessage(type)) { try AgentMessage(frame) }
      }
      if !(128...142).contains(type) {
        #expect(throws: WireError.unknownMessage(type)) { try WorkerMessage(frame) }
      }
    }
  }
}
