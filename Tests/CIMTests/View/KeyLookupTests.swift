import Model
import Synchronization
import TestSupport
import Testing

@testable import CIM

@Suite("Looking up keys") struct KeyLookupTests {
  let view = Shipped.plain.view
  let board = SampleBoard()

  @Test("The field id of every kind of object is what the object is named by") func fields() {
    for object in ObjectKind.allCases.flatMap(board.snapshot.objects) {
      let field = FieldReference(object.id.kind, "id")!
      #expect(object[field] == .string(object.id.id))
    }
  }

  @Test("Neither enumerating nor keys that tell the id need a table") func tables() throws {
    let view = DataDirectory().load(before: [Repository.root]).view
    for name in ["CIM_ManagedElement", "CIM_Dependency", "CIM_Component"] { _ = view.all(name, board) }
    for name in ["CIM_NumericSensor", "CIM_SoftwareIdentity", "CIM_PowerManagementService"] {
      for instance in view.all(name, board) {
        let selectors = instance.path.keys.map { Selector(name: $0.name, value: $0.value) }
        let found = try view.find(instance.cimClass, selectors: selectors, in: board.snapshot, at: board.now)
        #expect(found.map(\.id) == [instance.id])
      }
    }
    view.structures.withLock { cache in
      #expect(cache.keys.isEmpty)
      #expect(cache.holders.isEmpty)
    }
  }

  @Test("Other keys are looked up in a table that is made at the first time, and anew when the model changes")
  func otherKeys() throws {
    let directory = DataDirectory(
      """
      profile: Bodies
      organization: Acme
      version: 1.0.0
      central: CIM_PhysicalPackage
      classes:
        - class: CIM_PhysicalPackage
          for: part
          keys: { Tag: "{kind} {serial-number}" }
      """)
    let (view, said) = directory.load()
    #expect(said == [])
    func find(_ tag: String) throws -> [InstanceID] {
      try view.find(
        view.schema.cimClass("CIM_PhysicalPackage")!,
        selectors: [
          Selector(name: "Tag", value: .text(tag)),
          Selector(name: "CreationClassName", value: .text("CIM_PhysicalPackage")),
        ], in: board.snapshot, at: board.now
      ).map(\.id)
    }
    let chassis = InstanceID(source: .bound(binding: 0, object: ObjectID(.part, "chassis")))
    #expect(try find("chassis C-1") == [chassis])
    #expect(try find("chassis C-2") == [])
    view.structures.withLock { #expect($0.keys.count == 1) }
    var other = SampleBoard.chassis
    other.serialNumber = "C-2"
    board.publish([.part(other)])
    #expect(try find("chassis C-1") == [])
    #expect(try find("chassis C-2") == [chassis])
  }

  @Test(
    "The id is what stands in the hole",
    arguments: [
      ("Lantern:fan1:x", "fan1"), ("Lantern::x", ""), ("Lantern:a:x:x", "a:x"), ("Lantern:x", nil),
      ("Other:fan1:x", nil),
      ("Lantern:fan1", nil),
    ]) func hole(text: String, id: String?)
  {
    let field = FieldReference(.fan, "id")!
    let template = Template(pieces: [.text("Lantern:"), .field(field), .text(":x")])
    #expect(template.holeOfID?.content(of: text) == id)
  }

  @Test("Other templates do not tell the id") func noHole() {
    let (id, name) = (FieldReference(.fan, "id")!, FieldReference(.fan, "name")!)
    for pieces: [Template.Piece] in [
      [], [.text("x")], [.field(name)], [.field(id), .field(name)], [.field(id), .field(id)],
    ] {
      #expect(Template(pieces: pieces).holeOfID == nil)
    }
  }

  @Test("No more is looked for than is wanted") func limit() throws {
    let sensor = view.schema.cimClass("CIM_Sensor")!
    let device = view.schema.cimClass("CIM_SystemDevice")!
    let system = [Selector(name: "SystemName", value: .text("ManagedSystem"))]
    for limit in 0...3 {
      for (cimClass, selectors) in [(sensor, []), (sensor, system), (device, [])] {
        let found = try view.find(
          cimClass, selectors: selectors, in: board.snapshot, at: board.now, limit: limit)
        #expect(found.count == limit)
      }
    }
  }
}
