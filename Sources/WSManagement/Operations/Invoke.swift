import CIM
import Model
import XML

extension WSManagementService {
  /// A method of the CIM binding (DSP0227 9): the action is the resource URI and the method's name.
  func invoke(_ action: String, _ exchange: Exchange) throws(Fault) -> Handling {
    let uri = try exchange.resourceURI()
    guard let slash = action.utf8.lastIndex(of: UInt8(ascii: "/")), uri.equalsIgnoringCase(text: action[..<slash])
    else {
      throw Fault(
        .actionNotSupported, .actionMismatch,
        "The action \(Fault.shown(action)) is no operation, and no method of the resource URI.")
    }
    if uri.isAllClasses { throw Self.needsOneClass(action) }
    let cimClass = try cimClass(at: uri)
    let name = String(action[action.index(after: slash)...])
    guard let method = cimClass.method(name) else {
      throw Fault(.actionNotSupported, nil, "\(cimClass.name) has no method \(Fault.shown(name)).")
    }
    let instance = try target(cimClass, exchange)
    let arguments = try MethodArguments.read(exchange.content, method, of: cimClass, limit: limits.selectors)
    let call = MethodCall(method: method, cimClass: cimClass)
    switch try outcome(of: method, on: instance, arguments, exchange) {
    case .done(let result): return .answer(try answer(write(result, of: call, exchange.reply), exchange.reply))
    case .command(let command, let finish):
      let reply = exchange.reply
      return .command(
        PendingCommand(
          command: command, request: Fault.cut(reply.relatesTo?.string ?? ""), timeLimit: exchange.timeLimit,
          finish: { outcome in self.answer(outcome, finish(outcome), of: call, reply) }))
    }
  }

  struct MethodCall: Sendable {
    let method: CIMMethod
    /// The class of the request's resource URI, whose namespace the answer is in.
    let cimClass: CIMClass
  }

  /// The one instance meant. A command never goes to the first of several.
  private func target(_ cimClass: CIMClass, _ exchange: Exchange) throws(Fault) -> Instance {
    let selectors = try exchange.selectors(limit: limits.selectors)
    let found = try find(cimClass, selectors, exchange)
    guard let first = found.first else { throw Self.notFound(cimClass, selectors) }
    guard found.count > 1 else { return first }
    guard selectors.ofKeys.isEmpty else { throw Self.ambiguous(cimClass, selectors) }
    let keys = cimClass.keys.map(\.name).joined(separator: ", ")
    throw Fault(
      .invalidSelectors, .insufficientSelectors,
      "There are \(found.count) instances of \(cimClass.name); say which by its keys \(keys).")
  }

  private func outcome(
    of method: CIMMethod, on instance: Instance, _ arguments: [(name: String, value: ArgumentValue)],
    _ exchange: Exchange
  ) throws(Fault) -> MethodOutcome {
    do {
      return try view.invoke(
        method, on: instance, arguments: arguments, in: exchange.snapshot, at: exchange.now)
    } catch {
      throw Fault(error, of: instance.cimClass)
    }
  }

  /// The answer to a command that has been through the door.
  private func answer(
    _ outcome: CommandOutcome, _ completion: MethodCompletion, of call: MethodCall, _ reply: Reply
  ) -> Answer {
    if outcome == .unknownSystem {
      return answer(Fault(.destinationUnreachable, nil, "The system is not there any more."), reply)
    }
    switch completion {
    case .denied: return answer(Fault(.accessDenied), reply)
    case .unreachable(let why): return answer(Fault(.endpointUnavailable, nil, why), reply)
    case .timedOut(let why): return answer(Fault(.timedOut, nil, why), reply)
    case .result(let result):
      do {
        return try answer(write(result, of: call, reply), reply)
      } catch {
        // It is done and cannot be undone; only the report of it is too large (R6.2-2).
        return answer(Fault(.encodingLimit, .unreportableSuccess, error.reason), reply)
      }
    }
  }

  private func write(_ result: MethodResult, of call: MethodCall, _ reply: Reply) -> [UInt8] {
    let output = XMLFragment(prefix: Namespace.classPrefix, reserving: 512) { writer in
      writer.element(call.method.name + "_OUTPUT") { writer in
        for (parameter, value) in result.outputs { writer.property(parameter.name, value) }
        if call.method.returnType != nil {
          writer.property("ReturnValue", .unsigned(UInt64(result.returnValue)))
        }
      }
    }
    let action = "\(call.cimClass.resourceURI)/\(call.method.name)Response"
    var envelope = ResponseEnvelope(reply, action: action, messageID: messageIDs.next())
    envelope.classes = [call.cimClass.resourceURI]
    return envelope.write(reserving: output.bytes.count) { $0.fragment(output) }
  }
}

extension Fault {
  init(_ error: InvokeError, of cimClass: CIMClass) {
    switch error {
    case .notSupported(let method):
      self.init(.actionNotSupported, nil, "This service does not carry out \(method) of \(cimClass.name).")
    case .unknownParameter(let name):
      self.init(.invalidParameter, .invalidName, "The method has no input parameter \(Fault.shown(name)).")
    case .duplicateParameter(let name):
      self.init(.invalidParameter, .invalidName, "The parameter \(Fault.shown(name)) is there twice.")
    case .typeMismatch(let name):
      self.init(.invalidParameter, .typeMismatch, "The value of the parameter \(Fault.shown(name)) is not of its type.")
    }
  }
}
