import CFreeIPMI
import IPMIWire

/// Why a session could not be opened, ended, or did not carry out a command: a stable word, and a sentence that says
/// what to do.
struct SessionProblem: Error {
  var kind: String
  var message: String
  /// Whether the session is of no more use; otherwise only the one command failed.
  var endsSession = true
  /// Whether another way to log in may do.
  var isAboutAuthentication = false

  var status: SessionStatus { .failing(kind: kind, message: message) }

  static let tooManyBMCs = SessionProblem(
    kind: "too-many-bmcs", message: "No more than \(Worker.maximumBMCs) BMCs can be watched: split the board file.")
  /// Nobody wants the session any more.
  static let closed = SessionProblem(kind: "closed", message: "The session was closed.")
  static let noThread = SessionProblem(
    kind: "no-thread", message: "The system refused a thread for this BMC: raise the limit of tasks of the service.")
  static let noMemory = SessionProblem(
    kind: "internal-error", message: "There is no memory for the BMC's inventory: free some.")

  /// The table of libfreeipmi's error numbers; `number` is that of an `ipmi_ctx_t`.
  init(_ number: Int32, text: String, request: SessionRequest, _ authentication: Authentication?) {
    let place = request.place
    func problem(_ kind: String, _ message: String) -> SessionProblem { SessionProblem(kind: kind, message: message) }
    let user: String
    if case .lan(let lan) = request.access { user = "'\(lan.user)'" } else { user = "this user" }
    let way = authentication?.inWords ?? "this way to log in"
    switch ipmi_errnum(UInt32(bitPattern: number)) {
    case IPMI_ERR_USERNAME_INVALID:
      self = problem(
        "wrong-user",
        "The BMC at \(place) does not know the user \(user): correct the user in the board file, or "
          + "enable it for LAN access on the BMC.")
    case IPMI_ERR_PASSWORD_INVALID:
      self = problem(
        "wrong-password",
        "The BMC at \(place) refuses the password of \(user): correct it in the password file.")
    case IPMI_ERR_PASSWORD_VERIFICATION_TIMEOUT:
      self = problem(
        "password-unconfirmed",
        "The BMC at \(place) fell silent while it checked the password of \(user): correct the password, "
          + "or see whether the network loses packets.")
    case IPMI_ERR_K_G_INVALID:
      self = problem("wrong-key", "The BMC at \(place) wants a K_g key: clear the key on the BMC.")
    case IPMI_ERR_PRIVILEGE_LEVEL_INSUFFICIENT, IPMI_ERR_PRIVILEGE_LEVEL_CANNOT_BE_OBTAINED:
      self = problem(
        "wrong-privilege",
        "The BMC at \(place) does not give \(user) the privilege asked for: lower the privilege in the "
          + "board file, raise the user's limit on the BMC, or try the workaround opensesspriv.")
      // Once there is a session, it is only one command that is not allowed.
      endsSession = authentication != nil
    case IPMI_ERR_AUTHENTICATION_TYPE_UNAVAILABLE:
      self = problem(
        "wrong-authentication",
        "The BMC at \(place) offers no authentication for this privilege: allow it on the BMC's LAN channel, or try "
          + "the workaround authcap.")
      isAboutAuthentication = true
    case IPMI_ERR_CIPHER_SUITE_ID_UNAVAILABLE:
      self = problem(
        "wrong-cipher-suite",
        "The BMC at \(place) does not offer \(way): enable it on the BMC, or name another in the board file.")
      isAboutAuthentication = true
    case IPMI_ERR_BAD_RMCPPLUS_STATUS_CODE, IPMI_ERR_IPMI_ERROR:
      self = problem(
        "session-refused",
        "The BMC at \(place) broke off the opening of the session: see whether it offers \(way), or try a "
          + "workaround such as opensesspriv.")
      isAboutAuthentication = true
    case IPMI_ERR_IPMI_2_0_UNAVAILABLE:
      self = problem("no-ipmi-2.0", "The BMC at \(place) does not offer IPMI 2.0: update its firmware.")
      isAboutAuthentication = true
    case IPMI_ERR_CONNECTION_TIMEOUT:
      self = problem(
        "connection-timeout",
        "Nothing answers at \(place): see whether the BMC has power and network, and whether IPMI over LAN is on.")
    case IPMI_ERR_SESSION_TIMEOUT, IPMI_ERR_DRIVER_TIMEOUT:
      self = problem(
        "session-timeout", "The BMC at \(place) stopped answering: see whether it restarts or lost its network.")
    case IPMI_ERR_HOSTNAME_INVALID:
      self = problem("unknown-host", "The name in '\(place)' does not lead to an address: correct the host.")
    case IPMI_ERR_DEVICE_NOT_FOUND, IPMI_ERR_DRIVER_PATH_REQUIRED, IPMI_ERR_DEVICE_NOT_SUPPORTED:
      self = problem(
        "no-device",
        "There is no BMC at \(place): load the kernel's driver (ipmi_si or ipmi_ssif, and ipmi_devintf; i2c-dev for a "
          + "bus), or correct the device in the board file.")
    case IPMI_ERR_PERMISSION:
      self = problem(
        "no-permission", "The agent may not use \(place): give its group read and write access to the device.")
    case IPMI_ERR_BMC_BUSY, IPMI_ERR_DRIVER_BUSY:
      self = problem("busy", "The BMC at \(place) is busy: another attempt follows.")
      endsSession = false
    case IPMI_ERR_MESSAGE_TIMEOUT, IPMI_ERR_BAD_COMPLETION_CODE, IPMI_ERR_COMMAND_INVALID_OR_UNSUPPORTED,
      IPMI_ERR_COMMAND_INVALID_FOR_SELECTED_INTERFACE, IPMI_ERR_NOT_FOUND, IPMI_ERR_PARAMETERS:
      self = problem("command-failed", "The BMC at \(place) did not carry out a command: \(text).")
      endsSession = false
    default:
      var hint = ""
      if case .ssif = request.access { hint = " (FreeIPMI needs the file /var/lib/freeipmi/ipckey; it may be empty)" }
      self = problem("internal-error", "The session with the BMC at \(place) failed: \(text)\(hint).")
    }
  }
}

extension SessionProblem {
  init(kind: String, message: String, endsSession: Bool = true) {
    self.kind = kind
    self.message = message
    self.endsSession = endsSession
  }
}

extension Authentication {
  fileprivate var inWords: String {
    switch self {
    case .suite17, .suite3: "cipher suite \(rawValue)"
    case .ipmi15: "IPMI 1.5 with MD5"
    }
  }
}
