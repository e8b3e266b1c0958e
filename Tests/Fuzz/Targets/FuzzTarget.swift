/// What can be fuzzed: each takes any bytes at all, and checks more than that nothing crashes.
///
/// The same code runs under libFuzzer (`Tests/Fuzz/run`) and, over the inputs in `corpora`, in every test run.
enum FuzzTarget: String, CaseIterable {
  /// Requests at the WS-Management service with a simulated machine behind it.
  case envelope
  /// The byte stream of a connection at the HTTP edge.
  case http
  /// WQL and CQL over the instances of that machine.
  case query
  /// XPath expressions over one rendered instance.
  case xpath
  /// Data files as such, and as boards with their scenarios.
  case yaml
  /// Profile files, and what they make of that machine.
  case profile
  /// The stream between the agent and its IPMI worker, in both directions.
  case worker
  /// What a BMC answers: records, events, flags.
  case ipmi
  /// What a part's memory holds, and the tables of the machine's own firmware.
  case part

  func run(_ input: UnsafeRawBufferPointer) throws(Violation) {
    switch self {
    case .envelope: try EnvelopeTarget.run(input)
    case .http: try HTTPTarget.run(input)
    case .query: try QueryTarget.run(input)
    case .xpath: try XPathTarget.run(input)
    case .yaml: try YAMLTarget.run(input)
    case .profile: try ProfileTarget.run(input)
    case .worker: try WorkerTarget.run(input)
    case .ipmi: try IPMITarget.run(input)
    case .part: try PartTarget.run(input)
    }
  }
}

/// Something that an input made go wrong without a crash.
struct Violation: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

func require(_ condition: Bool, _ sentence: @autoclosure () -> String) throws(Violation) {
  if !condition { throw Violation(sentence()) }
}

extension String {
  /// Whether it ends like one. By bytes: what was quoted before the full stop may make one character with it.
  var isSentence: Bool { utf8.last.map { ".?!".utf8.contains($0) } ?? false }
}

/// The marks in an input that are no part of what is sent: control characters, which neither XML nor HTTP can hold.
enum Mark {
  /// Between two requests, or two pieces of a stream.
  static let split: UInt8 = 0x1E
  /// The next byte is meant, whatever it is.
  static let literal: UInt8 = 0x10
}
