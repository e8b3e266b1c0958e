import Testing

@testable import WSManagement

@Suite("Arguments of every type, there and back") struct ArgumentTests {
  private let uri = Machine.cimPrefix + Echo.className

  private func echo(_ arguments: String) -> Response {
    Client(view: Echo.view).send(.invoke(Echo.className, "Echo", arguments))
  }

  /// What comes back for one argument of that text.
  private func echo(_ name: String, _ text: String) -> String? {
    echo("<p:\(name)>\(text)</p:\(name)>").content("p:\(name)")
  }

  private func expectMismatch(_ name: String, _ text: String, _ location: SourceLocation = #_sourceLocation) {
    let response = echo("<p:\(name)>\(text)</p:\(name)>")
    #expect(response.fault == "wsman:InvalidParameter/TypeMismatch", sourceLocation: location)
    #expect(response.reason?.hasPrefix("The value of the parameter \(name) ") == true, sourceLocation: location)
  }

  @Test("Truth values in any case of letters and as numbers") func booleans() {
    for text in ["true", "TRUE", "True", "1", " true\n"] { #expect(echo("Flag", text) == "true") }
    for text in ["false", "False", "0"] { #expect(echo("Flag", text) == "false") }
    for text in ["yes", "", "2", "tru e"] { expectMismatch("Flag", text) }
  }

  @Test(
    "Integers have the range of their type",
    arguments: [
      ("U8", "0", "255", "256"), ("U16", "0", "65535", "65536"), ("U32", "0", "4294967295", "4294967296"),
      ("U64", "0", "18446744073709551615", "18446744073709551616"), ("S8", "-128", "127", "128"),
      ("S16", "-32768", "32767", "-32769"), ("S32", "-2147483648", "2147483647", "2147483648"),
      ("S64", "-9223372036854775808", "9223372036854775807", "9223372036854775808"),
    ])
  func integers(name: String, least: String, most: String, tooMuch: String) {
    #expect(echo(name, least) == least)
    #expect(echo(name, " \(most)\t") == most)
    for text in [tooMuch, "", "1.0", "0x10", "one", "1 2"] { expectMismatch(name, text) }
    if name.hasPrefix("U") { expectMismatch(name, "-1") }
  }

  @Test("Real numbers as XML Schema writes them", arguments: ["R32", "R64"]) func reals(name: String) {
    #expect(echo(name, "0.5") == "0.5")
    #expect(echo(name, "-1e3") == "-1000.0")
    #expect(echo(name, "INF") == "INF")
    #expect(echo(name, "-INF") == "-INF")
    #expect(echo(name, "NaN") == "NaN")
    for text in ["", "1,5", "half"] { expectMismatch(name, text) }
  }

  @Test("Strings keep their white space and every character") func strings() {
    #expect(echo("Text", "  two  words\n") == "  two  words\n")
    #expect(echo("Text", "") == "")
    #expect(echo("Text", "a&lt;b&amp;c &#x1F525; é") == "a&lt;b&amp;c 🔥 é")
    #expect(echo("Text", "<![CDATA[<x>]]>") == "&lt;x&gt;")
    #expect(echo("Letter", " ") == " ")
    #expect(echo("Letter", "é") == "é")
    for text in ["", "ab", "🔥"] { expectMismatch("Letter", text) }
    expectMismatch("Text", "<p:x>1</p:x>")
    expectMismatch("Text", "words<p:x/>")
  }

  @Test("Times in an element that says what they are, or bare") func times() {
    let stamp = "<cim:Datetime>2026-11-22T23:50:00Z</cim:Datetime>"
    for text in [
      stamp, "2026-11-22T23:50:00Z", "20261122235000.000000+000", "\n \(stamp) ",
      "<cim:CIM_DateTime>20261122235000.000000+000</cim:CIM_DateTime>",
    ] { #expect(echo("When", text) == stamp) }
    let length = "<cim:Interval>P1DT2H0M0S</cim:Interval>"
    for text in [
      length, "PT26H", "<cim:Interval>PT26H</cim:Interval>", "00000001020000.000000:000",
      "<cim:CIM_DateTime>00000001020000.000000:000</cim:CIM_DateTime>",
    ] { #expect(echo("When", text) == length) }
    #expect(
      echo("When", "2026-11-22T23:50:00.25-05:30") == "<cim:Datetime>2026-11-22T23:50:00.250000-05:30</cim:Datetime>")
    for text in [
      "", "soon", "<cim:Datetime>PT1S</cim:Datetime>", "<cim:Interval>2026-11-22T23:50:00Z</cim:Interval>",
      "<cim:Interval></cim:Interval>", "<cim:Other>PT1S</cim:Other>", "<p:Datetime>2026-11-22T23:50:00Z</p:Datetime>",
    ] { expectMismatch("When", text) }
  }

  @Test("References with and without the wrapping element") func references() {
    let content = Request.reference("CIM_Fan", [("DeviceID", "fan1")])
    for text in [content, "<wsa:EndpointReference>\(content)</wsa:EndpointReference>", "\n\(content)"] {
      #expect(echo("Who", text) == content)
    }
    for text in ["", "fan1", "<wsa:Address>x</wsa:Address>", "<p:x/>"] { expectMismatch("Who", text) }
  }

  @Test("Arrays are repeated elements in their order; one item is an array too") func arrays() {
    let texts = echo("<p:Texts>b</p:Texts><p:Numbers>2</p:Numbers><p:Texts> a </p:Texts><p:Texts></p:Texts>")
    #expect(texts.contents("p:Texts") == ["b", " a ", ""])
    #expect(texts.contents("p:Numbers") == ["2"])
    let friend = Request.reference("CIM_Fan", [("DeviceID", "fan1")])
    #expect(
      echo("<p:Friends>\(friend)</p:Friends><p:Friends>\(friend)</p:Friends>").contents("p:Friends")
        == [friend, friend])
    #expect(
      echo("<p:Times>PT1S</p:Times><p:Times><cim:Interval>PT2S</cim:Interval></p:Times>").contents("cim:Interval")
        == ["P0DT0H0M1S", "P0DT0H0M2S"])
    #expect(echo("<p:Bytes>1</p:Bytes><p:Bytes>255</p:Bytes>").contents("p:Bytes") == ["1", "255"])
    expectMismatch("Numbers", "1 2")
    #expect(echo("<p:Numbers>1</p:Numbers><p:Numbers>x</p:Numbers>").fault == "wsman:InvalidParameter/TypeMismatch")
    #expect(
      echo("<p:Numbers>1</p:Numbers><p:Numbers xsi:nil='true'/>").fault == "wsman:InvalidParameter/TypeMismatch")
  }

