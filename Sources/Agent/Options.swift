/// What `lanternd` was told on its command line.
struct Options: Equatable {
  var board = ""
  var stateDirectory = ""
  var listen: [String] = []
  var configuration: String?
  var dataDirectory: String?
  /// Simulated hardware answers in the place of what the board names.
  var isSimulated = false
  /// What simulated hardware does.
  var scenario: String?
  /// Stands for `/` where the kernel's files are looked for.
  var systemRoot = ""
  /// Where every exchange on I2C buses is recorded.
  var capture: String?
  /// Only the hardware is to be left as nobody looks after it.
  var isReleasing = false
  /// A recording that stands for the I2C buses.
  var replay: String?

  enum Request: Equatable {
    case run(Options)
    case help
    case version
  }

  struct UsageError: Error, Equatable, CustomStringConvertible {
    var description: String
  }

  static let usage = """
    Usage: lanternd --board BOARD --state-dir DIR [--listen URL...] [--config FILE] [--data-dir DIR]
                    [--simulate [--scenario FILE]] [--capture FILE] [--replay FILE]
           lanternd --board BOARD --release

      --board BOARD     the board to serve: a file, the name of one under board-configs/, or auto for the one whose
                        'match' fits this machine
      --state-dir DIR   where accounts and the audit record live; made when missing, private to its owner
      --listen URL      https://ADDRESS:PORT to serve on, or http:// on networks you trust; repeat it for more.
                        Without any, 'listen' of the settings says where
      --config FILE     settings in YAML: listen, tls, compatibility, allow-basic-over-http, ...
      --data-dir DIR    profiles/ and board-configs/ that take precedence over the shipped ones
      --simulate        touch no hardware: readings are made up, lines are answered by a simulated machine
      --scenario FILE   with --simulate: what readings do, and when
      --capture FILE    record every exchange on the board's I2C buses there
      --replay FILE     touch no hardware: I2C buses answer as in that recording, nothing else is there
      --release         do not serve: release the board's lines, drive its fans at full speed, and end; for what is run
                        after the agent has ended, however it did
      --system-root DIR look for the kernel's /dev, /proc and /sys there, for tests
      --version         print the version
      --help            print this

    """

  /// Reads the arguments after the program's name.
  static func parse(_ arguments: [String]) throws(UsageError) -> Request {
    var options = Options()
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      let (name, attached) = split(argument)
      func value() throws(UsageError) -> String {
        if let attached { return attached }
        guard let next = rest.popFirst(), !next.isEmpty else {
          throw UsageError(description: "\(name) needs a value")
        }
        return next
      }
      switch name {
      case "--help", "-h": return .help
      case "--version": return .version
      case "--board": options.board = try value()
      case "--state-dir": options.stateDirectory = try value()
      case "--listen": options.listen.append(try value())
      case "--config": options.configuration = try value()
      case "--data-dir": options.dataDirectory = try value()
      case "--simulate": options.isSimulated = true
      case "--scenario": options.scenario = try value()
      case "--capture": options.capture = try value()
      case "--replay": options.replay = try value()
      case "--release": options.isReleasing = true
      case "--system-root": options.systemRoot = try value()
      default: throw UsageError(description: "\(argument) is not an option of lanternd; see lanternd --help")
      }
    }
    for (name, isMissing) in [
      ("--board", options.board.isEmpty), ("--state-dir", options.stateDirectory.isEmpty && !options.isReleasing),
    ] where isMissing {
      throw UsageError(description: "\(name) is required; see lanternd --help")
    }
    if options.scenario != nil, !options.isSimulated {
      throw UsageError(description: "--scenario goes with --simulate; see lanternd --help")
    }
    if options.isSimulated, options.capture != nil || options.replay != nil {
      throw UsageError(description: "--capture and --replay do not go with --simulate; see lanternd --help")
    }
    return .run(options)
  }

  /// `--name=value` in its two halves.
  private static func split(_ argument: String) -> (name: String, value: String?) {
    guard argument.hasPrefix("--"), let equals = argument.firstIndex(of: "=") else { return (argument, nil) }
    return (String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
  }
}
