import ArgumentParser

/// The option of every verb that looks at an agent.
struct StateOption: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Where the agent keeps its state.", valueName: "dir"))
  var stateDir = "/var/lib/lantern"
}
