import CIM
import XML

extension WSManagementService {
  /// A Put with the header wsman:FragmentTransfer (DSP0226 7.7): the body holds what is to be where the path points.
  /// The answer holds what is there now.
  func putFragment(_ exchange: Exchange, _ header: XMLElement) throws(Fault) -> Handling {
    let cimClass = try targetClass(exchange)
    let path = try FragmentPath(header, of: cimClass, .put)
    let instance = try targetInstance(of: cimClass, exchange)
    // Whether it can be changed at all comes before what is wrong with the body.
    _ = try write(of: instance.cimClass) { () throws(WriteError) in
      try view.put([], to: instance, isComplete: false, in: exchange.snapshot, at: exchange.now)
    }
    let target = try FragmentTarget(path, in: cache.rendered(instance), instance)
    let content = try FragmentContent(
      exchange.content, of: [instance.cimClass, cimClass], ArgumentReader(schema: view.schema, limits))
    let changes = try target.changes(to: content)
    let outcome = try write(of: instance.cimClass) { () throws(WriteError) in
      try view.put(changes, to: instance, isComplete: false, in: exchange.snapshot, at: exchange.now)
    }
    return try carryOut(outcome, on: instance.cimClass, exchange) { service, _, snapshot, now throws(Fault) in
      guard let instance = service.view.instance(instance.id, in: snapshot, at: now) else {
        throw Fault(.destinationUnreachable, nil, "The \(instance.cimClass.name) is not there any more.")
      }
      return try service.fragment(path, of: instance, .put, exchange)
    }
  }
}

extension Fault {
  /// A path that a Put cannot write to, or content that does not go there.
  static func invalidFragment(_ reason: String) -> Fault { Fault(.invalidRepresentation, .invalidFragment, reason) }
}
