import Chips
import Documents
import Model

/// Reads `channels:` of a chip file.
struct ChannelReader {
  /// Of the chip, by index.
  let parameters: [String]

  func channels(_ root: inout MappingReader) -> [Channel] {
    var channels: [Channel] = []
    for (name, key, value) in root.entries("channels") where !value.isNull {
      ChipLoader.checkName(name, key, root.diagnostics)
      guard var reader = MappingReader(value, "a channel", root.diagnostics) else { continue }
      if let channel = channel(name, &reader, before: channels) { channels.append(channel) }
      reader.finish()
    }
    return channels
  }

  private func channel(_ name: String, _ reader: inout MappingReader, before: [Channel]) -> Channel? {
    guard let kind = reader.required("kind", ValueType<SensorKind>.choice) else {
      reader.giveUp()
      return nil
    }
    if reader.has("states") { return bits(name, kind, &reader) }
    if kind.reading == nil {
      reader.diagnostics.error("a channel of kind '\(kind.rawValue)' needs 'states'.", at: reader.node)
    }
    if reader.has("product") {
      return Channel(name: name, kind: kind, source: .product(product(&reader, before)))
    }
    return measurement(&reader).map { Channel(name: name, kind: kind, source: .measurement($0)) }
  }

  /// `states: [ { bit: 11, name: Power not good, health: critical } ]`.
  private func bits(_ name: String, _ kind: SensorKind, _ reader: inout MappingReader) -> Channel? {
    guard let register = RegisterReader.register(&reader) else { return nil }
    var states: [DiscreteState] = []
    var masks: [UInt32] = []
    for item in reader.each("states") {
      guard var state = MappingReader(item, "a state", reader.diagnostics) else { continue }
      let name = state.requiredString("name") ?? ""
      if name == Sensor.normalStateName || name == Sensor.unknownStateName
        || states.contains(where: { $0.name == name })
      {
        reader.diagnostics.error("there already is a state '\(name)'; names are unique.", at: item)
      }
      masks.append(1 << (state.required("bit", ValueType<UInt32>.integer(in: 0...UInt32(register.count * 8 - 1))) ?? 0))
      states.append(DiscreteState(name: name, health: state.required("health", ValueType<Health>.choice) ?? .unknown))
      state.finish()
    }
    return Channel(name: name, kind: kind, source: .bits(register, masks: masks), states: states)
  }

  private func product(_ reader: inout MappingReader, _ before: [Channel]) -> [Int] {
    let node = reader.node
    return reader.strings("product").compactMap { name in
      if let place = before.firstIndex(where: { $0.name == name && !$0.isBits }) { return place }
      reader.diagnostics.error(
        "'product' multiplies channels that stand before it; there is no '\(name)'.\(hint(for: name, among: before.map(\.name)))",
        at: node)
      return nil
    }
  }

  // MARK: Numbers

  private func measurement(_ reader: inout MappingReader) -> Measurement? {
    guard let register = RegisterReader.register(&reader) else { return nil }
    var measurement = Measurement(register)
    measurement.conversion = conversion(&reader, Conversion())
    measurement.variants = variants(&reader, measurement.conversion)
    measurement.factors = items("factors", "a factor", &reader) { reader in
      guard let register = RegisterReader.register(&reader) else { return nil }
      let values = reader.list("values", of: .fraction)
      if values.isEmpty { reader.diagnostics.error("a factor needs 'values', the first one for 0.", at: reader.node) }
      return Measurement.Factor(register: register, values: values)
    }
    measurement.faults = items("faults", "a fault", &reader, fault)
    measurement.isOfCycle = reader.bool("in-cycle") ?? false
    if let node = reader.node("divide-by"), let name = reader.string("divide-by") {
      measurement.divisor = parameters.firstIndex(of: name)
      if measurement.divisor == nil {
        reader.diagnostics.error("there is no parameter '\(name)'.\(hint(for: name, among: parameters))", at: node)
      }
    }
    return measurement
  }

