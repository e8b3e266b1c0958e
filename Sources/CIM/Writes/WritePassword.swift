import Model

/// `account.password`: a new password for an account (DSP1034 8.1.3). What was set can never be read.
struct WritePassword: WriteVerb {
  let name = "account.password"

  func objection(to field: FieldReference) -> String? {
    field.kind == .account && field.name == "password" ? nil : "writes the password of accounts only"
  }

  func write(_ call: WriteCall) throws(WriteError) -> WriteOutcome {
    guard let change = call.changes.first, case .strings(let items) = change.value, items.count == 1 else {
      throw .invalidValue(
        name: call.changes.first?.name ?? "", why: "It must be one octet string in hexadecimal digits.")
    }
    let password = NewPassword.plain(PasswordArgument.octets(items[0]))
    return .command(.account(name: call.object.id.id, .setPassword(password))) { outcome in
      if case .refused(let why) = outcome { return .refused(.invalidValue(name: change.name, why: why)) }
      return WriteCompletion(outcome, for: .put)
    }
  }
}
