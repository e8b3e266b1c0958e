import Model

/// `account.delete`: an account is gone, and so is every login with it.
struct DeleteAccount: DeleteVerb {
  let name = "account.delete"

  func objection(to subject: ClassBinding.Subject) -> String? {
    subject.isObjects(of: .account) ? nil : "needs a class 'for: account'"
  }

  func delete(_ object: ModelObject) -> WriteOutcome {
    .command(.account(name: object.id.id, .delete)) { WriteCompletion($0, for: .delete) }
  }
}
