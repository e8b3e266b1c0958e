import CIM
import XML

extension WSManagementService {
  /// DSP0226 7.6: the resource URI is that of the class; the answer names the new instance.
  func create(_ exchange: Exchange) throws(Fault) -> Handling {
    let cimClass = try targetClass(exchange)
    _ = try write(of: cimClass) { () throws(WriteError) in
      try view.create(cimClass, [], in: exchange.snapshot, at: exchange.now)
    }
    let representation = try Representation(
      exchange.content, of: [cimClass], ArgumentReader(schema: view.schema, limits))
    let outcome = try write(of: cimClass) { () throws(WriteError) in
      try view.create(cimClass, representation.properties, in: exchange.snapshot, at: exchange.now)
    }
    return try carryOut(outcome, on: cimClass, exchange) { service, created, _, _ throws(Fault) in
      guard let created else {
        throw Fault(.internalError, nil, "The new \(cimClass.name) was made, but not named.")
      }
      return service.created(created, exchange)
    }
  }

  /// The answer to Create: the content of an endpoint reference, without the element around it.
  func created(_ path: InstancePath, _ exchange: Exchange) -> [UInt8] {
    var envelope = ResponseEnvelope(exchange.reply, action: Action.create.response, messageID: messageIDs.next())
    envelope.namespaces = [.transfer]
    if exchange.headers.requestEPR != nil {
      envelope.requestedEPR = .reference(
        XMLFragment(prefix: Namespace.classPrefix) { $0.plain.endpointReference(path) })
    }
    return envelope.write { writer in
      writer.start(Tags.resourceCreated)
      writer.referenceContent(path)
      writer.end()
    }
  }
}
