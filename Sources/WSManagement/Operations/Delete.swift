import CIM

extension WSManagementService {
  /// DSP0226 7.5.
  func delete(_ exchange: Exchange) throws(Fault) -> Handling {
    let cimClass = try targetClass(exchange)
    try exchange.expectEmptyBody()
    let instance = try targetInstance(of: cimClass, exchange)
    let outcome = try write(of: instance.cimClass) { () throws(WriteError) in
      try view.delete(instance, in: exchange.snapshot, at: exchange.now)
    }
    return try carryOut(outcome, on: instance.cimClass, exchange) { service, _, _, _ in
      service.emptyAnswer(.delete, exchange, exchange.headers.requestEPR.map { _ in .invalid })
    }
  }
}
