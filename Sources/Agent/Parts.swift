import Boards
import CIM
import Control
import Documents
import Drivers
import Engine
import Glibc
import Hashing
import Logging
import Model
import NIOCore
import NIOPosix
import Platform
import Settings
import Transport
import WSManagement

/// The parts of one running agent and how they are joined: hardware sources to the monitor, the monitor to the model,
/// the model through the CIM view to WS-Management, WS-Management to HTTP, and commands back through the door.
struct Parts {
  private let logger: Logger
  private let monitor: Monitor
  private let server: HTTPServer
  private let listeners: [OpenListener]
  /// What answers where one system only is shown.
  private let narrowEndpoints: [String: WSManagementEndpoint]
  private let presence: PresenceServer
  private let presenceSockets: [(address: PresenceAddress, socket: BoundSocket)]
  private let accounts: AccountStore
  private let certificate: ServerCertificate
  private let control: ControlServer
  private let explainer: Explainer
  private let lock: AgentLock
  /// Where there is anything that it must look after.
  private let guardian: GuardianProcess?
  private let time: any TimeSource
  private let startedAt: Instant
  private let eventLoops: MultiThreadedEventLoopGroup

  /// Reads every file, opens the sockets and joins the parts; starts nothing. To be called before there are other threads.
  init(
    _ options: Options, _ addresses: [ListenAddress], _ inherited: [InheritedSocket], _ manager: ServiceManager,
    _ logger: Logger
  ) throws {
    self.logger = logger
    let time = SystemClock()
    self.time = time
    startedAt = time.now()
    lock = try AgentLock(stateDirectory: options.stateDirectory)
    let dataDirectories = DataDirectories.search(given: options.dataDirectory)
    let diagnostics = Diagnostics()
    // No file of the kernel is where a recording speaks for the hardware.
    let machine = SystemFiles(
      root: options.replay != nil && options.systemRoot.isEmpty ? "/dev/null" : options.systemRoot)
    let board = Self.board(options, on: machine, dataDirectories, diagnostics)
    let systems = board.contents.systemIDs
    let configuration =
      options.configuration.map { Configuration.load($0, systems: systems, into: diagnostics) } ?? Configuration()
    let view = CIMView.load(
      dataDirectories: dataDirectories, compatibility: configuration.compatibility, diagnostics: diagnostics)
    for diagnostic in diagnostics.all {
      logger.log(level: diagnostic.severity == .error ? .error : .warning, "\(diagnostic.description)")
    }
    var listeners = try OpenListener.open(
      commandLine: addresses, settings: configuration.listen, inherited: inherited, systems: systems, logger)
    presenceSockets = Self.open(configuration.presence, logger)
    if !Hardening.dropCapabilities() { logger.warning("the kernel does not let capabilities be given up") }
    // Until now root could use what is another's.
    guard access(options.stateDirectory, R_OK | W_OK | X_OK) == 0 else {
      throw StateFailure(
        action: "use", path: options.stateDirectory,
        reason:
          "it belongs to another user, and the agent has given up the right to pass over that. Start it as that user")
    }
    eventLoops = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    if options.replay == nil, Sources.needGuardian(board) {
      guardian = GuardianProcess { [logger] in logger.error("\($0)") }
    } else {
      guardian = nil
    }
    let sources = try Sources.make(
      for: board, system: machine, guardian: guardian, stateDirectory: options.stateDirectory, time: time
    ).usingTraffic(of: options, time: time)

    accounts = try AccountStore(directory: options.stateDirectory)
    let store = ModelStore()
    let thresholds = try ThresholdFile(stateDirectory: options.stateDirectory)
    let changed = thresholds.load()
    if let problem = changed.problem { logger.error("\(problem)") }
    for complaint in changed.settings.complaints(about: board.contents) { logger.warning("\(complaint)") }
    monitor = Monitor(
      board: MonitoredBoard(
        contents: board.contents, policies: board.policies, plans: board.plans,
        powerSources: Sources.ofPower(in: board), lineSources: board.lineSources,
        lineSensors: board.lineSensors, fans: board.fans, zones: board.zones, fanSources: board.fanSources),
      store: store, time: time, sources: sources,
      audit: AuditLog(
        trail: AuditTrail(directory: options.stateDirectory, limits: configuration.audit), logger: logger),
      keeper: thresholds, thresholds: changed.settings, accounts: accounts, observer: EventLog(logger: logger),
      heartbeat: Self.heartbeat(manager, eventLoops.next()))
    var serving = HTTPServer.Configuration()
    certificate = ServerCertificate(configuration.tls, stateDirectory: options.stateDirectory, time: time)
    // A certificate that nobody is shown is not looked at.
    if let address = listeners.addresses.first(where: \.usesTLS) {
      do throws(TLSFilesError) {
        serving.tls = try certificate.identity(for: address)
      } catch {
        guard addresses.isEmpty else { throw error }
        logger.error("\(error)")
        try listeners.giveUpTLS()
      }
    }
    let identity = Self.identity(view: view, configuration: configuration, addresses: listeners.addresses)
    let (accounts, monitor) = (accounts, monitor)
    func endpoint(_ view: CIMView, _ store: ModelStore) -> WSManagementEndpoint {
      WSManagementEndpoint(
        service: WSManagementService(view: view, identity: identity, random: { randomBytes($0) }), store: store,
        time: time, accounts: accounts, door: Door(monitor: monitor),
        allowsAnonymousIdentify: configuration.allowsAnonymousIdentify)
    }
    self.listeners = listeners
    let shownAlone = systems.count > 1 ? Set(listeners.compactMap(\.listener.system)) : []
    narrowEndpoints = Dictionary(
      uniqueKeysWithValues: shownAlone.map { ($0, endpoint(view.showingOnly($0), store.part(of: $0))) })
    serving.allowsBasicOverHTTP = configuration.allowsBasicOverHTTP
    serving.onFailedLogin = { [accounts] user, address in
      logger.warning("login failed", metadata: ["user": "\(user)", "address": "\(address)"])
      if let problem = accounts.problem(at: time.now()) { logger.error("\(problem)") }
    }
    server = HTTPServer(
      service: endpoint(view, store), credentials: Credentials(accounts: accounts, time: time), configuration: serving,
      eventLoop: eventLoops.next())
    presence = PresenceServer(eventLoop: eventLoops.next())
    explainer = Explainer(declared: board.origins.mapValues(\.explained), store: store, view: view, monitor: monitor)
    control = ControlServer(stateDirectory: options.stateDirectory, eventLoop: eventLoops.next())
  }

