import Model
import Testing

@testable import Engine

/// Every verb in every state, as a table: what is answered before anything is sent.
struct CommandGateTests {
  private enum Expected {
    case execute, satisfied, impossible
  }

  private static let states: [PowerState] = [
    .on, .sleepLight, .sleepDeep, .hibernate, .off, .offStandby, .unknown,
  ]

  private static let x = Expected.execute
  private static let s = Expected.satisfied
  private static let n = Expected.impossible

  // Columns:                         on light deep hibernate off standby unknown
  private static let table: [(PowerVerb, [Expected])] = [
    (.on, [s, x, x, x, x, x, x]),
    (.off, [x, x, x, x, s, s, x]),
    (.offGraceful, [x, n, n, n, s, s, n]),
    (.cycle, [x, x, x, n, n, n, x]),
    (.reset, [x, x, x, n, n, n, x]),
    (.nmi, [x, n, n, n, n, n, x]),
    (.cycleGraceful, [x, n, n, n, n, n, n]),
    (.resetGraceful, [x, n, n, n, n, n, n]),
    (.offStandby, [x, x, x, x, x, s, x]),
    (.cycleStandby, [x, x, x, x, x, x, x]),
  ]

  @Test(arguments: PowerVerb.allCases)
  func everyVerbInEveryState(verb: PowerVerb) throws {
    let row = try #require(Self.table.first { $0.0 == verb }).1
    for (state, expected) in zip(Self.states, row) {
      let situation = CommandGate.Situation(supported: PowerVerb.allCases, state: state, isBusy: false)
      let outcome = CommandGate.refusal(of: verb, in: situation)
      switch expected {
      case .execute: #expect(outcome == nil, "\(verb) in \(state)")
      case .satisfied: #expect(outcome == .alreadySatisfied, "\(verb) in \(state)")
      case .impossible: #expect(outcome == .invalidTransition, "\(verb) in \(state)")
      }
    }
  }

  @Test(arguments: PowerVerb.allCases, PowerState.allCases)
  func whileBusyEveryVerbTheBoardHasIsBusy(verb: PowerVerb, state: PowerState) {
    let situation = CommandGate.Situation(supported: PowerVerb.allCases, state: state, isBusy: true)
    #expect(CommandGate.refusal(of: verb, in: situation) == .busy)
  }

  @Test(arguments: PowerVerb.allCases, PowerState.allCases)
  func aVerbOutsideThePlanIsUnsupportedWhateverTheState(verb: PowerVerb, state: PowerState) {
    let situation = CommandGate.Situation(
      supported: PowerVerb.allCases.filter { $0 != verb }, state: state, isBusy: true)
    #expect(CommandGate.refusal(of: verb, in: situation) == .unsupported)
  }

  @Test func aSystemThatIsNotThereIsUnknown() {
    #expect(CommandGate.refusal(of: .on, in: nil) == .unknownSystem)
  }
}
