import Boards
import Drivers
import Testing

@Suite("The buses of a board")
struct BusSectionTests {
  /// Each bus has one sensor at address 0x48, so that it has a worker.
  private func fixture(_ buses: String, on names: [String]) -> BoardFixture {
    let chips = names.map { "  \($0): { type: tmp75, at: \"\($0)@0x48\" }\n" }.joined()
    return .hardware("buses: { \(buses) }\nchips:\n\(chips)")
  }

  @Test("are known by the kernel's number, or by the controller they are on")
  func places() {
    let fixture = fixture("a: { i2c: 6 }, b: { device: 1e78a080.i2c-bus }", on: ["a", "b"])
    #expect(fixture.messages == [])
    #expect(fixture.buses.map(\.adapter) == [.number(6), .device("1e78a080.i2c-bus")])
    #expect(fixture.buses.map(\.name) == ["bus:a", "bus:b"])
  }

  @Test("one behind multiplexers shares the worker of the bus they are on, in whatever order the file has them")
  func multiplexers() {
    let fixture = fixture(
      "far: { mux: near@0x71, channel: 7 }, near: { mux: root@0x70, channel: 2 }, root: { i2c: 1 }",
      on: ["far"])
    #expect(fixture.messages == [])
    #expect(fixture.buses.map(\.name) == ["bus:root"])
    let hops = [MuxHop(address: 0x70, channel: 2), MuxHop(address: 0x71, channel: 7)]
    #expect(fixture.buses.first?.chips.map(\.place) == [.bus(address: 0x48, through: hops)])
  }

  @Test("chips at one address are apart where no way leads from one to the other")
  func apart() {
    let fixture = fixture(
      "root: { i2c: 1 }, left: { mux: root@0x70, channel: 0 }, right: { mux: root@0x70, channel: 1 }",
      on: ["left", "right"])
    #expect(fixture.messages == [])
    #expect(
      fixture.buses.first?.chips.map(\.place) == [
        .bus(address: 0x48, through: [MuxHop(address: 0x70, channel: 0)]),
        .bus(address: 0x48, through: [MuxHop(address: 0x70, channel: 1)]),
      ])
  }

  @Test("are read once a second, or as often as the board or the bus says")
  func intervals() {
    #expect(fixture("a: { i2c: 6 }", on: ["a"]).buses.map(\.interval) == [.seconds(1)])
    let fixture = BoardFixture.hardware(
      """
      interval: 250 ms
      buses: { a: { i2c: 6 }, b: { i2c: 7, interval: 5 s } }
      chips: { x: { type: tmp75, at: a@0x48 }, y: { type: tmp75, at: b@0x48 } }
      """)
    #expect(fixture.buses.map(\.interval) == [.milliseconds(250), .seconds(5)])
  }

  @Test(
    "what cannot be is said",
    arguments: [
      ("a: {}", "3:13: error: a bus is one of 'i2c' (its number), 'device' (of the controller) and 'mux'."),
      (
        "a: { i2c: 1, device: x }",
        "3:13: error: a bus is one of 'i2c' (its number), 'device' (of the controller) and 'mux'."
      ),
      ("a: { mux: main@0x70, channel: 1 }", "3:13: error: there is no bus 'main'. Choose from: a."),
      ("a: { mux: a@0x70, channel: 1 }", "3:13: error: the bus 'a' is behind itself."),
      ("a: { i2c: 1 }, b: { mux: a@0x70, channel: 8 }", "3:52: error: 'channel' must be 0 to 7, not 8."),
      ("a: { i2c: 1, interval: 1 ms }", "3:33: error: 'interval' must be from 10 ms to 1 h."),
    ])
  func mistakes(buses: String, message: String) {
    #expect(BoardFixture.hardware("buses: { \(buses) }").messages == ["test.yaml:" + message])
  }
}