  private static func board(
    _ options: Options, on machine: SystemFiles, _ dataDirectories: [String], _ diagnostics: Diagnostics
  ) -> Board {
    var name = options.board
    if name == Board.automatic {
      name = Board.matching(machine, dataDirectories: dataDirectories, diagnostics: diagnostics) ?? name
    }
    return Board.load(
      name, dataDirectories: dataDirectories,
      simulation: options.isSimulated ? SimulationRequest(scenario: options.scenario) : nil, diagnostics: diagnostics)
  }

  func start() throws {
    guardian?.start()
    try monitor.start()
    answerOperators()
    do throws(AccountError) {
      if let name = try accounts.makeFirstAccount() {
        logger.warning(
          "first start: made an administrator; its password is shown once by: lantern user initial-password",
          metadata: ["user": "\(name)"])
      } else if try accounts.list().isEmpty {
        logger.warning(
          "there is no account; make one with: lantern user add NAME --role administrator --state-dir DIR")
      }
      // From here on: before, the monitor is not there to be told.
      accounts.watch { [monitor] in monitor.accountsChanged() }
      monitor.accountsChanged()
    } catch {
      logger.error("\(error)")
    }
    do {
      try serve()
    } catch {
      control.stop()
      monitor.stop()
      // Only now: what the agent itself released need not be released once more.
      guardian?.stop()
      throw error
    }
    answerPings()
    lookAfterCertificate()
  }

