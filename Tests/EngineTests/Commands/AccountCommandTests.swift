import LanternTesting
import Model
import Testing

@testable import Engine

/// Commands about accounts: the door, the record, the store, the model.
struct AccountCommandTests {
  private let rig = MonitorRig([.system(sampleSystem())])

  private func caller(_ rights: Rights) -> Caller {
    Caller(user: "someone", rights: rights, address: "192.0.2.7", face: "test", request: "1")
  }

  private func alice(_ roles: [String] = [], isEnabled: Bool = true) -> Account {
    Account(id: "alice", system: System.onlyID, isEnabled: isEnabled, roles: roles)
  }

  @Test func whatTheStoreHasIsPublished() {
    rig.accounts.show([alice(["operator"])])
    rig.mailbox.putAccountsChanged()
    rig.settle()
    #expect(rig.object(.account, "alice")?.content == .account(alice(["operator"])))
    rig.accounts.show([])
    rig.mailbox.putAccountsChanged()
    rig.settle()
    #expect(rig.object(.account, "alice") == nil)
  }

  @Test func aChangeIsCarriedOutPublishedAndRecorded() {
    rig.accounts.show([alice()])
    rig.mailbox.putAccountsChanged()
    rig.settle()
    rig.accounts.show([alice(["operator"])])
    let reply = rig.give(.account(name: "alice", .assign(roles: ["operator"])))
    #expect(reply.outcome == .accepted)
    #expect(rig.accounts.changes == ["assign alice operator"])
    #expect(rig.object(.account, "alice")?.content == .account(alice(["operator"])))
    let last = rig.audit.records.last
    #expect(last?.before == "enabled no-roles")
    #expect(last?.after == "enabled operator")
  }

  @Test(
    "Only who may manage accounts gets to the store",
    arguments: [Role.readonly, .operator, Role("fence", Permissions([.read, .power, .thresholds]))])
  func denied(role: Role) {
    let reply = rig.give(.account(name: "alice", .delete), by: caller(Rights(role)))
    #expect(reply.outcome == .denied)
    #expect(rig.accounts.changes == [])
    #expect(rig.audit.records.count == 1)
  }

  @Test(
    "What the store has against it is told",
    arguments: [
      (AccountError.alreadyExists("alice"), CommandOutcome.alreadyExists), (.notFound("alice"), .notFound),
      (.beyondRights, .denied),
      (.full(limit: 64), .refused("There are 64 accounts already, which is the limit. Remove one first.")),
      (
        .state(StateFailure(action: "write", path: "/x", reason: "no space left on device")),
        .failed("Cannot write /x: no space left on device.")
      ),
    ])
  func refusals(error: AccountError, outcome: CommandOutcome) {
    rig.accounts.fail(error)
    #expect(rig.give(.account(name: "alice", .create(.plain([1])))).outcome == outcome)
  }
}
