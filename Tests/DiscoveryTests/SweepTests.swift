import RMCP
import Testing

@testable import Discovery

struct SweepTests {
  private static let https = Endpoint(port: 664, usesTLS: true)
  private static let http = Endpoint(port: 623, usesTLS: false)

  private func address(_ last: Int) -> IPAddress { IPAddress("192.0.2.\(last)")! }

  private func probe(_ last: Int, _ endpoint: Endpoint, _ path: Probe.Path = .usual) -> Probe {
    Probe(address: address(last), endpoint: endpoint, path: path)
  }

  /// A sweep over 192.0.2.1 and as many as said behind it, over https first, with a pace that is no hindrance.
  private func sweep(_ count: Int = 1, _ change: (inout Sweep.Settings) -> Void = { _ in }) throws -> Sweep {
    var settings = Sweep.Settings()
    settings.endpoints = [Self.https, Self.http]
    settings.packetsPerSecond = 1_000_000
    change(&settings)
    return Sweep(try AddressList([AddressRange(first: address(1), last: address(count))]), settings)
  }

  private func identity(_ vendor: String) -> IdentifyResponse {
    var identity = IdentifyResponse()
    identity.productVendor = vendor
    return identity
  }

  // MARK: One address

  @Test func anAddressIsPingedThenAskedAndThatIsIt() throws {
    var sweep = try sweep()
    let first = sweep.advance(to: .zero)
    #expect(first.actions == [.ping(address(1), PresencePing(tag: 1))])
    #expect(first.wake == .milliseconds(500))
    sweep.received(PresencePong(tag: 1, interactions: .dash), from: address(1))
    #expect(sweep.advance(to: .milliseconds(1)).actions == [.identify(probe(1, Self.https))])
    sweep.ended(probe(1, Self.https), .identified(identity("V"), nil))
    let last = sweep.advance(to: .milliseconds(2))
    #expect(last == Sweep.Step(actions: [], wake: nil, isDone: true))
    #expect(sweep.findings.map(\.address) == [address(1)])
    #expect(sweep.findings.first?.pong?.interactions == .dash)
    #expect(sweep.findings.first?.service?.identity?.productVendor == "V")
  }

  @Test func whoDoesNotAnswerThePingIsPingedOnceMoreAndAskedAllTheSame() throws {
    var sweep = try sweep()
    _ = sweep.advance(to: .zero)
    #expect(sweep.advance(to: .milliseconds(499)).actions == [])
    let second = sweep.advance(to: .milliseconds(500))
    #expect(second.actions == [.ping(address(1), PresencePing(tag: 1))])
    #expect(second.wake == .seconds(1))
    #expect(sweep.advance(to: .seconds(1)).actions == [.identify(probe(1, Self.https))])
  }

  @Test func whoMustAnswerThePingIsLeftAloneOtherwise() throws {
    var sweep = try sweep { $0.pings = .required }
    _ = sweep.advance(to: .zero)
    _ = sweep.advance(to: .milliseconds(500))
    #expect(sweep.advance(to: .seconds(1)) == Sweep.Step(isDone: true))
    #expect(sweep.findings == [])
  }

  @Test func withoutPingsItIsAskedAtOnce() throws {
    var sweep = try sweep { $0.pings = .none }
    #expect(sweep.advance(to: .zero).actions == [.identify(probe(1, Self.https))])
  }

  @Test func whoAnswersOnlyThePingIsFound() throws {
    var sweep = try sweep()
    _ = sweep.advance(to: .zero)
    sweep.received(PresencePong(tag: 1, entities: .ipmi, interactions: []), from: address(1))
    for (time, endpoint) in [Self.https, Self.http].enumerated() {
      #expect(sweep.advance(to: .milliseconds(time + 1)).actions == [.identify(probe(1, endpoint))])
      sweep.ended(probe(1, endpoint), .nothing)
    }
    #expect(sweep.advance(to: .milliseconds(3)).isDone)
    #expect(sweep.findings.first?.pong?.entities == .ipmi)
    #expect(sweep.findings.first?.service == nil)
  }

  @Test func aLatePongCounts() throws {
    var sweep = try sweep()
    for time in [0, 500, 1000] { _ = sweep.advance(to: .milliseconds(time)) }
    sweep.received(PresencePong(tag: 1, interactions: .dash), from: address(1))
    sweep.ended(probe(1, Self.https), .unreachable)
    #expect(sweep.advance(to: .seconds(1)).isDone)
    #expect(sweep.findings.first?.pong != nil)
  }

  @Test func forgedPongsDoNotCount() throws {
    var sweep = try sweep { $0.pings = .required }
    sweep.received(PresencePong(tag: 1, interactions: .dash), from: address(1))
    _ = sweep.advance(to: .zero)
    sweep.received(PresencePong(tag: 2, interactions: .dash), from: address(1))
    sweep.received(PresencePong(tag: 1, interactions: .dash), from: address(9))
    _ = sweep.advance(to: .milliseconds(500))
    #expect(sweep.advance(to: .seconds(1)).isDone)
    #expect(sweep.findings == [])
  }

  // MARK: Where it is asked

  /// What is asked, in order, when each answer is as said.
  private func asked(_ outcome: (Probe) -> ProbeOutcome) throws -> (probes: [Probe], findings: [Finding]) {
    var sweep = try sweep { $0.pings = .none }
    var probes: [Probe] = []
    while case .identify(let probe) = sweep.advance(to: .milliseconds(probes.count)).actions.first {
      probes.append(probe)
      sweep.ended(probe, outcome(probe))
    }
    #expect(sweep.advance(to: .milliseconds(probes.count)).isDone)
    return (probes, sweep.findings)
  }

