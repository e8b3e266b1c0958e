/// Everything that profiles can have done, by name.
struct Verbs: Sendable {
  var methods: [any MethodVerb] = [
    RequestPower(), RequestSystemState(), RestoreThresholds(), RequestJobState(), GetJobErrors(), CreateAccount(),
    RequestAccountState(), AssignRoles(), ShowRoles(), Unsupported(),
  ]
  var writes: [any WriteVerb] = [WriteThresholds(), WritePassword()]
  var deletes: [any DeleteVerb] = [DeleteJob(), DeleteAccount()]
}
