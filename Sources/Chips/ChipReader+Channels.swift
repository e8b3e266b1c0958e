/// What a chip measures.
extension ChipReader {
  /// Reads a channel, by its index in the description.
  public mutating func read(_ channel: Int, on bus: any I2CBus) throws(ChipError) -> ChipReading {
    switch description.channels[channel].source {
    case .measurement(let measurement): return try read(measurement, on: bus)
    case .bits(let register, let masks): return try bits(register, masks, on: bus)
    case .product(let channels): return try product(channels, on: bus)
    }
  }

  private static let unsupported = "it has no such command"

  private mutating func bits(
    _ register: Register, _ masks: [UInt32], on bus: any I2CBus
  ) throws(ChipError) -> ChipReading {
    guard let bytes = try bytesOrNil(register, on: bus) else { return .unavailable(Self.unsupported) }
    let number = register.number(of: bytes) & register.mask
    return ChipReading(value: .bits(masks.indices.filter { number & masks[$0] != 0 }), raw: bytes)
  }

  private mutating func product(_ channels: [Int], on bus: any I2CBus) throws(ChipError) -> ChipReading {
    var result = 1.0
    var raw: [UInt8] = []
    for channel in channels {
      let reading = try read(channel, on: bus)
      raw += reading.raw
      guard case .number(let number) = reading.value else { return ChipReading(value: reading.value, raw: raw) }
      result *= number
    }
    return ChipReading(value: .number(result), raw: raw)
  }

  private mutating func bytesOrNil(_ register: Register, on bus: any I2CBus) throws(ChipError) -> [UInt8]? {
    register.isCommand ? try commandBytes(register, on: bus) : try bytes(of: register, on: bus)
  }

  private mutating func read(_ measurement: Measurement, on bus: any I2CBus) throws(ChipError) -> ChipReading {
    if measurement.isOfCycle, !hasMeasured, isSetUp { return .unavailable("its first measurement is not over") }
    let register = measurement.register
    let isBlock = measurement.conversion.form == .energy
    guard let bytes = isBlock ? try commandBlock(register, on: bus) : try bytesOrNil(register, on: bus) else {
      return .unavailable(Self.unsupported)
    }
    asked = []
    do throws(NoReading) {
      let number = try value(of: measurement, bytes, on: bus)
      guard number.isFinite else { throw .because("its value is beyond all numbers") }
      return ChipReading(value: .number(number), raw: bytes)
    } catch {
      switch error {
      case .because(let reason): return ChipReading(value: .unavailable(reason), raw: bytes)
      case .failed(let error): throw error
      }
    }
  }

  /// Why there is no number, though the register was read.
  private enum NoReading: Error {
    case because(String)
    case failed(ChipError)
  }

  private mutating func value(
    of measurement: Measurement, _ bytes: [UInt8], on bus: any I2CBus
  ) throws(NoReading) -> Double {
    let register = measurement.register
    let raw = register.number(of: bytes)
    for fault in measurement.faults {
      var number = raw
      if let register = fault.register { number = try all(register, on: bus) }
      if number & fault.mask != 0 || fault.values.contains(number) { throw .because(fault.reason) }
    }
    var conversion = measurement.conversion
    if let variants = measurement.variants {
      let field = variants.register.field(of: try all(variants.register, on: bus))
      guard let chosen = variants.cases.first(where: { $0.field == field }) else { throw .because(variants.otherwise) }
      conversion = chosen.conversion
    }
    var number = try form(conversion, register, bytes, raw, on: bus) * conversion.scale + conversion.offset
    for factor in measurement.factors {
      let field = Int(clamping: factor.register.field(of: try all(factor.register, on: bus)))
      guard field < factor.values.count else {
        throw .because("\(factor.register.place) says something that is not known")
      }
      number *= factor.values[field]
    }
    return measurement.divisor.map { number / parameters[$0] } ?? number
  }

  /// A register that says how another one is to be read; asked for once, however many things it says.
  private mutating func all(_ register: Register, on bus: any I2CBus) throws(NoReading) -> UInt32 {
    if let known = asked.first(where: { $0.register.isSame(as: register) }) { return known.number }
    do {
      let number = register.number(of: try bytes(of: register, on: bus))
      asked.append(Asked(register: register, number: number))
      return number
    } catch {
      throw .failed(error)
    }
  }

  struct Asked: Hashable, Sendable {
    var register: Register
    var number: UInt32
  }

  private mutating func form(
    _ conversion: Conversion, _ register: Register, _ bytes: [UInt8], _ raw: UInt32, on bus: any I2CBus
  ) throws(NoReading) -> Double {
    let field = register.field(of: raw)
    switch conversion.form {
    case .number:
      return conversion.isSigned ? register.signedField(of: raw) : Double(field)
    case .linear11:
      return PMBusNumber.linear11(UInt16(truncatingIfNeeded: raw))
    case .linear16:
      let mode: UInt8
      do { mode = try voltageMode(register.page, on: bus) } catch { throw .failed(error) }
      guard let number = PMBusNumber.voltage(UInt16(truncatingIfNeeded: raw), mode: mode) else {
        throw .because("its VOUT_MODE \(mode.inHex) is neither linear nor half precision")
      }
      return number
    case .coefficients:
      do {
        let direct = try coefficients(register, on: bus)
        return register.signedField(of: raw) * direct.scale + direct.offset
      } catch { throw .failed(error) }
    case .count(let constant, let stopped):
      return field == 0 || field >= stopped ? 0 : constant / Double(field)
    case .energy:
      let mean: Double?
      do { mean = try meanEnergy(register, bytes) } catch { throw .failed(error) }
      guard let mean else { throw .because("it takes two readings") }
      return mean
    }
  }
}

extension ChipReading {
  fileprivate static func unavailable(_ reason: String) -> ChipReading {
    ChipReading(value: .unavailable(reason), raw: [])
  }
}
