import CIM
import Model
import XML

extension WSManagementService {
  /// A method of the CIM binding (DSP0227 9): the action is the resource URI and the method's name.
  func invoke(_ action: String, _ exchange: Exchange) throws(Fault) -> Handling {
    if let fault = Action.refusal(of: action) { throw fault }
    let uri = try exchange.resourceURI()
    guard let slash = action.utf8.lastIndex(of: UInt8(ascii: "/")), uri.equalsIgnoringCase(text: action[..<slash])
    else {
      throw Fault(
        .actionNotSupported, .actionMismatch,
        "The action \(Fault.shown(action)) is no operation, and no method of the resource URI.")
    }
    let cimClass = try targetClass(exchange)
    let name = String(action[action.index(after: slash)...])
    guard let method = cimClass.method(name) else {
      throw Fault(.actionNotSupported, nil, "\(cimClass.name) has no method \(Fault.shown(name)).")
    }
    let instance = try targetInstance(of: cimClass, exchange)
    let reader = ArgumentReader(schema: view.schema, limits)
    let arguments = try MethodInput(method: method, cimClass: cimClass, reader: reader).read(exchange.content)
    let output = MethodOutput(method: method, cimClass: cimClass, requestedEPR: requestedEPR(of: instance, exchange))
    switch try outcome(of: method, on: instance, arguments, exchange) {
    case .done(let result):
      return .answer(try answer(output.write(result, exchange.reply, messageIDs.next()), exchange.reply))
    case .refused(let name, let why):
      throw Fault(InvokeError.invalidValue(name: name, why: why), method, cimClass)
    case .command(let command, let finish):
      let reply = exchange.reply
      return pending(command, exchange) { service, outcome, _, _ throws(Fault) in
        let result = try Self.result(outcome, finish(outcome), method, cimClass)
        return output.write(result, reply, service.messageIDs.next())
      }
    }
  }

  private func outcome(
    of method: CIMMethod, on instance: Instance, _ arguments: [(name: String, value: ArgumentValue)],
    _ exchange: Exchange
  ) throws(Fault) -> MethodOutcome {
    do {
      return try view.invoke(
        method, on: instance, arguments: arguments, in: exchange.snapshot, at: exchange.now)
    } catch {
      throw Fault(error, method, instance.cimClass)
    }
  }

  /// What a command that has been through the door returned; a fault where it was not reached.
  private static func result(
    _ outcome: CommandOutcome, _ completion: MethodCompletion, _ method: CIMMethod, _ cimClass: CIMClass
  ) throws(Fault) -> MethodResult {
    if outcome == .unknownSystem {
      throw Fault(.destinationUnreachable, nil, "The system is not there any more.")
    }
    switch completion {
    case .denied: throw Fault(.accessDenied)
    case .refused(let name, let why):
      throw Fault(InvokeError.invalidValue(name: name, why: why), method, cimClass)
    case .alreadyExists(let why): throw Fault(.alreadyExists, nil, why)
    case .busy(let why): throw Fault(.concurrency, nil, why)
    case .unreachable(let why): throw Fault(.endpointUnavailable, .resourceOffline, why)
    case .timedOut(let why): throw Fault(.timedOut, nil, why)
    case .result(let result): return result
    }
  }
}
