import ArgumentParser
import Discovery
import Glibc

/// `lantern discover RANGE...`
struct Discover: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Looks for machines that can be managed.",
    discussion: """
      Every address is pinged by RMCP (UDP 623) and then asked over WS-Management who it is, without credentials, at \
      https on 664 and 5986 and http on 623 and 5985, until one answers. Certificates are shown, not verified. \
      Prints one line a machine.
      """)

  @Argument(
    help: ArgumentHelp(
      "Addresses: 192.0.2.0/24, 192.0.2.1-192.0.2.40, 192.0.2.1-40 or 192.0.2.7; IPv6 likewise.", valueName: "range"),
    transform: parseRange)
  var ranges: [AddressRange] = []

  @Option(
    help: ArgumentHelp("Reads ranges from this file, too (- is standard input); # begins a comment.", valueName: "file")
  )
  var from: String?

  @Option(help: ArgumentHelp("Asks at this port over http. Repeat it for more; the usual ports are left out then."))
  var port: [UInt16] = []

  @Option(help: ArgumentHelp("As --port, over https.", valueName: "port"))
  var tlsPort: [UInt16] = []

  @Option(help: ArgumentHelp("The UDP port for pings.", valueName: "port"))
  var rmcpPort: UInt16 = 623

  @Flag(help: "Does not ping.")
  var noRmcp = false

  @Flag(help: "Leaves those alone that do not answer the ping. Much faster where most addresses are not in use.")
  var onlyPong = false

  @Option(help: ArgumentHelp("Addresses looked at at a time, 1 to 512.", valueName: "count"))
  var parallel = 64

  @Option(help: ArgumentHelp("Pings and connections begun in a second, 1 to 100000.", valueName: "count"))
  var rate = 200

  @Option(
    help: ArgumentHelp(
      "For a pong or a connection, 0.1 to 60; an answer may take five times as long.", valueName: "seconds"))
  var timeout = 1.0

  @Flag(help: "Prints JSON.")
  var json = false

  @Flag(help: "Prints JSON for Prometheus' file_sd_configs: the services that said who they are.")
  var prometheus = false

  func validate() throws {
    if noRmcp && onlyPong { throw ValidationError("--no-rmcp and --only-pong cannot be used together.") }
    if json && prometheus { throw ValidationError("--json and --prometheus cannot be used together.") }
    if !(1...512).contains(parallel) { throw ValidationError("--parallel must be 1 to 512, not \(parallel).") }
    if !(1...100_000).contains(rate) { throw ValidationError("--rate must be 1 to 100000, not \(rate).") }
    if !(0.1...60).contains(timeout) { throw ValidationError("--timeout must be 0.1 to 60 seconds, not \(timeout).") }
    if (port + tlsPort + [rmcpPort]).contains(0) { throw ValidationError("A port is 1 to 65535, not 0.") }
  }

  func run() throws {
    // A machine may close its connection at any time, and so may who reads what is printed.
    signal(SIGPIPE, SIG_IGN)
    let addresses = try addressList()
    let findings = try Sweeper.run(addresses, settings, pingPort: Int(rmcpPort), timeout: timeout)
    if json {
      Console.say(Report.json(findings))
    } else if prometheus {
      Console.say(Report.prometheus(findings))
    } else if !findings.isEmpty {
      Console.say(Report.table(findings))
    }
    Console.complain("\(findings.count) of \(addresses.count) addresses answered.")
  }

  private var settings: Sweep.Settings {
    var settings = Sweep.Settings()
    settings.parallel = parallel
    settings.packetsPerSecond = rate
    settings.pings = noRmcp ? .none : onlyPong ? .required : .first
    settings.pongTime = .seconds(timeout)
    let asked =
      tlsPort.map { Endpoint(port: $0, usesTLS: true) } + port.map { Endpoint(port: $0, usesTLS: false) }
    if !asked.isEmpty { settings.endpoints = asked }
    return settings
  }

  private func addressList() throws -> AddressList {
    var all = ranges
    if let from {
      let text = try text(of: from)
      do throws(RangeFileError) {
        all += try RangeFile.parse(text, name: from)
      } catch {
        throw Failure(error.description)
      }
    }
    do throws(RangeError) { return try AddressList(all) } catch { throw ValidationError(error.description) }
  }

  private static func parseRange(_ text: String) throws -> AddressRange {
    do throws(RangeError) { return try AddressRange(parsing: text) } catch { throw ValidationError(error.description) }
  }

  private func text(of file: String) throws -> String {
    let limit = 4 << 20
    let bytes = try Console.contents(of: file, limit: limit)
    guard bytes.count < limit else { throw Failure("\(file) is larger than 4 MiB, too large for a list of addresses.") }
    return String(decoding: bytes, as: UTF8.self)
  }
}
