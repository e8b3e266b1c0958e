import CIM
import Model
import XML

/// What Put, Create, Delete and Put of a fragment have in common: the model is asked, and a command may follow.
extension WSManagementService {
  /// Makes the body of the answer, from the model as it is after the write. `InstancePath` is what Create made.
  typealias WriteReport =
    @Sendable (WSManagementService, InstancePath?, Snapshot, Instant) throws(Fault) -> [UInt8]

  /// Turns what the model has against a write into a fault.
  func write(
    of cimClass: CIMClass, _ body: () throws(WriteError) -> WriteOutcome
  ) throws(Fault) -> WriteOutcome {
    do {
      return try body()
    } catch {
      throw Fault(error, of: cimClass)
    }
  }

  /// Answers at once when there was nothing to do; otherwise when the command has been through the door.
  func carryOut(
    _ outcome: WriteOutcome, on cimClass: CIMClass, _ exchange: Exchange, _ report: @escaping WriteReport
  ) throws(Fault) -> Handling {
    switch outcome {
    case .unchanged:
      return .answer(try answer(report(self, nil, exchange.snapshot, exchange.now), exchange.reply))
    case .command(let command, let finish):
      return pending(command, exchange) { service, outcome, snapshot, now throws(Fault) in
        let created = try service.created(by: finish(outcome), of: cimClass)
        return try report(service, created, snapshot, now)
      }
    }
  }

  /// A command whose answer `report` makes. What was done cannot be undone when only the report of it is too large
  /// (R6.2-2).
  func pending(
    _ command: Command, _ exchange: Exchange,
    _ report:
      @escaping @Sendable (WSManagementService, CommandOutcome, Snapshot, Instant) throws(Fault) -> [UInt8]
  ) -> Handling {
    let reply = exchange.reply
    return .command(
      PendingCommand(
        command: command, request: Fault.cut(reply.relatesTo?.string ?? ""), timeLimit: exchange.timeLimit,
        finish: { outcome, snapshot, now in
          let body: [UInt8]
          do throws(Fault) {
            body = try report(self, outcome, snapshot, now)
          } catch {
            return self.answer(error, reply)
          }
          do throws(Fault) {
            return try self.answer(body, reply)
          } catch {
            return self.answer(Fault(.encodingLimit, .unreportableSuccess, error.reason), reply)
          }
        }))
  }

  private func created(by completion: WriteCompletion, of cimClass: CIMClass) throws(Fault) -> InstancePath? {
    switch completion {
    case .done(let created): return created
    case .denied: throw Fault(.accessDenied)
    case .refused(let error): throw Fault(error, of: cimClass)
    case .busy(let why): throw Fault(.concurrency, nil, why)
    case .unreachable(let why): throw Fault(.endpointUnavailable, .resourceOffline, why)
    case .timedOut(let why): throw Fault(.timedOut, nil, why)
    case .conflict(let why): throw Fault(.accessDenied, nil, why)
    case .failed(let why): throw Fault(.internalError, nil, why)
    case .notFound: throw Fault(.destinationUnreachable, nil, "The \(cimClass.name) is not there any more.")
    case .alreadyExists: throw Fault(.alreadyExists, nil, "There is such a \(cimClass.name) already.")
    }
  }

  /// The answer to an operation that has nothing to tell but that it was done.
  func emptyAnswer(_ action: Action, _ exchange: Exchange, _ requested: RequestedEPR?) -> [UInt8] {
    var envelope = ResponseEnvelope(exchange.reply, action: action.response, messageID: messageIDs.next())
    envelope.requestedEPR = requested
    return envelope.write(reserving: 64) { _ in }
  }
}

extension Fault {
  init(_ error: WriteError, of cimClass: CIMClass) {
    func invalid(_ name: String, _ rest: String) -> Fault {
      Fault(.invalidRepresentation, .invalidValues, "The property \(Fault.shown(name)) \(rest)")
    }
    switch error {
    case .notSupported(let operation):
      self.init(.actionNotSupported, nil, "\(cimClass.name) does not support \(operation.name).")
    case .readOnly(let name): self = invalid(name, "cannot be written, and its value is another; leave it out.")
    case .keyChanged(let name):
      self = invalid(name, "is a key, and its value differs from that of the instance addressed.")
    case .unknownProperty(let name): self = invalid(name, "is none of \(cimClass.name).")
    case .typeMismatch(let name):
      let type = cimClass.property(name).map { "\($0.type.name)\($0.isArray ? "[]" : "")" } ?? "another type"
      self = invalid(name, "has a value that is not of its type, \(type).")
    case .invalidValue(let name, let why): self = invalid(name, "cannot have this value: \(why)")
    case .duplicate(let name): self = invalid(name, "is there twice.")
    case .missing(let name):
      self.init(
        .invalidRepresentation, .missingValues, "The property \(Fault.shown(name)) is required and missing.")
    }
  }
}

extension WriteOperation {
  /// As WS-Transfer calls it.
  fileprivate var name: String {
    switch self {
    case .put: "Put"
    case .delete: "Delete"
    case .create: "Create"
    }
  }
}
