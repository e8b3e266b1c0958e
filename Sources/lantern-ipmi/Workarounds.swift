import CFreeIPMI
import IPMIWire

extension Workaround {
  /// The one table of what each workaround means to libfreeipmi: flags of a session by IPMI 2.0, of one by IPMI 1.5, and
  /// of building the cache of sensor records. Those without flags are seen to here.
  private var flags: (session: Int32, oldSession: Int32, cache: Int32) {
    switch self {
    case .authcap:
      (
        IPMI_WORKAROUND_FLAGS_OUTOFBAND_2_0_AUTHENTICATION_CAPABILITIES,
        IPMI_WORKAROUND_FLAGS_OUTOFBAND_AUTHENTICATION_CAPABILITIES, 0
      )
    case .intel20: (IPMI_WORKAROUND_FLAGS_OUTOFBAND_2_0_INTEL_2_0_SESSION, 0, 0)
    case .supermicro20: (IPMI_WORKAROUND_FLAGS_OUTOFBAND_2_0_SUPERMICRO_2_0_SESSION, 0, 0)
    case .sun20: (IPMI_WORKAROUND_FLAGS_OUTOFBAND_2_0_SUN_2_0_SESSION, 0, 0)
    case .opensesspriv: (IPMI_WORKAROUND_FLAGS_OUTOFBAND_2_0_OPEN_SESSION_PRIVILEGE, 0, 0)
    case .integritycheckvalue: (IPMI_WORKAROUND_FLAGS_OUTOFBAND_2_0_NON_EMPTY_INTEGRITY_CHECK_VALUE, 0, 0)
    case .nochecksumcheck:
      (
        IPMI_WORKAROUND_FLAGS_OUTOFBAND_2_0_NO_CHECKSUM_CHECK, IPMI_WORKAROUND_FLAGS_OUTOFBAND_NO_CHECKSUM_CHECK, 0
      )
    case .discretereading, .ignorescanningdisabled, .assumebmcowner: (0, 0, 0)
    case .assumemaxsdrrecordcount: (0, 0, IPMI_SDR_CACHE_CREATE_FLAGS_ASSUME_MAX_SDR_RECORD_COUNT)
    }
  }

  static func sessionFlags(_ all: [Workaround], _ authentication: Authentication) -> UInt32 {
    all.reduce(0) { flags, one in
      flags | UInt32(authentication == .ipmi15 ? one.flags.oldSession : one.flags.session)
    }
  }

  static func cacheFlags(_ all: [Workaround]) -> Int32 { all.reduce(0) { $0 | $1.flags.cache } }
}