  private func serve() throws {
    for one in listeners {
      let system = one.listener.system
      let address = try server.open(
        one.listener.address, one.socket, service: system.flatMap { narrowEndpoints[$0] })
      var metadata: Logger.Metadata = ["url": "\(address)"]
      if let system { metadata["system"] = "\(system)" }
      logger.info("listening", metadata: metadata)
    }
  }

  /// Tells the service manager as often as it wants that both threads that matter do their work: the monitor's, which
  /// calls this, and the event loop.
  private static func heartbeat(_ manager: ServiceManager, _ eventLoop: any EventLoop) -> Heartbeat? {
    manager.watchdogInterval.map { interval in
      Heartbeat(interval: interval / 3) { eventLoop.execute { manager.tell(.alive) } }
    }
  }

  /// Reads certificate and key anew; if they are of no use, those in use stay so, and the log says why.
  /// `done` is called afterwards, on the event loop.
  func reload(done: @escaping @Sendable () -> Void) {
    reloadCertificate().whenComplete { [logger] result in
      if case .failure(let error) = result {
        logger.error("the certificate in use is still the one before; \(error)")
      }
      done()
    }
  }

  private func reloadCertificate() -> EventLoopFuture<Void> {
    certificate.reload(server, on: eventLoops.next()).map { [logger, certificate] in
      guard let shown = certificate.shown else { return }
      logger.info("certificate replaced", metadata: ["sha256": "\(shown.fingerprint)"])
      if let warning = shown.warning { logger.warning("\(warning)") }
    }
  }

  /// Says now and every day what somebody should do about the certificate.
  private func lookAfterCertificate() {
    if let weaknesses = certificate.weaknesses { logger.warning("\(weaknesses)") }
    certificate.remind(on: eventLoops.next()) { [logger] in logger.warning("\($0)") }
  }

  /// The agent does its work also where the control socket cannot be had.
  private func answerOperators() {
    do throws(ControlServerError) {
      try control.start { request in
        switch request {
        case .status: eventLoops.next().makeSucceededFuture(.status(status))
        case .reloadCertificate:
          reloadCertificate().map { .status(status) }.flatMapErrorThrowing { .failed("\($0)") }
        case .explain(let id):
          eventLoops.next().makeSucceededFuture(explainer.reply(to: id, at: time.now()))
        }
      }
    } catch {
      logger.error("\(error)")
    }
  }

  private var status: AgentStatus {
    AgentStatus(
      version: Product.version, processID: getpid(), uptime: Int64((time.now() - startedAt).inSeconds),
      listeners: server.boundAddresses.map(\.description), certificate: certificate.shown,
      sources: monitor.sourceStatuses.map { SourceState($0.source, $0.status) })
  }

  /// The agent does its work also where somebody else has the port.
  private static func open(_ addresses: [PresenceAddress], _ logger: Logger) -> [(PresenceAddress, BoundSocket)] {
    addresses.compactMap { address in
      do throws(PresenceError) {
        return (address, try BoundSocket(address))
      } catch {
        logger.error("\(error)")
        return nil
      }
    }
  }

  private func answerPings() {
    for (address, socket) in presenceSockets {
      do throws(PresenceError) { try presence.start(address, socket) } catch { logger.error("\(error)") }
    }
    for address in presence.boundAddresses {
      logger.info("answering presence pings", metadata: ["udp": "\(address)"])
    }
  }

  /// Returns within a second. The monitor goes first: it answers the commands that the server's clients wait for.
  func stop() {
    control.stop()
    monitor.stop()
    presence.shutdown()
    server.shutdown()
  }

  private static func identity(
    view: CIMView, configuration: Configuration, addresses: [ListenAddress]
  ) -> ServiceIdentity {
    ServiceIdentity(
      productVendor: Product.vendor,
      productVersion: view.compatibilityProductVersion ?? "\(Product.name) \(Product.version)",
      dashVersion: "1.2.0",
      securityProfiles: SecurityProfiles.names(
        of: addresses, allowsBasicOverHTTP: configuration.allowsBasicOverHTTP,
        asksForCertificates: configuration.tls.options.asksForCertificates))
  }
}
