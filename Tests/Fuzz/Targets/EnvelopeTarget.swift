import CIM
import Model
import Synchronization
import WSManagement
import XML

/// One or more requests, one after the other, at one service: whatever comes in, a SOAP envelope of a bounded size
/// goes out.
///
/// `Mark.split` stands between requests. A request may begin with a control character that says how it came (see
/// `Carriage`), and `@CONTEXT@` in it stands for the context of the last enumeration.
enum EnvelopeTarget {
  static func run(_ input: UnsafeRawBufferPointer) throws(Violation) {
    try XMLAgreement.check(input)
    let service = service()
    var context: [UInt8] = []
    for request in input.split(separator: Mark.split, maxSplits: 15, omittingEmptySubsequences: false) {
      let carriage = Carriage(request.first)
      let text = Array(request.dropFirst(carriage.isDefault ? 0 : 1)).replacing("@CONTEXT@", by: context)
      let answer = try answer(of: service, to: text, carriage)
      try check(answer, to: text, carriage)
      context = answer.body.between("<wsen:EnumerationContext>", "</wsen:EnumerationContext>") ?? context
    }
  }

  /// How a request came, told by its first byte.
  struct Carriage {
    var user: String? = "admin"
    var contentType: String? = "application/soap+xml;charset=UTF-8"
    var isDefault = false

    init(_ byte: UInt8?) {
      switch byte {
      case 0x01: user = nil
      case 0x02: contentType = nil
      case 0x03: contentType = "application/soap+xml;charset=UTF-16"
      case 0x04: contentType = "text/xml; charset=\"iso-8859-1\""
      case 0x05: user = "other"
      default: isDefault = true
      }
    }
  }

  /// Narrow, so that inputs come to the bounds, and quickly.
  private static let limits: ServiceLimits = {
    var limits = ServiceLimits()
    limits.answer = 64 << 10
    limits.contextsPerUser = 3
    limits.contexts = 4
    limits.renderCache = 64 << 10
    return limits
  }()

  /// Random bytes are 1, 2, 3 …, so that the same input does the same again.
  private static func service() -> WSManagementService {
    let last = Mutex<UInt8>(0)
    return WSManagementService(
      view: SampleMachine.view,
      identity: ServiceIdentity(
        productVendor: "Maker & Sons", productVersion: "1.2", dashVersion: "1.2.0", securityProfiles: ["http/digest"]),
      limits: limits,
      random: { count in
        last.withLock { last in
          (0..<count).map { _ in
            last &+= 1
            return last
          }
        }
      })
  }

  private static func answer(
    of service: WSManagementService, to text: [UInt8], _ carriage: Carriage
  ) throws(Violation) -> Answer {
    let handling = text.withUnsafeBytes { body in
      service.handle(
        WSManagementRequest(
          body: body, contentType: carriage.contentType,
          caller: carriage.user.map { Identity(name: $0, address: "192.0.2.1") }, now: SampleMachine.now,
          snapshot: SampleMachine.store.snapshot))
    }
    switch handling {
    case .answer(let answer): return answer
    case .command(let pending):
      try require(carriage.user != nil, "a command came of a request without credentials")
      // The outcome varies with the input, and stays the same for the same one.
      let outcomes: [CommandOutcome] = [.denied, .timedOut("<&>"), .failed("\u{0}\u{FFFE}]]>")]
      return pending.finish(
        outcomes[text.count % outcomes.count], SampleMachine.store.snapshot, SampleMachine.now)
    }
  }

  private static func check(_ answer: Answer, to text: [UInt8], _ carriage: Carriage) throws(Violation) {
    try require([200, 400, 500].contains(answer.status), "the status is \(answer.status)")
    try require(answer.body.count <= limits.answer, "the answer has \(answer.body.count) octets")
    let document = try AnswerDocument(answer.body)
    try require(document.isFault == (answer.status != 200), "the status \(answer.status) does not fit the body")
    switch answer.contentType {
    case "application/soap+xml;charset=UTF-8":
      try require(String(validating: answer.body, as: UTF8.self) != nil, "the answer is not UTF-8")
      try require(answer.body.place(of: "/>") == nil, "an element of the answer closes itself")
    case "application/soap+xml;charset=ISO-8859-1":
      let declaration = Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>".utf8)
      try require(answer.body.starts(with: declaration), "the Latin 1 of the answer does not say that it is")
    case "application/soap+xml;charset=UTF-16":
      let mark = answer.body.prefix(2)
      try require(mark == [0xFF, 0xFE] || mark == [0xFE, 0xFF], "the UTF-16 of the answer has no byte order mark")
    default: throw Violation("the content type is \(answer.contentType)")
    }
    if carriage.user == nil, answer.status == 200 {
      try require(document.bodyName == "IdentifyResponse", "\(document.bodyName) was told without credentials")
    }
    if let limit = MaxEnvelopeSize.demanded(by: text, charset: carriage.contentType) {
      // Faults have the room that every client has to leave.
      let room = answer.status == 200 ? limit : max(limit, 8192)
      try require(answer.body.count <= room, "\(answer.body.count) octets came where \(limit) were asked for")
    }
  }
}
