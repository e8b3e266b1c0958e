import CIM
import Model
import Testing

/// Delete and Create: what each class allows.
struct DeleteTests {
  let view = Shipped.plain.view
  let board = SampleBoard()

  private var job: Instance { view.one("CIM_ConcreteJob", [:], board)! }

  private func finish(_ outcome: CommandOutcome) throws -> WriteCompletion? {
    guard case .command(_, let finish) = try view.delete(job, in: board.snapshot, at: board.now) else { return nil }
    return finish(outcome)
  }

  @Test func aJobIsDeletedByACommand() throws {
    guard case .command(let command, _) = try view.delete(job, in: board.snapshot, at: board.now) else {
      Issue.record("no command")
      return
    }
    #expect(command == .deleteJob(id: "run:1"))
  }

  @Test func outcomesAreWhatTheProtocolTells() throws {
    #expect(try finish(.accepted) == .done(created: nil))
    #expect(try finish(.denied) == .denied)
    #expect(try finish(.notFound) == .notFound)
    #expect(try finish(.busy) == .busy("The job is still running; end it first, or wait."))
  }

  @Test(arguments: ["CIM_NumericSensor", "CIM_ComputerSystem", "CIM_RegisteredProfile", "CIM_SystemDevice"])
  func nothingElseCanBeDeleted(name: String) {
    let instance = view.all(name, board)[0]
    #expect(throws: WriteError.notSupported(.delete)) {
      try view.delete(instance, in: board.snapshot, at: board.now)
    }
  }

  @Test(arguments: ["CIM_NumericSensor", "CIM_ConcreteJob", "CIM_Account"])
  func nothingCanBeCreated(name: String) throws {
    let cimClass = try #require(view.schema.cimClass(name))
    #expect(throws: WriteError.notSupported(.create)) {
      try view.create(cimClass, [], in: board.snapshot, at: board.now)
    }
  }
}
