import CIM
import Model
import Testing

@Suite("Walks through instances") struct CursorTests {
  let view = Shipped.plain.view
  let board = SampleBoard()

  private var classes: [CIMClass] { view.schema.classNames.compactMap(view.schema.cimClass).filter(view.serves) }

  @Test("A walk in the smallest steps meets the same as one in a single step") func smallSteps() {
    for cimClass in classes {
      let whole = view.instances(of: cimClass, in: board.snapshot, at: board.now)
      #expect(Set(whole.map(\.id)).count == whole.count, "\(cimClass.name)")
      #expect(view.allInSmallSteps(view.cursor(of: cimClass), board).map(\.id) == whole.map(\.id), "\(cimClass.name)")
    }
  }

  @Test("So do walks along the associations of every instance") func smallStepsAlongAssociations() {
    let managed = view.all(view.cursor(of: view.schema.cimClass("CIM_ManagedElement")!), board)
    #expect(managed.count > 20)
    var links = 0
    for instance in managed {
      for cursor in [
        view.cursor(associatedWith: instance.id, AssociationFilter()),
        view.cursor(referencing: instance.id, resultClass: nil, role: nil),
      ] {
        let whole = view.all(cursor, board)
        #expect(Set(whole.map(\.id)).count == whole.count, "\(instance.path)")
        #expect(view.allInSmallSteps(cursor, board).map(\.id) == whole.map(\.id), "\(instance.path)")
        links += whole.count
      }
    }
    #expect(links > 100)
  }

  @Test("Both ends of every association find it") func bothEnds() {
    for association in classes.filter(\.isAssociation) {
      for instance in view.instances(of: association, in: board.snapshot, at: board.now) {
        for end in instance.cimClass.keys {
          guard case .reference(let path) = instance[end.name] else { continue }
          let named = path.keys.map { Selector(name: $0.name, value: $0.value) }
          let found = try? view.find(
            view.schema.cimClass(path.className)!, selectors: named, in: board.snapshot, at: board.now)
          let cursor = view.cursor(referencing: found![0].id, resultClass: instance.cimClass, role: end.name)
          #expect(view.all(cursor, board).map(\.id).contains(instance.id), "\(instance.path)")
        }
      }
    }
  }

  @Test("Without subclasses, if wanted") func exactly() {
    func ids(_ name: String) -> [String] {
      view.all(view.cursor(of: view.schema.cimClass(name)!, exactly: true), board).map(\.cimClass.name)
    }
    #expect(ids("CIM_Sensor") == ["CIM_Sensor"])
    #expect(ids("CIM_NumericSensor") == ["CIM_NumericSensor", "CIM_NumericSensor"])
    #expect(ids("CIM_LogicalDevice").isEmpty)
    #expect(ids("CIM_ServiceAvailableToElement").isEmpty)
    #expect(ids("CIM_AssociatedPowerManagementService").count == 1)
  }

  @Test("The number of instances is known before the end, unless it takes too much to tell") func count() {
    func count(_ name: String, effort: Int) -> Int? {
      var walk = view.walk(
        view.cursor(of: view.schema.cimClass(name)!), in: board.snapshot, at: board.now)
      var one = 1
      _ = walk.next(effort: &one)
      return view.count(walk.cursor, in: board.snapshot, effort: effort)
    }
    #expect(count("CIM_Fan", effort: 0) == 1)
    #expect(count("CIM_Sensor", effort: 100) == 3)
    #expect(count("CIM_Sensor", effort: 2) == nil)
    #expect(count("CIM_SystemDevice", effort: 1000) == 6)
    #expect(view.count(.empty, in: board.snapshot, effort: 1) == 0)
  }

  @Test("Instances are told apart by numbers as well as by names") func numbers() {
    var names: [InstanceNumber: InstanceID] = [:]
    for cimClass in classes where cimClass.superclass == nil {
      for instance in view.instances(of: cimClass, in: board.snapshot, at: board.now) {
        #expect(names.updateValue(instance.id, forKey: instance.number) == nil, "\(instance.path)")
      }
    }
    #expect(names.count > 50)
    board.store.remove([ObjectID(.fan, "fan1")])
    board.publish([.fan(SampleBoard.fan)])
    #expect(names[view.one("CIM_Fan", [:], board)!.number] == nil)
  }

  @Test("Nothing to walk through") func empty() {
    #expect(view.all(.empty, board).isEmpty)
    #expect(InstanceCursor.empty.isAtEnd)
  }
}