  @Test func anEndpointThatIsSilentIsNotAskedTwice() throws {
    let (probes, findings) = try asked { _ in .nothing }
    #expect(probes == [probe(1, Self.https), probe(1, Self.http)])
    #expect(findings == [])
  }

  @Test func whatSpeaksHTTPIsAskedAtBothPaths() throws {
    let (probes, findings) = try asked { _ in .somethingElse }
    #expect(
      probes == [Self.https, Self.http].flatMap { [probe(1, $0), probe(1, $0, .anonymous)] })
    #expect(findings == [])
  }

  @Test func whoIsUnreachableIsNotAskedAgain() throws {
    let (probes, _) = try asked { _ in .unreachable }
    #expect(probes == [probe(1, Self.https)])
  }

  @Test func theFirstThatIdentifiesItselfIsTheLastAsked() throws {
    let (probes, findings) = try asked { $0.path == .anonymous ? .identified(identity("A"), nil) : .wantsLogin(nil) }
    #expect(probes == [probe(1, Self.https), probe(1, Self.https, .anonymous)])
    #expect(findings.first?.service?.identity?.productVendor == "A")
    #expect(findings.first?.service?.probe.serviceURL == "https://192.0.2.1:664/wsman")
  }

  @Test func whoWantsALoginIsFoundWhereItSaidSoFirst() throws {
    let (probes, findings) = try asked { _ in .wantsLogin(nil) }
    #expect(probes.count == 4)
    #expect(findings.first?.service?.identity == nil)
    #expect(findings.first?.service?.probe == probe(1, Self.https))
  }

  @Test func anEndNobodyWaitsForChangesNothing() throws {
    var sweep = try sweep { $0.pings = .none }
    _ = sweep.advance(to: .zero)
    sweep.ended(probe(1, Self.http), .identified(identity("X"), nil))
    sweep.ended(probe(2, Self.https), .identified(identity("X"), nil))
    #expect(sweep.advance(to: .zero) == Sweep.Step())
    #expect(sweep.findings == [])
  }

  // MARK: Many

  @Test func soManyAtATimeAndNoMore() throws {
    var sweep = try sweep(200) {
      $0.parallel = 10
      $0.pings = .none
    }
    #expect(sweep.advance(to: .seconds(1)).actions.count == 10)
    #expect(sweep.advance(to: .seconds(2)).actions.count == 0)
    sweep.ended(probe(3, Self.https), .unreachable)
    #expect(sweep.advance(to: .seconds(3)).actions == [.identify(probe(11, Self.https))])
  }

  /// Whatever happens, and however late it is called: in each second no more than allowed, but for 20 ms of arrears.
  @Test func thePaceIsKept() throws {
    var sweep = try sweep(200) {
      $0.packetsPerSecond = 100
      $0.parallel = 200
    }
    var begun = 0
    var now = Duration.zero
    for _ in 0..<2000 {
      let step = sweep.advance(to: now)
      begun += step.actions.count
      let allowed = Int(now / .milliseconds(10)) + 3
      #expect(begun <= allowed)
      for case .identify(let probe) in step.actions { sweep.ended(probe, .nothing) }
      guard !step.isDone else { break }
      now += .milliseconds(7)
    }
    #expect(begun == 200 * 4)
    #expect(now < .seconds(10))
  }

  @Test func itSaysWhenItMayGoOn() throws {
    var sweep = try sweep(2) {
      $0.packetsPerSecond = 10
      $0.pings = .none
    }
    let step = sweep.advance(to: .seconds(5))
    #expect(step.actions.count == 1)
    #expect(step.wake == .seconds(5) - .milliseconds(20) + .milliseconds(100))
  }

  /// Random events in random order: it ends, asks nobody twice for the same, and finds exactly who answered.
  @Test(arguments: 0..<20)
  func itAlwaysEnds(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    var sweep = try sweep(60) { $0.parallel = Int.random(in: 1...20, using: &random) }
    var underWay: [Probe] = []
    var asked: Set<Probe> = []
    var answered: Set<IPAddress> = []
    var now = Duration.zero
    for _ in 0..<100_000 {
      let step = sweep.advance(to: now)
      if step.isDone { break }
      for action in step.actions {
        switch action {
        case .ping(let address, let ping):
          if Int.random(in: 0..<4, using: &random) == 0 {
            sweep.received(PresencePong(tag: ping.tag, interactions: .dash), from: address)
            answered.insert(address)
          }
        case .identify(let probe):
          #expect(asked.insert(probe).inserted)
          underWay.append(probe)
        }
      }
      if !underWay.isEmpty, Bool.random(using: &random) {
        let probe = underWay.remove(at: Int.random(in: underWay.indices, using: &random))
        let outcomes: [ProbeOutcome] = [
          .nothing, .somethingElse, .unreachable, .wantsLogin(nil), .identified(identity("V"), nil),
        ]
        let outcome = outcomes[Int.random(in: outcomes.indices, using: &random)]
        if case .wantsLogin = outcome { answered.insert(probe.address) }
        if case .identified = outcome { answered.insert(probe.address) }
        sweep.ended(probe, outcome)
      }
      now += .milliseconds(Int.random(in: 0...50, using: &random))
    }
    #expect(sweep.advance(to: now).isDone)
    #expect(sweep.findings.map(\.address) == answered.sorted())
  }
}

/// Numbers that are the same in every run.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
