import CIM
import Model
import Testing

/// CIM_ConcreteJob: what it shows, and its RequestStateChange.
struct JobMethodTests {
  let view = Shipped.plain.view
  let board = SampleBoard()

  private var job: Instance { view.one("CIM_ConcreteJob", [:], board)! }

  private func request(_ state: String, _ more: [(name: String, value: ArgumentValue)] = []) -> MethodEffect {
    view.call("RequestStateChange", [("RequestedState", .text(state))] + more, on: job, board)
  }

  @Test func aJobCanBeTerminatedAndNothingElse() {
    #expect(request("4") == .gives(.cancelJob(id: "run:1")))
    for state in ["2", "3", "5", "6", "40000"] { #expect(request(state) == .returns(1), "\(state)") }
    for state in ["0", "1", "7"] { #expect(request(state) == .returns(5), "\(state)") }
    #expect(view.call("RequestStateChange", on: job, board) == .returns(5))
    #expect(request("4", [("TimeoutPeriod", .text("PT1S"))]) == .returns(4098))
    #expect(request("4", [("TimeoutPeriod", .text("PT0S"))]) == .gives(.cancelJob(id: "run:1")))
  }

  @Test(arguments: [
    (CommandOutcome.accepted, UInt32(0)), (.invalidTransition, 4097), (.notFound, 2), (.busy, 4099),
  ])
  func outcomesAreReturnValues(outcome: CommandOutcome, value: UInt32) throws {
    let completion = try view.completion(
      "RequestStateChange", [("RequestedState", .text("4"))], on: job, board, outcome: outcome)
    #expect(completion?.returnValue == value)
  }

  @Test(arguments: [
    (JobState.running, UInt64(4), [UInt64(2)]), (.completed, 7, [17, 2]), (.terminated, 8, [17, 10]),
    (.failed, 10, [17, 6]),
  ])
  func itsStateHasTheNumbersOfTheSchema(state: JobState, number: UInt64, status: [UInt64]) throws {
    var content = SampleBoard.job
    content.state = state
    board.publish([.job(content)])
    #expect(job["JobState"] == .unsigned(number))
    #expect(job["OperationalStatus"] == .array(status.map { .unsigned($0) }))
  }

  private func errors(_ method: String) throws -> [String] {
    let outcome = try view.invoke(
      job.cimClass.method(method)!, on: job, arguments: [], in: board.snapshot, at: board.now)
    guard case .done(let result) = outcome else { return ["a command"] }
    #expect(result.returnValue == 0)
    return result.outputs.map { "\($0.parameter.name) = \($0.value)" }
  }

  @Test func aJobThatFailedTellsItsErrorAndOthersHaveNone() throws {
    for method in ["GetErrors", "GetError"] { #expect(try errors(method) == []) }
    var content = SampleBoard.job
    content.state = .failed
    content.error = "It went wrong."
    board.publish([.job(content)])
    let error =
      #"instance of CIM_Error { CIMStatusCode = 1; Message = "It went wrong."; MessageID = "JobFailed"; "#
      + #"OwningEntity = "Lantern"; PerceivedSeverity = 5; }"#
    #expect(try errors("GetErrors") == ["Errors = [\(error)]"])
    #expect(try errors("GetError") == ["Error = \(error)"])
    content.state = .terminated
    board.publish([.job(content)])
    #expect(
      try errors("GetError")[0].hasSuffix(
        #"MessageID = "JobEnded"; OwningEntity = "Lantern"; PerceivedSeverity = 2; }"#))
  }

  @Test func itsTimesAreIntervals() {
    var content = SampleBoard.job
    content.elapsed = .milliseconds(12_500)
    board.publish([.job(content)])
    #expect(job["TimeBeforeRemoval"] == .datetime(.interval(microseconds: 300_000_000)))
    #expect(job["ElapsedTime"] == .datetime(.interval(microseconds: 12_500_000)))
  }

  @Test func itsServiceOwnsItAndItsSystemIsAffected() throws {
    let owner = try #require(view.one("CIM_OwningJobElement", [:], board))
    #expect(owner["OwningElement"]?.description.hasPrefix("CIM_PowerManagementService.") == true)
    #expect(owner["OwnedElement"]?.description == #"CIM_ConcreteJob.InstanceID="Lantern:Job:run:1""#)
    let affected = try #require(view.one("CIM_AffectedJobElement", [:], board))
    #expect(
      affected["AffectedElement"]?.description
        == #"CIM_ComputerSystem.CreationClassName="CIM_ComputerSystem",Name="ManagedSystem""#)
    #expect(affected["AffectingElement"] == owner["OwnedElement"])
  }
}
