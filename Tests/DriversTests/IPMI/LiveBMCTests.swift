import Glibc
import IPMIWire
import Model
import Testing

@testable import Drivers

/// The real worker against OpenIPMI's simulator, with ipmitool as the witness.
@Suite(.serialized) struct LiveBMCTests {
  /// Another board each time; a failure names the seed.
  static let seed = Int.random(in: 0..<1_000_000)

  @Test(arguments: [7, seed]) func everySensorIsWhatIpmitoolSays(seed: Int) throws {
    let live = try LiveBMC(try SimulatedBMC("--seed", "\(seed)"))
    let all = try live.complete()
    let rows = try SensorRow.parse(try live.bmc.ipmitool("sensor"))
    #expect(all.sensors.count == rows.count)
    for row in rows {
      let sensor = try #require(all.sensors.first { $0.name == row.name }, "seed \(seed): \(row.name)")
      let sample = try #require(all.samples[sensor.id])
      #expect(sample.quality == .good, "seed \(seed): \(row.name)")
      switch row.content {
      case .states(let bits):
        #expect(!sensor.isNumeric)
        #expect(sample.activeStates.map { offset(of: $0, in: sensor) } == bits, "seed \(seed): \(row.name)")
      case .value(let value, let unit, let thresholds):
        #expect(sensor.isNumeric)
        #expect(sensor.unit == unit)
        #expect(isSame(sample.value, value), "seed \(seed): \(row.name) \(sample) \(value)")
        for threshold in Threshold.allCases {
          let (ours, theirs) = (sensor.thresholds[threshold], thresholds[threshold])
          #expect(isSame(ours, theirs), "seed \(seed): \(row.name) \(threshold)")
        }
        #expect(sample.state?.health == row.health, "seed \(seed): \(row.name)")
        #expect(losesNothing(sample.value, sensor), "seed \(seed): \(row.name) \(sensor.exponent)")
      }
    }
  }

  @Test(arguments: [11, seed]) func everyFRUFieldIsWhatIpmitoolSays(seed: Int) throws {
    let live = try LiveBMC(try SimulatedBMC("--seed", "\(seed)"))
    let all = try live.complete()
    for device in 0...3 {
      let fields = FRUFields(try live.bmc.ipmitool("-v", "fru", "print", "\(device)"))
      let parts = all.parts.filter { $0.id.hasPrefix("FRU\(device)") }
      #expect(!parts.isEmpty, "seed \(seed): FRU \(device)")
      for part in parts { fields.expectAgreement(with: part, "seed \(seed)") }
    }
    for supply in all.supplies where supply.ratedOutput != nil {
      let device = try #require(all.parts.first { $0.realizes == ObjectID(.supply, supply.id) })
      let fields = FRUFields(try live.bmc.ipmitool("-v", "fru", "print", String(device.id.dropFirst(3))))
      #expect(fields["Capacity"] == "\(Int(supply.ratedOutput ?? 0)) W")
      #expect(supply.inputRange1 == 100...127)
      #expect(supply.inputRange2 == 200...264)
      #expect(supply.inputFrequency == 47...63)
    }
    #expect(all.supplies.filter { $0.ratedOutput != nil }.count == 2)
  }

  @Test func theFixedServerHasItsDevices() throws {
    let live = try LiveBMC(try SimulatedBMC())
    let all = try live.complete()
    #expect(all.fans.map(\.tachometer) == ["20.0.32", "20.0.33", "20.0.34", "20.0.35"])
    #expect(all.supplies.map(\.name) == ["PSU0", "PSU1"])
    #expect(all.sensors.first { $0.name == "PSU1 Vin" }?.measures == ObjectID(.supply, "10.2"))
    #expect(all.sensors.first { $0.name == "Inlet Temp" }?.measures == ObjectID(.part, "FRU0:chassis"))
    #expect(all.sensors.first { $0.name == "P12V" }?.measures == ObjectID(.part, "FRU0:board"))
    #expect(all.sensors.first { $0.name == "DIMM A1 Temp" }?.measures == ObjectID(.part, "FRU3"))
    #expect(all.parts.first { $0.id == "FRU3" }?.container == "FRU0:board")
    #expect(all.firmware.map(\.version) == ["2.15"])
    #expect(all.systems.map(\.uuid) == ["EF5A1C7E9B0D4C528F3E6F1D2A4B7C90"])
    let voltage = try #require(all.sensors.first { $0.name == "P3V3" })
    #expect(voltage.exponent == -3)
    #expect(all.samples[voltage.id]?.value == 3.315)
    let status = try #require(all.sensors.first { $0.name == "PSU1 Status" })
    #expect(all.samples[status.id]?.activeStates.map { status.discreteStates[$0].name } == ["Present", "Input Lost"])
  }

  @Test func anAreaWithAWrongChecksumIsReportedAndTheOthersAreKept() throws {
    let bmc = try SimulatedBMC()
    // Byte 3 of the common header says where the board area begins, in units of eight bytes.
    try bmc.changeFRU(0) { image in image[Int(image[3]) * 8 + 7] ^= 0xff }
    let parts = try LiveBMC(bmc).complete().parts.filter { $0.id.hasPrefix("FRU0") }
    #expect(parts.map(\.id) == ["FRU0:chassis"])
    #expect(parts.first?.serialNumber == "CHS0001234")
    #expect(parts.first?.model == "EX-Server 2U")
    #expect(parts.first?.attributes.first?.name == "fru-problem")
    #expect(parts.first?.attributes.first?.value.contains("checksum") == true)
  }

  @Test func cipherSuite17NeedsNoWorkaround() throws {
    let bmc = try SimulatedBMC("--cipher17")
    let live = try LiveBMC(bmc, try bmc.settings(cipherSuite: 17))
    #expect(try live.complete().sensors.count == 27)
  }

  @Test func aReadingFollowsTheHardware() throws {
    let live = try LiveBMC(try SimulatedBMC())
    _ = try live.complete()
    try live.bmc.setReading(1, 96)
    let sample = waitUntil { live.sink.now.samples["20.0.1"].flatMap { $0.value == 96 ? $0 : nil } }
    #expect(sample?.quality == .good)
    #expect(eventually { live.sink.now.samples["20.0.1"]?.state == .criticalHigh })
  }

  private func losesNothing(_ value: Double?, _ sensor: Sensor) -> Bool {
    guard let value else { return false }
    let counted = scaled(value, byPowerOfTen: -Int(sensor.exponent)).rounded()
    return scaled(counted, byPowerOfTen: Int(sensor.exponent)) == value && abs(counted) <= Double(Int32.max)
  }

  private func offset(of index: Int, in sensor: Sensor) -> Int {
    // The rig's records support every offset.
    sensor.discreteStates.count == 15 ? index : -1
  }

  /// ipmitool prints three decimals.
  private func isSame(_ ours: Double?, _ theirs: Double?) -> Bool {
    guard let ours, let theirs else { return ours == nil && theirs == nil }
    return abs(ours - theirs) <= 0.00050001
  }
}

extension LiveBMC {
  convenience init(_ bmc: SimulatedBMC) throws { try self.init(bmc, try bmc.settings()) }
}
