/// Everything that profiles can have done, by name.
struct Verbs: Sendable {
  var methods: [any MethodVerb] = [
    RequestPower(), RequestSystemState(), RestoreThresholds(), RequestJobState(), GetJobErrors(), CreateAccount(),
    RequestAccountState(), AssignRoles(), ShowRoles(), ClearLog(), ChangeBootOrder(),
    SetBootConfigRole(), SetBootConfigUsage(), SetFanSpeed(), Unsupported(),
  ]
  var writes: [any WriteVerb] = [WriteThresholds(), WritePassword(), WriteIdentify()]
  var deletes: [any DeleteVerb] = [DeleteJob(), DeleteAccount()]
}
