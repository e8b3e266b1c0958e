import CIM
import Model
import XML

extension WSManagementService {
  /// DSP0226 7.4: the body is the whole instance as it is to be, in the class of the resource URI or in its own.
  func put(_ exchange: Exchange) throws(Fault) -> Handling {
    let cimClass = try targetClass(exchange)
    let instance = try targetInstance(of: cimClass, exchange)
    // Whether it can be changed at all comes before what is wrong with the body.
    _ = try write(of: instance.cimClass) { () throws(WriteError) in
      try view.put([], to: instance, isComplete: false, in: exchange.snapshot, at: exchange.now)
    }
    let representation = try Representation(
      exchange.content, of: [instance.cimClass, cimClass], ArgumentReader(schema: view.schema, limits))
    let outcome = try write(of: instance.cimClass) { () throws(WriteError) in
      try view.put(
        representation.properties, to: instance, isComplete: true, in: exchange.snapshot, at: exchange.now)
    }
    return try carryOut(outcome, on: instance.cimClass, exchange) { service, _, snapshot, now throws(Fault) in
      guard let instance = service.view.instance(instance.id, in: snapshot, at: now) else {
        throw Fault(.destinationUnreachable, nil, "The \(instance.cimClass.name) is not there any more.")
      }
      guard !representation.isSame(as: instance) else {
        return service.emptyAnswer(.put, exchange, service.requestedEPR(of: instance, exchange))
      }
      return service.representation(of: instance, .put, exchange)
    }
  }
}
