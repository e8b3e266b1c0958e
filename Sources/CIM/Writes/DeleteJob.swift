import Model

/// `job.delete`: a job that has ended is forgotten before its time.
struct DeleteJob: DeleteVerb {
  let name = "job.delete"

  func objection(to subject: ClassBinding.Subject) -> String? {
    subject.isObjects(of: .job) ? nil : "needs a class 'for: job'"
  }

  func delete(_ object: ModelObject) -> WriteOutcome {
    .command(.deleteJob(id: object.id.id)) { outcome in
      switch outcome {
      case .busy: .busy("The job is still running; end it first, or wait.")
      default: WriteCompletion(outcome, for: .delete)
      }
    }
  }
}
