import CIM
import XML

/// The output of a method: `{Method}_OUTPUT`, the parameters in the order of the MOF, ReturnValue last (DSP0230 9).
struct MethodOutput: Sendable {
  let method: CIMMethod
  /// The class of the request's resource URI, whose namespace the answer is in.
  let cimClass: CIMClass
  let requestedEPR: RequestedEPR?

  func write(_ result: MethodResult, _ reply: Reply, _ messageID: String) -> [UInt8] {
    let output = XMLFragment(prefix: Namespace.classPrefix, reserving: 512) { writer in
      writer.element(method.name + "_OUTPUT") { writer in
        if !result.outputs.isEmpty { parameters(result, to: &writer) }
        if method.returnType != nil { writer.property("ReturnValue", .unsigned(UInt64(result.returnValue))) }
      }
    }
    var envelope = ResponseEnvelope(
      reply, action: "\(cimClass.resourceURI)/\(method.name)Response", messageID: messageID)
    envelope.classes = [cimClass.resourceURI]
    for output in result.outputs { output.value.collectEmbeddedClasses(into: &envelope.embedded) }
    envelope.requestedEPR = requestedEPR
    return envelope.write(reserving: output.bytes.count) { $0.fragment(output) }
  }

  /// A method may give its outputs in any order.
  private func parameters(_ result: MethodResult, to writer: inout XMLFragmentWriter) {
    for parameter in method.parameters where parameter.isOutput {
      guard let output = result.outputs.first(where: { $0.parameter.name == parameter.name }) else { continue }
      writer.property(
        parameter.name, output.value, isOctetString: parameter.isOctetString && parameter.type == .uint8)
    }
  }
}
