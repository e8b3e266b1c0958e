import Model

/// `system.identify`: whether a system shows which one it is.
struct WriteIdentify: WriteVerb {
  let name = "system.identify"

  func objection(to field: FieldReference) -> String? {
    field.kind == .system && field.name == "identify-lit" ? nil : "writes whether systems identify themselves only"
  }

  func write(_ call: WriteCall) throws(WriteError) -> WriteOutcome {
    let isOn: Bool
    switch call.changes.first?.value {
    case .bool(let value): isOn = value
    case .choice("true"): isOn = true
    case .choice("false"): isOn = false
    default: throw .invalidValue(name: call.changes.first?.name ?? "", why: "It can be switched on or off only.")
    }
    return .command(.identify(system: call.object.id.id, isOn: isOn)) { WriteCompletion($0, for: .put) }
  }
}
