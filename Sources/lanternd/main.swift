import Agent
import Glibc

exit(Agent.run(arguments: CommandLine.arguments))
