import Documents
import Model
import Testing

@testable import CIM

/// What reaches a verb, by one that says it again.
struct EchoTests {
  /// Answers with the number of its arguments, and keeps nothing to itself.
  private struct Echo: MethodVerb {
    let name = "echo"
    func objection(to method: CIMMethod, for subject: ClassBinding.Subject) -> String? { nil }
    func invoke(_ call: MethodCall) -> MethodOutcome {
      .done(
        MethodResult(
          returnValue: UInt32(call.arguments.count),
          outputs: call.method.parameters.compactMap { parameter in
            call.arguments[parameter.name].map { (parameter, $0) }
          }))
    }
  }

  private let directory = DataDirectory(
    """
    profile: Test
    organization: Acme
    version: 1.0.0
    central: CIM_AccountManagementService
    classes:
      - class: CIM_AccountManagementService
        for: system
        keys: { SystemCreationClassName: X, SystemName: "{id}", Name: Accounts }
        methods: { CreateAccount: echo }
    """)

  @Test func argumentsReachTheVerbInTheTypesOfItsParameters() throws {
    let diagnostics = Diagnostics()
    let view = CIMView.load(
      dataDirectories: [directory.path], compatibility: nil, methodVerbs: [Echo()], diagnostics: diagnostics)
    #expect(diagnostics.all.map(\.description) == [])
    let board = SampleBoard()
    let service = try #require(view.one("CIM_AccountManagementService", [:], board))
    let system = InstancePath(className: "CIM_System", keys: [InstanceKey(name: "Name", value: .text("ManagedSystem"))])
    let outcome = try view.invoke(
      try #require(service.cimClass.method("CreateAccount")), on: service,
      arguments: [
        ("accounttemplate", .instance(EmbeddedArgument(className: nil, properties: [("UserID", .text("guest"))]))),
        ("System", .reference(system)),
      ], in: board.snapshot, at: board.now)
    guard case .done(let result) = outcome else {
      Issue.record("a command")
      return
    }
    #expect(result.returnValue == 2)
    #expect(
      result.outputs.map(\.value.description) == [
        #"CIM_System.Name="ManagedSystem""#, #"instance of CIM_Account { UserID = "guest"; }"#,
      ])
  }

  @Test func withoutItTheProfileIsReported() {
    #expect(
      directory.load().said == [
        "test.yaml:9:31: error: there is no method verb 'echo'. Choose from: power.request, system.request-state, "
          + "sensor.restore-thresholds, job.request-state, job.get-errors, account.create, account.request-state, "
          + "role.assign, role.show, log.clear, boot.change-order, boot.set-role, boot.set-usage, fan.set-speed, "
          + "unsupported."
      ])
  }
}
