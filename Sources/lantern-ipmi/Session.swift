import CFreeIPMI
import IPMIWire

/// An open RMCP+ session. Belongs to one thread; every call may block up to the session's timeout.
final class Session {
  let request: SessionRequest
  let context: OpaquePointer

  init(_ request: SessionRequest) throws(SessionProblem) {
    guard let context = ipmi_ctx_create() else {
      throw SessionProblem(kind: "internal-error", message: "There is no memory for a session: free some.")
    }
    self.request = request
    self.context = context
    guard case .lan(let lan) = request.access, let authentication = lan.authentications.first,
      authentication != .ipmi15
    else { throw .onlyLAN }
    let password = lan.password + [0]
    let result = password.withUnsafeBytes { password in
      ipmi_ctx_open_outofband_2_0(
        context, request.place, lan.user,
        password.baseAddress!.assumingMemoryBound(to: CChar.self), nil, 0, request.privilege.rawValue,
        authentication.rawValue, request.sessionTimeoutMilliseconds, request.retransmitMilliseconds,
        Workaround.sessionFlags(request.workarounds), UInt32(IPMI_FLAGS_DEFAULT))
    }
    if result < 0 { throw problem }
  }

  deinit {
    ipmi_ctx_close(context)
    ipmi_ctx_destroy(context)
  }

  /// Why the last call on the context failed.
  var problem: SessionProblem {
    let text = ipmi_ctx_errormsg(context).map { String(cString: $0) } ?? "unknown error"
    return SessionProblem(ipmi_ctx_errnum(context), text: text, request: request)
  }

  /// A BMC's answer: its completion code, and what follows it.
  struct Response {
    var code: UInt8
    var data: [UInt8]
  }

  /// Sends one command to the BMC itself.
  func command(_ function: Int32, lun: UInt8 = 0, _ number: UInt8, _ data: [UInt8] = []) throws(SessionProblem)
    -> Response
  {
    let bytes = [number] + data
    var answer = [UInt8](repeating: 0, count: 256)
    let length = ipmi_cmd_raw(
      context, lun, UInt8(function), bytes, UInt32(bytes.count), &answer, UInt32(answer.count))
    guard length >= 0 else { throw problem }
    guard length >= 2 else {
      throw SessionProblem(
        kind: "command-failed", message: "The BMC sent an answer without a completion code.", endsSession: false)
    }
    return Response(code: answer[1], data: Array(answer[2..<Int(length)]))
  }
}
