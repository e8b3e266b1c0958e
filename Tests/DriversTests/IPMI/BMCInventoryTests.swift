import IPMIWire
import Model
import Testing

@testable import Drivers

@Suite struct BMCInventoryTests {
  private func contents(_ fill: (inout BMCInventory) -> Void) -> CollectingSink.Collected {
    var inventory = BMCInventory(system: System.onlyID)
    fill(&inventory)
    var collected = CollectingSink.Collected()
    collected.contents = inventory.finished(takesBootFlags: false).contents
    return collected
  }

  private func fan(_ number: UInt8, entity: UInt8, instance: UInt8, type: UInt8 = 0x04, rpm: Bool = true)
    -> SensorRecord
  {
    SensorRecord(
      key: SensorKey(owner: 0x20, lun: 0, number: number), name: "FAN\(number)", entityID: entity,
      entityInstance: instance, sensorType: type, eventReadingType: rpm ? 1 : 0x0b,
      units: UnitCodes(base: rpm ? 18 : 0), factors: rpm ? ReadingFactors(m: 75) : nil)
  }

  @Test func everyTachometerIsAFanWhateverItsEntity() {
    let all = contents { inventory in
      inventory.add(fan(1, entity: 29, instance: 1))
      inventory.add(fan(2, entity: 7, instance: 1))
      inventory.add(fan(3, entity: 29, instance: 1, rpm: false))
      inventory.add(fan(4, entity: 29, instance: 2, rpm: false))
    }
    #expect(all.fans.map(\.id) == ["20.0.1", "20.0.2"])
    #expect(
      all.sensors.map(\.measures) == [
        ObjectID(.fan, "20.0.1"), ObjectID(.fan, "20.0.2"), ObjectID(.fan, "20.0.1"), nil,
      ])
  }

  @Test func aSupplyIsWhatSensorsAndFRUDataSayOfOneEntity() throws {
    let all = contents { inventory in
      inventory.add(fan(9, entity: 10, instance: 2, type: 0x08, rpm: false))
      var fru = FRURecord(deviceID: 1, name: "PSU0", entityID: 10, entityInstance: 1)
      fru.supply = FRURecord.Supply()
      fru.supply?.ratedWatts = 800
      fru.supply?.range1Low = 100_000
      fru.supply?.range1High = 127_000
      fru.supply?.frequencyLow = 47
      fru.supply?.frequencyHigh = 63
      inventory.add(fru)
    }
    #expect(all.supplies.map(\.id) == ["10.1", "10.2"])
    let supply = try #require(all.supplies.first)
    #expect(supply.name == "PSU0" && supply.ratedOutput == 800)
    #expect(supply.inputRange1 == 100...127 && supply.inputRange2 == nil && supply.inputFrequency == 47...63)
    #expect(all.parts.first?.realizes == ObjectID(.supply, "10.1"))
    #expect(all.parts.first?.isReplaceable == true)
  }

  @Test func placeholdersOfMakersAreAbsent() throws {
    let all = contents { inventory in
      var fru = FRURecord(deviceID: 0, name: "Board", entityID: 7, entityInstance: 1)
      fru.chassis = FRURecord.Chassis()
      fru.chassis?.serialNumber = "To Be Filled By O.E.M."
      fru.product = FRURecord.Product()
      fru.product?.serialNumber = "SYS1"
      fru.product?.assetTag = "Default string"
      inventory.add(fru)
    }
    let chassis = try #require(all.parts.first)
    #expect(chassis.serialNumber == "SYS1")
    #expect(chassis.assetTag == nil)
  }

  @Test func boardsHaveTheirDateAndSitInTheChassis() throws {
    let all = contents { inventory in
      var fru = FRURecord(deviceID: 0, name: "Board", entityID: 7, entityInstance: 1)
      fru.chassis = FRURecord.Chassis()
      fru.chassis?.type = 23
      fru.board = FRURecord.Board()
      fru.board?.manufacturedMinutes = 15_343_800
      inventory.add(fru)
    }
    #expect(all.parts.map(\.id) == ["FRU0:chassis", "FRU0:board"])
    #expect(all.parts.map(\.container) == [nil, "FRU0:chassis"])
    #expect(all.parts.map(\.chassisType) == [23, nil])
    #expect(all.parts.last?.manufactured?.iso8601 == "2025-03-04T10:00:00Z")
  }

  @Test func anUnreadableAreaIsReportedOnThePart() {
    let all = contents { inventory in
      var fru = FRURecord(deviceID: 3, name: "DIMM", entityID: 32, entityInstance: 1)
      fru.add(problem: "The board area has a wrong checksum.")
      inventory.add(fru)
    }
    #expect(all.parts.first?.kind == .memory)
    #expect(all.parts.first?.attributes.map(\.value) == ["The board area has a wrong checksum."])
  }

  @Test func aSecondInventoryReplacesTheFirst() {
    let device = DeviceRecord(deviceID: 1, firmwareMajor: 1, firmwareMinor: 2, manufacturerID: 1, productID: 1)
    let all = contents { inventory in
      inventory.add(fan(1, entity: 29, instance: 1))
      inventory.begin(device)
      inventory.add(fan(2, entity: 29, instance: 2))
    }
    #expect(all.sensors.map(\.id) == ["20.0.2"])
  }
}
