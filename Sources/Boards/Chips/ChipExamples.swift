import Chips
import Documents
import Model

/// Tries the examples of a chip file: bytes of the datasheet, and what they mean.
struct ChipExamples {
  private let chip: ChipDescription
  private let diagnostics: Diagnostics

  init(_ chip: ChipDescription, _ diagnostics: Diagnostics) {
    self.chip = chip
    self.diagnostics = diagnostics
  }

  func check(_ examples: [Node]) {
    for example in examples {
      guard var reader = MappingReader(example, "an example", diagnostics) else { continue }
      let bus = ExampleBus()
      let bytes = reader.list("bytes", of: .byte())
      for (name, key, value) in reader.entries("given") {
        guard let register = key.read(.byte(), as: name, diagnostics) else { continue }
        bus.registers[register] = ChipExamples.bytes(value, name, diagnostics)
      }
      var parameters: [String: Double] = [:]
      for (name, _, value) in reader.entries("with") {
        parameters[name] = value.read(.fraction, as: name, diagnostics)
      }
      var chipReader = ChipReader(chip, address: ExampleBus.address, parameters: parameters)
      if reader.has("set") {
        checkOutput(&reader, chipReader, bus, bytes)
      } else {
        checkReading(&reader, &chipReader, bus, bytes)
      }
      reader.finish()
    }
  }

  private static func bytes(_ node: Node, _ name: String, _ diagnostics: Diagnostics) -> [UInt8] {
    guard case .sequence(let items) = node.content else {
      return node.read(.byte(), as: name, diagnostics).map { [$0] } ?? []
    }
    return items.compactMap { $0.read(.byte(), as: name, diagnostics) }
  }

  // MARK: Channels and texts: { read: temp, bytes: [0x19, 0x00], is: 25 }

  private func checkReading(
    _ reader: inout MappingReader, _ chipReader: inout ChipReader, _ bus: ExampleBus, _ bytes: [UInt8]
  ) {
    let node = reader.requiredNode("read")
    let expected = reader.requiredNode("is")
    guard let node, let expected, let name = node.text else { return }
    let found: String
    do throws(ChipError) {
      if let channel = chip.channel(named: name) {
        bus.put(bytes, chip.channels[channel].register)
        found = describe(try chipReader.read(channel, on: bus), chip.channels[channel], expected)
      } else if let text = chip.text(named: name) {
        bus.put(bytes, chip.texts[text].register)
        found = try chipReader.text(text, on: bus)
      } else {
        let names = chip.channels.map(\.name) + chip.texts.map(\.name)
        diagnostics.error("there is no channel or text '\(name)'.\(hint(for: name, among: names))", at: node)
        return
      }
    } catch {
      diagnostics.error("the example cannot be read: \(error.sentence)", at: node)
      return
    }
    let wanted = expected.written
    if found != wanted { diagnostics.error("'\(name)' comes out as \(found), not as \(wanted).", at: expected) }
  }

  /// As it is written in examples; a number that agrees as far as the expected one is written is that one.
  private func describe(_ reading: ChipReading, _ channel: Channel, _ expected: Node) -> String {
    switch reading.value {
    case .number(let number):
      guard let text = expected.text, let wanted = Double(decimal: text) else { return "\(number)" }
      return (number - wanted).magnitude <= ChipExamples.halfOfLastDigit(text) ? text : "\(number)"
    case .unavailable: return "unavailable"
    case .bits(let active): return "[" + active.map { channel.states[$0].name }.joined(separator: ", ") + "]"
    }
  }

  /// 0.05 for `12.5`.
  private static func halfOfLastDigit(_ text: String) -> Double {
    let decimals = text.utf8.lastIndex(of: UInt8(ascii: ".")).map {
      text.utf8.distance(from: $0, to: text.utf8.endIndex) - 1
    }
    var half = 0.5
    for _ in 0..<(decimals ?? 0) { half /= 10 }
    return half * (1 + 1e-9)
  }

  // MARK: Outputs: { set: pwm1, to: 50%, bytes: [0x80] }

  private func checkOutput(
    _ reader: inout MappingReader, _ chipReader: ChipReader, _ bus: ExampleBus, _ bytes: [UInt8]
  ) {
    let node = reader.requiredNode("set")
    let percent = reader.required("to", .percentage)
    guard let node, let name = node.text, let percent else { return }
    guard let output = chip.output(named: name) else {
      diagnostics.error("there is no output '\(name)'.\(hint(for: name, among: chip.outputs.map(\.name)))", at: node)
      return
    }
    let register = chip.outputs[output].register
    do throws(ChipError) {
      try chipReader.setDuty(output, percent, on: bus)
      let written = bus.registers[register.addresses[0]] ?? []
      if written != bytes {
        diagnostics.error("'\(name)' is set by the bytes \(written), not \(bytes).", at: node)
      }
      let back = try chipReader.duty(output, on: bus)
      if (back - percent).magnitude > 0.5 { diagnostics.error("'\(name)' reads back as \(back) %.", at: node) }
    } catch {
      diagnostics.error("the example cannot be tried: \(error.sentence)", at: node)
    }
  }
}

extension Node {
  /// As `ChipExamples` writes what it finds.
  fileprivate var written: String {
    guard case .sequence(let items) = content else { return text ?? found }
    return "[" + items.map { $0.text ?? $0.found }.joined(separator: ", ") + "]"
  }
}

extension Channel {
  fileprivate var register: Register? {
    switch source {
    case .measurement(let measurement): measurement.register
    case .bits(let register, _): register
    case .product: nil
    }
  }
}

extension TextChannel {
  fileprivate var register: Register? {
    switch source {
    case .block(let page, let command): Register([command], page: page)
    case .register(let register, _): register
    }
  }
}

/// A bus with one chip that has the registers of an example.
private final class ExampleBus: I2CBus {
  static let address: UInt8 = 0x40

  let functions: I2CFunctions = [.plain, .words, .readBlock, .processBlock]
  var registers: [UInt8: [UInt8]] = [:]

  /// What is in a register, or byte by byte in several. Nil: what is given says it all.
  func put(_ bytes: [UInt8], _ register: Register?) {
    guard let register else { return }
    if register.addresses.count == 1 {
      registers[register.addresses[0]] = bytes
    } else {
      for (address, byte) in zip(register.addresses, bytes) { registers[address] = [byte] }
    }
  }

  func perform(_ message: I2CMessage) throws(I2CError) -> [UInt8] {
    switch message {
    case .plain(_, let write, let count):
      guard let register = write.first else { throw .malformed }
      if write.count > 1 { registers[register] = Array(write.dropFirst()) }
      if count == 0 { return [] }
      let bytes = registers[register] ?? []
      return Array((bytes + [UInt8](repeating: 0, count: count)).prefix(count))
    case .smbus(_, .readBlock(let command), _): return registers[command] ?? []
    case .smbus(_, .processBlock(let command, _), _): return registers[command] ?? []
    default: throw .unsupported
    }
  }
}
