import Model
import WSManagement

/// Asks a service for what the benchmark needs, and keeps nothing of the answers.
struct Client {
  private let service: WSManagementService

  init(_ service: WSManagementService) { self.service = service }

  private static let uri = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_NumericSensor"
  private static let enumeration = "http://schemas.xmlsoap.org/ws/2004/09/enumeration"

  /// The context of a new enumeration.
  func start() -> String? { send("Enumerate", "<wsen:Enumerate></wsen:Enumerate>").context }

  func pull(_ context: String) -> (items: Int, context: String?) {
    send(
      "Pull",
      "<wsen:Pull><wsen:EnumerationContext>\(context)</wsen:EnumerationContext>"
        + "<wsen:MaxElements>\(pullSize)</wsen:MaxElements></wsen:Pull>")
  }

  private func send(_ operation: String, _ body: String) -> (items: Int, context: String?) {
    let request = """
      <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"\
       xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing"\
       xmlns:wsman="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" xmlns:wsen="\(Self.enumeration)"><s:Header>\
      <wsa:Action>\(Self.enumeration)/\(operation)</wsa:Action><wsa:To>http://localhost/wsman</wsa:To>\
      <wsman:ResourceURI>\(Self.uri)</wsman:ResourceURI><wsa:MessageID>uuid:1</wsa:MessageID><wsa:ReplyTo>\
      <wsa:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</wsa:Address></wsa:ReplyTo>\
      </s:Header><s:Body>\(body)</s:Body></s:Envelope>
      """
    let handling = Array(request.utf8).withUnsafeBytes { bytes in
      service.handle(
        WSManagementRequest(
          body: bytes, contentType: "application/soap+xml;charset=UTF-8",
          caller: Identity(name: "admin", address: "local"), now: now, snapshot: store.snapshot))
    }
    guard case .answer(let answer) = handling, answer.status == 200 else { fatalError("\(operation): \(handling)") }
    let items = answer.pieces.reduce(0) { $0 + count("</p:CIM_NumericSensor>", in: $1) }
    return (items, answer.pieces.lazy.compactMap { self.context(in: $0) }.first)
  }

  private func count(_ mark: String, in bytes: [UInt8]) -> Int {
    let mark = Array(mark.utf8)
    var (found, place) = (0, 0)
    while let next = self.place(of: mark, in: bytes, from: place) { (found, place) = (found + 1, next + mark.count) }
    return found
  }

  private func context(in bytes: [UInt8]) -> String? {
    let mark = Array("<wsen:EnumerationContext>".utf8)
    guard let start = place(of: mark, in: bytes, from: 0).map({ $0 + mark.count }) else { return nil }
    let text = bytes[start...].prefix { $0 != UInt8(ascii: "<") }
    return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
  }

  private func place(of mark: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count >= mark.count, start <= bytes.count - mark.count else { return nil }
    return (start...bytes.count - mark.count).first { place in
      bytes[place] == mark[0] && bytes[place..<place + mark.count].elementsEqual(mark)
    }
  }
}
