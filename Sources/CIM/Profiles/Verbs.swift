/// Everything that profiles can have done, by name.
struct Verbs: Sendable {
  var methods: [any MethodVerb] = [
    RequestPower(), RequestSystemState(), RestoreThresholds(), RequestJobState(), GetJobErrors(), Unsupported(),
  ]
  var writes: [any WriteVerb] = [WriteThresholds()]
  var deletes: [any DeleteVerb] = [DeleteJob()]
}
