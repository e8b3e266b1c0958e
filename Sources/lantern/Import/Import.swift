import ArgumentParser

/// `lantern import`: boards from what others know of machines.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes board files of other projects' descriptions.", subcommands: [ImportEntityManager.self])
}