  private func fault(_ reader: inout MappingReader) -> Measurement.Fault? {
    let register = RegisterReader.isNamed(in: reader) ? RegisterReader.register(&reader) : nil
    let values = reader.list("values", of: ValueType<UInt32>.integer())
    let mask = register?.mask ?? reader.value("mask", ValueType<UInt32>.integer()) ?? 0
    // The mask of a register is which of its bits are meant; with values, these are compared instead.
    if values.isEmpty, mask == 0 || register?.mask == Register.allBits(register?.count ?? 1) {
      reader.diagnostics.error("a fault has a 'mask' of bits, or 'values'.", at: reader.node)
    }
    return Measurement.Fault(
      register: register, mask: values.isEmpty ? mask : 0, values: values, reason: reader.requiredString("reason") ?? ""
    )
  }

  private func items<Item>(
    _ key: String, _ what: String, _ reader: inout MappingReader, _ read: (inout MappingReader) -> Item?
  ) -> [Item] {
    let diagnostics = reader.diagnostics
    return reader.each(key).compactMap { item in
      guard var reader = MappingReader(item, what, diagnostics) else { return nil }
      let result = read(&reader)
      reader.finish()
      return result
    }
  }

  /// `choose: { register: 0x09, mask: 0x04, cases: { 0x00: { signed: true }, 0x04: { offset: -64 } } }`.
  private func variants(_ reader: inout MappingReader, _ base: Conversion) -> Measurement.Variants? {
    guard var choice = reader.mapping("choose") else { return nil }
    defer { choice.finish() }
    guard let register = RegisterReader.register(&choice) else { return nil }
    var cases: [Measurement.Variants.Case] = []
    for (name, key, value) in choice.entries("cases") {
      guard let field = key.read(ValueType<UInt32>.integer(), as: name, choice.diagnostics),
        var reader = MappingReader(value, "a case", choice.diagnostics)
      else { continue }
      if field & ~(register.mask >> UInt32(register.shift)) != 0 {
        choice.diagnostics.error("\(name) has bits that 'mask' leaves out, so it never comes.", at: key)
      }
      cases.append(Measurement.Variants.Case(field: field, conversion: conversion(&reader, base)))
      reader.finish()
    }
    if cases.isEmpty { choice.diagnostics.error("'choose' needs 'cases'.", at: choice.node) }
    return Measurement.Variants(register: register, cases: cases, otherwise: choice.string("otherwise"))
  }

  /// The keys of a conversion; what is not written is as in `base`.
  private func conversion(_ reader: inout MappingReader, _ base: Conversion) -> Conversion {
    enum Format: String, CaseIterable { case linear11, linear16, coefficients, energy }
    var conversion = base
    if var direct = reader.mapping("direct") {
      let m = direct.required("m", .fraction) ?? 1
      conversion = Conversion.direct(m: m, b: direct.real("b") ?? 0, r: direct.int("r", in: -100...100) ?? 0)
      direct.finish()
    }
    switch reader.choice("format", of: Format.self) {
    case .linear11: conversion.form = .linear11
    case .linear16: conversion.form = .linear16
    case .coefficients:
      conversion.form = .coefficients
      conversion.isSigned = true
    case .energy: conversion.form = .energy
    case nil: break
    }
    if var count = reader.mapping("tach") {
      let constant = count.required("constant", .fraction) ?? 1
      let stopped = count.value("stopped", ValueType<UInt32>.integer(in: 1 ... .max)) ?? .max
      conversion.form = .count(constant: constant, stopped: stopped)
      count.finish()
    }
    if let isSigned = reader.bool("signed") { conversion.isSigned = isSigned }
    if let scale = reader.value("scale", .fraction) { conversion.scale *= scale }
    if let offset = reader.real("offset") { conversion.offset += offset }
    return conversion
  }
}
