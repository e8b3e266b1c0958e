import Model

/// Jobs: commands that go on after their caller was answered, shown as objects of the model.
extension MonitorCore {
  mutating func startJob(_ verb: PowerVerb, on system: String, by owner: String, at now: Moment) -> Job {
    let (job, dropped) = jobs.start(verb, on: system, by: owner, at: now)
    if let dropped { output.remove(ObjectID(.job, dropped)) }
    output.touch(ObjectID(.job, job.id))
    return job
  }

  /// The sequence on `system` went on: so did the job that shows it.
  mutating func followJob(of system: String) {
    guard let track = systems[system], let job = track.running?.job else { return }
    jobs.advance(job, status: track.sequencer.activity, progress: track.sequencer.progress)
    output.touch(ObjectID(.job, job))
  }

  mutating func finishJob(_ id: String, _ ending: PowerSequencer.Ending, at now: Moment) {
    jobs.finish(id, ending, at: now)
    output.touch(ObjectID(.job, id))
  }

  func refusalToCancel(_ id: String) -> CommandOutcome? {
    guard let job = jobs.job(id) else { return .notFound }
    return job.state == .running ? nil : .invalidTransition
  }

  mutating func cancelJob(_ id: String, _ admission: Admission, at now: Moment) {
    let system = systems.first { $0.value.running?.job == id }?.key
    guard let system else { return answer(admission, .invalidTransition, now) }
    let effects = systems[system]?.sequencer.abandon(.cancelled("ended by \(admission.caller.user)"))
    carryOut(effects ?? [], on: system, now)
    answer(admission, .accepted, now)
  }

  func refusalToDelete(_ id: String) -> CommandOutcome? {
    guard let job = jobs.job(id) else { return .notFound }
    return job.state == .running ? .busy : nil
  }

  mutating func deleteJob(_ id: String, _ admission: Admission, at now: Moment) {
    jobs.remove(id)
    output.remove(ObjectID(.job, id))
    answer(admission, .accepted, now)
  }
}
