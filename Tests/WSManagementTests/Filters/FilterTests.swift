import Testing

@testable import WSManagement

@Suite("Filters of any dialect") struct FilterTests {
  private func enumerate(_ options: String, at uri: String = Machine.cimPrefix + "CIM_Fan") -> Response {
    Client().send(.enumerate(uri: uri, options))
  }

  @Test("There is one filter at most, by either name") func two() {
    let filter = "Filter>DeviceID</"
    for (first, second) in [("wsen", "wsman"), ("wsman", "wsen"), ("wsen", "wsen"), ("wsman", "wsman")] {
      let response = enumerate("<\(first):\(filter)\(first):Filter><\(second):\(filter)\(second):Filter>")
      #expect(response.fault == "wsen:CannotProcessFilter")
      #expect(response.reason?.contains("more than one") == true)
    }
  }

  @Test("A dialect that is not spoken is answered with all that are", arguments: ["urn:odd", "", "WQL"])
  func unknown(dialect: String) {
    let response = enumerate("<wsman:Filter Dialect=\"\(dialect)\">x</wsman:Filter>")
    #expect(response.status == 400)
    #expect(response.fault == "wsen:FilterDialectRequestedUnavailable")
    #expect(response.content("wsa:Action") == "http://schemas.xmlsoap.org/ws/2004/09/enumeration/fault")
    #expect(
      response.contents("wsen:SupportedDialect") == [
        "http://www.w3.org/TR/1999/REC-xpath-19991116",
        "http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter",
        "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter",
        "http://schemas.microsoft.com/wbem/wsman/1/WQL", "http://schemas.dmtf.org/wbem/cql/1/dsp0202.pdf",
      ])
  }

  @Test("A filter is text or one element, as its dialect has it, and never both") func content() {
    for dialect in FilterDialect.allCases {
      for text in [
        "", " ", "x<wsman:SelectorSet/>", "<wsman:SelectorSet/><wsman:SelectorSet/>", "<wsman:SelectorSet/>x",
      ] {
        let uri = dialect == .association ? Request.allClasses : Machine.cimPrefix + "CIM_Fan"
        let response = enumerate("<wsman:Filter Dialect=\"\(dialect.uri)\">\(text)</wsman:Filter>", at: uri)
        #expect(response.fault == "wsen:CannotProcessFilter", "\(dialect) \(text)")
        let word = [.selectors: "wsman:SelectorSet", .association: "wsmb:AssociatedInstances"][dialect] ?? "text"
        #expect(response.reason?.contains(word) == true, "\(dialect) \(text)")
      }
    }
    for dialect in [FilterDialect.xpath, .wql, .cql] {
      let response = enumerate("<wsman:Filter Dialect=\"\(dialect.uri)\"><wsman:SelectorSet/></wsman:Filter>")
      #expect(response.fault == "wsen:CannotProcessFilter")
    }
    let selector = enumerate(
      "<wsman:Filter Dialect=\"\(URI.selectorFilter)\"><wsman:Selector Name='a'>b</wsman:Selector></wsman:Filter>")
    #expect(selector.fault == "wsen:CannotProcessFilter")
  }

  @Test(
    "All classes together need a filter that names its class",
    arguments: [Request.allClasses, Machine.cimPrefix + "*", QueryFilterTests.wmi]) func required(uri: String)
  {
    #expect(enumerate("", at: uri).fault == "wsman:UnsupportedFeature/FilteringRequired")
    let selectors =
      "<wsman:Filter Dialect=\"\(URI.selectorFilter)\">" + Request.selectorSet([("DeviceID", "x")]) + "</wsman:Filter>"
    #expect(enumerate(selectors, at: uri).fault == "wsman:UnsupportedFeature/FilteringRequired")
    #expect(Client().send(Request(Request.transfer + "Get", uri)).fault == "wsa:ActionNotSupported")
  }

  @Test("A resource that does not exist is told first") func resource() {
    let response = enumerate(
      "<wsman:Filter Dialect=\"urn:odd\">x</wsman:Filter>", at: Machine.cimPrefix + "CIM_Nonsense")
    #expect(response.fault == "wsa:DestinationUnreachable/InvalidResourceURI")
  }
}
