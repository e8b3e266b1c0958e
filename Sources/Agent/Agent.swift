import Drivers
import Glibc
import Logging
import Model
import Platform
import Transport

/// The agent: reads the data, joins the parts, and runs until it is told to end.
public enum Agent {
  /// Runs `lanternd`. Returns the exit code: 0 ended as asked, 1 could not run, 2 wrong usage.
  public static func run(arguments: [String]) -> Int32 {
    if arguments.dropFirst() == [GuardianProgram.argument] { return GuardianProgram.run() }
    Hardening.begin()
    do throws(Options.UsageError) {
      switch try Options.parse(Array(arguments.dropFirst())) {
      case .help:
        print(Options.usage, terminator: "")
        return 0
      case .version:
        print("\(Product.name) \(Product.version)")
        return 0
      case .run(let options):
        if options.isReleasing { return Release.run(options, complain) }
        return run(options, try addresses(options.listen))
      }
    } catch {
      complain("\(error)")
      return 2
    }
  }

  private static func addresses(_ listen: [String]) throws(Options.UsageError) -> [ListenAddress] {
    var addresses = [ListenAddress]()
    for text in listen {
      do throws(ListenAddressError) {
        addresses.append(try ListenAddress(parsing: text))
      } catch {
        throw Options.UsageError(description: error.description)
      }
    }
    return addresses
  }

  private static func run(_ options: Options, _ addresses: [ListenAddress]) -> Int32 {
    Signals.block()
    let (inherited, manager) = (InheritedSocket.takeAll(), ServiceManager.take())
    LoggingSystem.bootstrap { _ in StderrLog() }
    let logger = Logger(label: "lanternd")
    do {
      let parts = try Parts(options, addresses, inherited, manager, logger)
      try parts.start()
      manager.tell(.ready)
      Signals.waitForEnd {
        manager.tell(.reloading)
        parts.reload { manager.tell(.ready) }
      }
      manager.tell(.stopping)
      logger.info("stopping")
      parts.stop()
      return 0
    } catch {
      logger.critical("\(error)")
      return 1
    }
  }

  private static func complain(_ text: String) {
    var line = "lanternd: \(text)\n"
    line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
