import Testing

@testable import WSManagement

@Suite("Embedded instances") struct EmbeddedInstanceTests {
  private let thing = Machine.cimPrefix + "CIM_TestThing"
  private let gadget = Machine.cimPrefix + "CIM_TestGadget"

  private func echo(_ arguments: String) -> Response {
    var request = Request.invoke(Echo.className, "Echo", arguments)
    request.namespaces = " xmlns:t=\"\(thing)\" xmlns:g=\"\(gadget)\""
    return Client(view: Echo.view).send(request)
  }

  @Test("Properties stand in the element itself, whose type is the class; the class is declared on the envelope")
  func written() {
    let response = echo(
      "<p:Thing xsi:type='t:CIM_TestThing_Type'><t:Size> 7 </t:Size><t:Name> x </t:Name></p:Thing>")
    #expect(
      response.body == "<p:Echo_OUTPUT><p:Thing xsi:type=\"CIM_TestThing:CIM_TestThing_Type\">"
        + "<CIM_TestThing:Name> x </CIM_TestThing:Name><CIM_TestThing:Size>7</CIM_TestThing:Size></p:Thing>"
        + "<p:ReturnValue>0</p:ReturnValue></p:Echo_OUTPUT>")
    #expect(response.text.contains(" xmlns:CIM_TestThing=\"\(thing)\""))
  }

  @Test(
    "The forms that clients write",
    arguments: [
      "<p:Thing xsi:type='t:CIM_TestThing_Type'><t:Name>x</t:Name></p:Thing>",
      "<p:Thing xsi:type='CIM_TestThing_Type'><t:Name>x</t:Name></p:Thing>",
      "<p:Thing><t:Name>x</t:Name></p:Thing>",
      "<p:Thing>\n <t:CIM_TestThing>\n <t:Name>x</t:Name></t:CIM_TestThing></p:Thing>",
    ]) func forms(argument: String)
  {
    #expect(echo(argument).inside("p:Thing") == "<CIM_TestThing:Name>x</CIM_TestThing:Name>")
  }

  @Test("Every kind of property, instances in instances among them") func properties() {
    let owner = Request.reference("CIM_Fan", [("DeviceID", "fan1")])
    let response = echo(
      "<p:Thing xsi:type='t:CIM_TestThing_Type'><t:Made>PT1S</t:Made><t:Raw>TQ==</t:Raw><t:Tags>a</t:Tags>"
        + "<t:Inner xsi:type='g:CIM_TestGadget_Type'><g:Extra>-1</g:Extra></t:Inner><t:Owner>\(owner)</t:Owner>"
        + "<t:Tags>b</t:Tags><t:Size xsi:nil='true'/></p:Thing>")
    let p = "CIM_TestThing"
    #expect(
      response.inside("p:Thing") == "<\(p):Inner xsi:type=\"CIM_TestGadget:CIM_TestGadget_Type\">"
        + "<CIM_TestGadget:Extra>-1</CIM_TestGadget:Extra></\(p):Inner>"
        + "<\(p):Made><cim:Interval>P0DT0H0M1S</cim:Interval></\(p):Made><\(p):Owner>\(owner)</\(p):Owner>"
        + "<\(p):Raw>TQ==</\(p):Raw><\(p):Tags>a</\(p):Tags><\(p):Tags>b</\(p):Tags>")
    for uri in [thing, gadget] { #expect(response.text.ranges(of: "=\"\(uri)\"").count == 1) }
  }

  @Test("Arrays of them, and a subclass where its superclass is wanted") func arrays() {
    let response = echo(
      "<p:Things xsi:type='t:CIM_TestThing_Type'><t:Name>x</t:Name></p:Things>"
        + "<p:Things xsi:type='g:CIM_TestGadget_Type'><g:Name>y</g:Name></p:Things>")
    #expect(
      response.body?.hasPrefix(
        "<p:Echo_OUTPUT><p:Things xsi:type=\"CIM_TestThing:CIM_TestThing_Type\"><CIM_TestThing:Name>x</CIM_TestThing:Name>"
          + "</p:Things><p:Things xsi:type=\"CIM_TestGadget:CIM_TestGadget_Type\">") == true)
  }

  @Test("Where anything may stand, the class has to be told") func anything() {
    #expect(
      echo("<p:Anything xsi:type='g:CIM_TestGadget_Type'><g:Extra>1</g:Extra></p:Anything>").inside("p:Anything")
        == "<CIM_TestGadget:Extra>1</CIM_TestGadget:Extra>")
    #expect(echo("<p:Anything></p:Anything>").fault == "wsman:InvalidParameter/TypeMismatch")
  }

  @Test("An instance without properties") func empty() {
    let response = echo("<p:Thing xsi:type='g:CIM_TestGadget_Type'></p:Thing>")
    #expect(response.text.contains("<p:Thing xsi:type=\"CIM_TestGadget:CIM_TestGadget_Type\"></p:Thing>"))
  }

  @Test(
    "What is no instance of the class",
    arguments: [
      "<p:Thing>text</p:Thing>", "<p:Thing xsi:type='t:CIM_Nonsense_Type'><t:Name>x</t:Name></p:Thing>",
      "<p:Thing xsi:type='t:CIM_TestThing_Type'><t:Nonsense>x</t:Nonsense></p:Thing>",
      "<p:Thing xsi:type='t:CIM_TestThing_Type'><p:Name>x</p:Name></p:Thing>",
      "<p:Thing xsi:type='t:CIM_TestThing_Type'><t:Size>70000</t:Size></p:Thing>",
      "<p:Thing xsi:type='t:CIM_TestThing_Type'><t:Name>x</t:Name><t:Name>y</t:Name></p:Thing>",
      "<p:Thing xsi:type='t:CIM_TestThing_Type'>words<t:Name>x</t:Name></p:Thing>",
      "<p:Thing xsi:type='f:CIM_Fan_Type'></p:Thing>",
      "<p:Thing><x:Name xmlns:x='urn:x'>x</x:Name></p:Thing>",
      "<p:Thing><t:CIM_TestThing/><t:CIM_TestThing/></p:Thing>",
      "<p:Thing><t:CIM_TestThing><t:Nonsense/></t:CIM_TestThing></p:Thing>",
    ]) func refused(argument: String)
  {
    let response = echo(argument)
    #expect(response.fault == "wsman:InvalidParameter/TypeMismatch")
    #expect(response.reason?.hasPrefix("The value of the parameter Thing ") == true)
  }
}
