import Testing

@testable import WSManagement

@Suite("Faults are no larger than the client bears") struct FaultSizeTests {
  private static let parameter = "<x:Ticket xmlns:x='urn:x'>\(String(repeating: "x", count: 20_000))</x:Ticket>"
  private static let reference =
    "<wsa:Address>\(Request.anonymous)</wsa:Address><wsa:ReferenceParameters>\(parameter)</wsa:ReferenceParameters>"

  /// A Get of a fan that is not there.
  private func get(_ size: Int?, _ change: (inout Request) -> Void = { _ in }) -> Response {
    var request = Request.get("CIM_Fan", [("DeviceID", "fan9")])
    request.headers = size.map { "<wsman:MaxEnvelopeSize>\($0)</wsman:MaxEnvelopeSize>" } ?? ""
    change(&request)
    return Client().send(request)
  }

  @Test("Reference parameters that do not fit stay away; the rest is told") func referenceParameters() {
    for change: (inout Request) -> Void in [
      { $0.replyTo = Self.reference }, { $0.headers += "<wsa:FaultTo>\(Self.reference)</wsa:FaultTo>" },
    ] {
      let whole = get(65536, change)
      #expect(whole.content("r0:Ticket")?.utf8.count == 20_000)
      let cut = get(8192, change)
      #expect(cut.text.utf8.count <= 8192)
      #expect(!cut.text.contains("Ticket"))
      #expect(cut.content("wsa:RelatesTo") == "uuid:1")
      #expect(cut.fault == "wsa:DestinationUnreachable")
      #expect(cut.reason == whole.reason)
    }
  }

  @Test("A message id of many references in another encoding is left out at last") func messageID() {
    let response = get(8192) { $0.messageID = String(repeating: "&#38;", count: 2048) }
    #expect(response.text.utf8.count <= 8192)
    #expect(!response.text.contains("RelatesTo"))
    #expect(response.fault == "wsa:DestinationUnreachable")
    #expect(response.reason == FaultKind.destinationUnreachable.row.reason)
  }

  @Test("The size counts for faults that are found before it is looked at") func earlyFaults() {
    let response = get(8192) {
      $0.replyTo = Self.reference
      $0.action = nil
    }
    #expect(response.fault == "wsa:MessageInformationHeaderRequired")
    #expect(response.text.utf8.count <= 8192)
  }

  @Test("A size too small for anything is told in the least that every client bears", arguments: ["0", "100", "8191"])
  func tooSmall(size: String) {
    let response = get(nil) {
      $0.headers = "<wsman:MaxEnvelopeSize>\(size)</wsman:MaxEnvelopeSize>"
      $0.replyTo = Self.reference
    }
    let expected = size == "0" ? "wsa:InvalidMessageInformationHeader" : "wsman:EncodingLimit/MinimumEnvelopeLimit"
    #expect(response.fault == expected)
    #expect(response.text.utf8.count <= 8192)
  }

  @Test("Sixteen headers are named that are not understood, not more") func notUnderstood() {
    func headers(_ count: Int) -> String {
      (0..<count).map { "<x:N\($0) s:mustUnderstand='1'/>" }.joined()
    }
    for (sent, named) in [(15, 15), (16, 16), (17, 16), (1000, 16)] {
      let response = get(nil) {
        $0.namespaces = " xmlns:x='urn:x'"
        $0.headers = headers(sent)
      }
      #expect(response.fault == "a:MustUnderstand")
      #expect(response.text.ranges(of: "<a:NotUnderstood ").count == named)
      #expect(response.text.contains("qname=\"r0:N\(named - 1)\""))
    }
  }

  @Test("Names of headers that do not fit stay away") func longNames() {
    let headers = (0..<10).map { number in
      "<x:N xmlns:x='urn:\(number)\(String(repeating: "x", count: 900))' s:mustUnderstand='1'/>"
    }.joined()
    #expect(get(65536) { $0.headers += headers }.text.contains("<a:NotUnderstood "))
    let response = get(8192) { $0.headers += headers }
    #expect(response.fault == "a:MustUnderstand")
    #expect(response.text.utf8.count <= 8192)
    #expect(!response.text.contains("NotUnderstood"))
  }

  @Test("The least of every fault fits in what every client bears, in every encoding")
  func leastFits() {
    let reply = Reply(limit: ServiceLimits.leastAnswer)
    for kind in FaultKind.allCases {
      for detail in [nil] + kind.row.details.map(Optional.some) {
        let fault = Fault(
          kind, detail, String(repeating: "x", count: 10_000),
          supplement: .supportedDialects(FilterDialect.allCases.map(\.uri.description)))
        let bytes = fault.envelope(reply, messageID: "uuid:00000000-0000-4000-8000-000000000000", .least)
        #expect(2 * bytes.count + 2 <= ServiceLimits.leastAnswer, "\(kind)")
      }
    }
  }
}
