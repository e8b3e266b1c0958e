import CFreeIPMI
import Glibc
import IPMI
import IPMIWire

/// Reads the BMC's sensor data records through a file that keeps them between sessions: fetching them takes a real
/// BMC many seconds, asking whether they changed takes two commands.
struct SDRReader {
  let session: Session
  /// What answers at the address now: the records of another BMC, or of other firmware, must not pass for its own.
  let device: DeviceRecord

  private static let getSDRRepositoryInfo: UInt8 = 0x20

  /// What changes when records come, go or change: their number, and when the last one was added and erased (IPMI 2.0
  /// section 33.9). Nil when the BMC does not say.
  static func standing(_ session: Session) throws(SessionProblem) -> [UInt8]? {
    guard let data = try session.ask(IPMI_NET_FN_STORAGE_RQ, getSDRRepositoryInfo), data.count >= 13 else { return nil }
    return Array(data[1..<3] + data[5..<13])
  }

  /// Every record, in the repository's order.
  func read(fetchingAnew: Bool) throws(SessionProblem) -> [SDRRecord] {
    if fetchingAnew { unlink(path) }
    guard let context = ipmi_sdr_ctx_create() else { throw problem("there is no memory for its sensor records") }
    defer { ipmi_sdr_ctx_destroy(context) }
    try open(context)
    defer { ipmi_sdr_cache_close(context) }
    var records: [SDRRecord] = []
    guard ipmi_sdr_cache_first(context) >= 0 else { return records }
    repeat {
      var buffer = [UInt8](repeating: 0, count: Int(IPMI_SDR_MAX_RECORD_LENGTH))
      let length = ipmi_sdr_cache_record_read(context, &buffer, UInt32(buffer.count))
      if length > 0 { records.append(SDRRecord(bytes: Array(buffer.prefix(Int(length))))) }
    } while ipmi_sdr_cache_next(context) == 1
    return records
  }

  /// Opens the kept records, or fetches them when there are none or they no longer are the BMC's.
  private func open(_ context: OpaquePointer) throws(SessionProblem) {
    mkdir(session.request.cacheDirectory, 0o700)
    if ipmi_sdr_cache_open(context, session.context, path) >= 0 { return }
    try throwIfSessionEnded(context)
    unlink(path)
    let flags = IPMI_SDR_CACHE_CREATE_FLAGS_OVERWRITE | Workaround.cacheFlags(session.request.workarounds)
    if ipmi_sdr_cache_create(context, session.context, path, flags, nil, nil) < 0 {
      try throwIfSessionEnded(context)
      throw problem(ipmi_sdr_ctx_errormsg(context).map { String(cString: $0) } ?? "unknown error")
    }
    guard ipmi_sdr_cache_open(context, session.context, path) >= 0 else {
      try throwIfSessionEnded(context)
      throw problem(ipmi_sdr_ctx_errormsg(context).map { String(cString: $0) } ?? "unknown error")
    }
  }

  private func throwIfSessionEnded(_ context: OpaquePointer) throws(SessionProblem) {
    guard ipmi_sdr_ctx_errnum(context) == IPMI_SDR_ERR_IPMI_ERROR else { return }
    let problem = session.problem
    if problem.endsSession { throw problem }
  }

  private func problem(_ reason: String) -> SessionProblem {
    SessionProblem(
      kind: "no-sensor-records",
      message: "The sensor records of the BMC at \(session.request.place) cannot be read (\(reason)): see whether "
        + "\(session.request.cacheDirectory) can be written, or restart the BMC.", endsSession: false)
  }

  /// One file for each BMC at each address, with a name that is safe whatever the place is.
  private var path: String {
    var name = ""
    for byte in session.request.place.utf8 {
      let isPlain = (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20) || byte == 0x2d || byte == 0x2e
      name += isPlain ? String(UnicodeScalar(byte)) : "_" + String(byte, radix: 16)
    }
    return "\(session.request.cacheDirectory)/sdr-\(name)-\(String(fingerprint, radix: 16))"
  }

  /// FNV-1a, 64 bits.
  private var fingerprint: UInt64 {
    let product = [UInt64(device.manufacturerID), UInt64(device.productID), UInt64(device.deviceID)]
    let firmware = ([device.firmwareMajor, device.firmwareMinor] + device.firmwareAuxiliary).map(UInt64.init)
    let identity = product + firmware + (device.systemGUID ?? []).map(UInt64.init)
    return identity.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ $1) &* 0x100_0000_01b3 }
  }
}