  @Test("Four thousand items are read in one go") func longArray() {
    let items = (0..<4000).map { "<p:Numbers>\($0)</p:Numbers>" }.joined()
    #expect(echo(items).contents("p:Numbers").count == 4000)
  }

  @Test("Octets are base64 in a uint8 array, hexadecimal digits in a string") func octets() {
    #expect(echo("Octets", "TWFu") == "TWFu")
    #expect(echo("Octets", " TW Fu\nTQ== ") == "TWFuTQ==")
    #expect(echo("Octets", "") == "")
    for text in ["TWF", "T*==", "====", "TW=u"] { expectMismatch("Octets", text) }
    #expect(echo("Hex", "00000006CAfe") == "00000006CAFE")
    for text in ["0", "0x00", "zz"] { expectMismatch("Hex", text) }
  }

  @Test("What is nil, and what is left out, is not there") func nulls() {
    let response = echo("<p:Flag xsi:nil='true'/><p:Texts xsi:nil='1'/><p:Who xsi:nil=' true '></p:Who>")
    #expect(response.body == "<p:Echo_OUTPUT><p:ReturnValue>0</p:ReturnValue></p:Echo_OUTPUT>")
    #expect(echo("Text", "").map { $0.isEmpty } == true)
  }

  @Test("Outputs come in the order of the schema, ReturnValue last; a method without value has none") func order() {
    let all = echo("<p:Hex>00</p:Hex><p:U8>1</p:U8><p:Text>x</p:Text><p:Flag>1</p:Flag>")
    #expect(
      all.body == "<p:Echo_OUTPUT><p:Text>x</p:Text><p:Flag>true</p:Flag><p:U8>1</p:U8><p:Hex>00</p:Hex>"
        + "<p:ReturnValue>0</p:ReturnValue></p:Echo_OUTPUT>")
    #expect(all.content("wsa:Action") == uri + "/EchoResponse")
    let nothing = Client(view: Echo.view).send(.invoke(Echo.className, "Nothing"))
    #expect(nothing.body == "<p:Nothing_OUTPUT></p:Nothing_OUTPUT>")
  }

  @Test("Names in any case of letters; unknown ones, outputs, and those of another namespace are refused") func names()
  {
    #expect(echo("<p:flag>1</p:flag>").content("p:Flag") == "true")
    #expect(echo("<p:Flag>1</p:Flag><p:FLAG>1</p:FLAG>").fault == "wsman:InvalidParameter/InvalidName")
    let output = echo("<p:OnlyOut>x</p:OnlyOut>")
    #expect(output.fault == "wsman:InvalidParameter/InvalidName")
    #expect(output.reason?.hasPrefix("Echo has no input parameter OnlyOut; it has Text, Flag, ") == true)
    for element in ["<Flag>1</Flag>", "<x:Flag xmlns:x='urn:x'>1</x:Flag>"] {
      let response = echo(element)
      #expect(response.fault == "wsman:InvalidParameter/InvalidName")
      #expect(response.reason?.hasSuffix("it has to be in \(uri).") == true)
    }
    #expect(echo("words <p:Flag>1</p:Flag>").fault == "wsman:SchemaValidationError")
  }

  @Test("What is required has to be there") func required() {
    let client = Client(view: Echo.view)
    let missing = client.send(.invoke(Echo.className, "Strict"))
    #expect(missing.fault == "wsman:InvalidParameter")
    #expect(missing.reason == "The parameter Name of Strict is required and missing.")
    #expect(client.send(.invoke(Echo.className, "Strict", "<p:Name xsi:nil='true'/>")).fault == missing.fault)
    #expect(client.send(.invoke(Echo.className, "Strict", "<p:Name></p:Name>")).content("p:ReturnValue") == "0")
  }
}
