import CFreeIPMI
import IPMI
import IPMIWire

/// An open way to a BMC. Belongs to one thread at a time; every call may block up to the session's timeout.
final class Session {
  let request: SessionRequest
  let context: OpaquePointer

  /// Tries the ways to log in that the request allows, in their order, as long as the BMC does not offer one.
  convenience init(_ request: SessionRequest) throws(SessionProblem) {
    guard case .lan(let lan) = request.access else {
      try self.init(inBand: request)
      return
    }
    var refused: SessionProblem?
    for authentication in lan.authentications {
      do throws(SessionProblem) {
        try self.init(request, lan, authentication)
        return
      } catch {
        guard error.isAboutAuthentication else { throw error }
        refused = error
      }
    }
    throw refused ?? SessionProblem(kind: "wrong-cipher-suite", message: "No cipher suite is allowed: name one.")
  }

  private init(_ request: SessionRequest, _ lan: SessionRequest.LAN, _ authentication: Authentication)
    throws(SessionProblem)
  {
    self.request = request
    context = try Session.makeContext()
    let password = lan.password + [0]
    let result = password.withUnsafeBytes { password in
      let password = password.baseAddress!.assumingMemoryBound(to: CChar.self)
      let flags = Workaround.sessionFlags(request.workarounds, authentication)
      switch authentication {
      case .suite17, .suite3:
        return ipmi_ctx_open_outofband_2_0(
          context, request.place, lan.user, password, nil, 0, request.privilege.rawValue, authentication.rawValue,
          request.sessionTimeoutMilliseconds, request.retransmitMilliseconds, flags, UInt32(IPMI_FLAGS_DEFAULT))
      case .ipmi15:
        return ipmi_ctx_open_outofband(
          context, request.place, lan.user, password, UInt8(IPMI_AUTHENTICATION_TYPE_MD5), request.privilege.rawValue,
          request.sessionTimeoutMilliseconds, request.retransmitMilliseconds, flags, UInt32(IPMI_FLAGS_DEFAULT))
      }
    }
    if result < 0 { throw problem(authentication) }
  }

  private init(inBand request: SessionRequest) throws(SessionProblem) {
    self.request = request
    context = try Session.makeContext()
    let result =
      switch request.access {
      case .openIPMI(let device):
        ipmi_ctx_open_inband(context, IPMI_DEVICE_OPENIPMI, 1, 0, 0, device, 0, UInt32(IPMI_FLAGS_DEFAULT))
      case .ssif(let device, let address):
        ipmi_ctx_open_inband(
          context, IPMI_DEVICE_SSIF, 1, UInt16(address), 0, device, 0, UInt32(IPMI_FLAGS_DEFAULT))
      case .lan: -1 as Int32
      }
    if result < 0 { throw problem }
  }

  private static func makeContext() throws(SessionProblem) -> OpaquePointer {
    guard let context = ipmi_ctx_create() else {
      throw SessionProblem(kind: "internal-error", message: "There is no memory for a session: free some.")
    }
    return context
  }

  deinit {
    ipmi_ctx_close(context)
    ipmi_ctx_destroy(context)
  }

  /// Why the last call on the context failed.
  var problem: SessionProblem { problem(nil) }

  private func problem(_ authentication: Authentication?) -> SessionProblem {
    let text = ipmi_ctx_errormsg(context).map { String(cString: $0) } ?? "unknown error"
    return SessionProblem(ipmi_ctx_errnum(context), text: text, request: request, authentication)
  }

  /// A controller's answer: its completion code, and what follows it.
  struct Response {
    var code: UInt8
    var data: [UInt8]
  }

  /// Sends one command to the BMC, or through it to a satellite controller.
  func command(
    _ function: Int32, lun: UInt8 = 0, _ number: UInt8, _ data: [UInt8] = [], to controller: Controller = .bmc
  ) throws(SessionProblem) -> Response {
    let bytes = [number] + data
    var answer = [UInt8](repeating: 0, count: 256)
    let (sent, room) = (UInt32(bytes.count), UInt32(answer.count))
    let length =
      switch controller {
      case .bmc: ipmi_cmd_raw(context, lun, UInt8(function), bytes, sent, &answer, room)
      case .satellite(let channel, let address):
        ipmi_cmd_raw_ipmb(context, channel, address, lun, UInt8(function), bytes, sent, &answer, room)
      }
    guard length >= 0 else { throw problem }
    guard length >= 2 else {
      throw SessionProblem(
        kind: "command-failed", message: "The BMC sent an answer without a completion code.", endsSession: false)
    }
    return Response(code: answer[1], data: Array(answer[2..<Int(length)]))
  }

  /// The data of the answer; nil when the controller refuses. Only the loss of the session is thrown.
  func ask(
    _ function: Int32, lun: UInt8 = 0, _ number: UInt8, _ data: [UInt8] = [], of controller: Controller = .bmc
  ) throws(SessionProblem) -> [UInt8]? {
    do throws(SessionProblem) {
      let answer = try command(function, lun: lun, number, data, to: controller)
      return answer.code == 0 ? answer.data : nil
    } catch {
      if error.endsSession { throw error }
      return nil
    }
  }
}

/// Who is to carry out a command.
enum Controller: Hashable {
  case bmc
  /// Behind the BMC, on one of its channels, by its 8-bit address.
  case satellite(channel: UInt8, address: UInt8)
}
