public import RMCP

/// A sweep over addresses: whom to ask what, and when. A value without sockets or clock; times count from its start.
///
/// Each address is pinged, twice at most, and then asked to identify itself at one endpoint after another until one
/// does. `parallel` addresses are looked at at a time, and no more than `packetsPerSecond` pings and connections are
/// begun in a second.
///
/// After each input, and when the time of the last step's `wake` has come, call `advance`.
public struct Sweep: Sendable {
  public enum Pings: Sendable {
    case none
    /// Before everything else.
    case first
    /// As `first`; who does not answer them is not asked anything more.
    case required
  }

  public struct Settings: Sendable {
    public var parallel = 64
    public var packetsPerSecond = 200
    public var pings = Pings.first
    /// How long an address has to answer its pings.
    public var pongTime: Duration = .seconds(1)
    /// At least one; asked in this order.
    public var endpoints = Endpoint.usual

    public init() {}
  }

  public enum Action: Hashable, Sendable {
    case ping(IPAddress, PresencePing)
    /// `ended` must follow.
    case identify(Probe)
  }

  public struct Step: Hashable, Sendable {
    /// To be done now, in order.
    public var actions: [Action] = []
    /// When to advance next if nothing happens before; nil: only what happens moves it on.
    public var wake: Duration?
    public var isDone = false
  }

  private struct Visit {
    enum State: Equatable {
      /// In `ready`: pings next, or probes.
      case mayPing
      case mayProbe
      case listening(until: Duration)
      case probing
    }

    var state: State
    var pings = 0
    let tag: UInt8
    /// What is left to ask; the first is under way while `probing`.
    var probes: ArraySlice<Probe>
    var finding: Finding
  }

  static let pingsPerAddress = 2
  /// How far it may fall behind its pace and still make up for it.
  private static let slack: Duration = .milliseconds(20)

  private let settings: Settings
  private let interval: Duration
  private var upcoming: AddressList.Iterator
  private var next: IPAddress?
  private var started = 0
  private var visits: [IPAddress: Visit] = [:]
  /// Those of `visits` that wait for their turn to send.
  private var ready: [IPAddress] = []
  private var mayStart: Duration = .zero
  private var found: [Finding] = []

  public init(_ addresses: AddressList, _ settings: Settings = Settings()) {
    self.settings = settings
    interval = .seconds(1) / settings.packetsPerSecond
    upcoming = addresses.makeIterator()
    next = upcoming.next()
  }

  /// Who answered, in the order of addresses.
  public var findings: [Finding] { found.sorted { $0.address < $1.address } }

  // MARK: Inputs

  /// Forged pongs do not count: the address must have been pinged, with that tag.
  public mutating func received(_ pong: PresencePong, from address: IPAddress) {
    guard var visit = visits[address], visit.pings > 0, visit.tag == pong.tag, visit.finding.pong == nil else { return }
    visit.finding.pong = pong
    visits[address] = visit
    switch visit.state {
    case .listening: probeNext(address)
    case .mayPing: visits[address]?.state = .mayProbe
    case .mayProbe, .probing: break
    }
  }

  public mutating func ended(_ probe: Probe, _ outcome: ProbeOutcome) {
    guard var visit = visits[probe.address], visit.state == .probing, visit.probes.first == probe else { return }
    switch outcome {
    case .identified(let identity, let certificate):
      visit.finding.service = Finding.Service(probe: probe, identity: identity, certificate: certificate)
      visit.probes = []
    case .wantsLogin(let certificate):
      if visit.finding.service == nil {
        visit.finding.service = Finding.Service(probe: probe, identity: nil, certificate: certificate)
      }
      visit.probes.removeFirst()
    case .somethingElse: visit.probes.removeFirst()
    case .nothing: visit.probes = visit.probes.drop { $0.endpoint == probe.endpoint }
    case .unreachable: visit.probes = []
    }
    visits[probe.address] = visit
    probeNext(probe.address)
  }

  // MARK: Time

  public mutating func advance(to now: Duration) -> Step {
    for (address, visit) in visits {
      guard case .listening(let end) = visit.state, end <= now else { continue }
      stoppedListening(to: address)
    }
    var step = Step()
    while hasSomethingToStart {
      guard mayStart <= now else {
        step.wake = mayStart
        break
      }
      mayStart = max(mayStart, now - Self.slack) + interval
      if let action = startNext(at: now) { step.actions.append(action) }
    }
    for visit in visits.values {
      if case .listening(let end) = visit.state { step.wake = min(step.wake ?? end, end) }
    }
    step.isDone = visits.isEmpty && next == nil
    return step
  }

  private var hasSomethingToStart: Bool { !ready.isEmpty || (next != nil && visits.count < settings.parallel) }

  private mutating func startNext(at now: Duration) -> Action? {
    if ready.isEmpty, let address = next {
      next = upcoming.next()
      visits[address] = newVisit(address)
      ready.append(address)
    }
    let address = ready.removeFirst()
    guard var visit = visits[address] else { return nil }
    defer { visits[address] = visit }
    if visit.state == .mayPing {
      visit.pings += 1
      visit.state = .listening(until: now + settings.pongTime / Self.pingsPerAddress)
      return .ping(address, PresencePing(tag: visit.tag))
    }
    visit.state = .probing
    return visit.probes.first.map { .identify($0) }
  }

  private mutating func newVisit(_ address: IPAddress) -> Visit {
    let probes = settings.endpoints.flatMap { endpoint in
      Probe.Path.allCases.map { Probe(address: address, endpoint: endpoint, path: $0) }
    }
    started += 1
    return Visit(
      state: settings.pings == .none ? .mayProbe : .mayPing, tag: UInt8(started % Int(RMCP.unanswered)),
      probes: probes[...], finding: Finding(address: address))
  }

  private mutating func stoppedListening(to address: IPAddress) {
    guard let visit = visits[address] else { return }
    if visit.pings < Self.pingsPerAddress {
      visits[address]?.state = .mayPing
      ready.append(address)
    } else if settings.pings == .required {
      visits[address] = nil
    } else {
      probeNext(address)
    }
  }

  /// Asks the next question, or is done with the address.
  private mutating func probeNext(_ address: IPAddress) {
    guard let visit = visits[address] else { return }
    if visit.probes.isEmpty {
      visits[address] = nil
      if visit.finding.pong != nil || visit.finding.service != nil { found.append(visit.finding) }
    } else {
      visits[address]?.state = .mayProbe
      ready.append(address)
    }
  }
}
