import CFreeIPMI
import IPMIWire

extension Workaround {
  /// The one table of what each workaround means to libfreeipmi: flags of a session, of reading sensors, and of
  /// building the cache of sensor records.
  private var flags: (session: Int32, sensors: Int32, cache: Int32) {
    switch self {
    case .authcap: (IPMI_WORKAROUND_FLAGS_OUTOFBAND_2_0_AUTHENTICATION_CAPABILITIES, 0, 0)
    case .intel20: (IPMI_WORKAROUND_FLAGS_OUTOFBAND_2_0_INTEL_2_0_SESSION, 0, 0)
    case .supermicro20: (IPMI_WORKAROUND_FLAGS_OUTOFBAND_2_0_SUPERMICRO_2_0_SESSION, 0, 0)
    case .sun20: (IPMI_WORKAROUND_FLAGS_OUTOFBAND_2_0_SUN_2_0_SESSION, 0, 0)
    case .opensesspriv: (IPMI_WORKAROUND_FLAGS_OUTOFBAND_2_0_OPEN_SESSION_PRIVILEGE, 0, 0)
    case .integritycheckvalue: (IPMI_WORKAROUND_FLAGS_OUTOFBAND_2_0_NON_EMPTY_INTEGRITY_CHECK_VALUE, 0, 0)
    case .nochecksumcheck: (IPMI_WORKAROUND_FLAGS_OUTOFBAND_2_0_NO_CHECKSUM_CHECK, 0, 0)
    case .discretereading: (0, IPMI_SENSOR_READ_FLAGS_DISCRETE_READING, 0)
    case .ignorescanningdisabled: (0, IPMI_SENSOR_READ_FLAGS_IGNORE_SCANNING_DISABLED, 0)
    case .assumebmcowner: (0, IPMI_SENSOR_READ_FLAGS_ASSUME_BMC_OWNER, 0)
    case .assumemaxsdrrecordcount: (0, 0, IPMI_SDR_CACHE_CREATE_FLAGS_ASSUME_MAX_SDR_RECORD_COUNT)
    }
  }

  static func sessionFlags(_ all: [Workaround]) -> UInt32 { all.reduce(0) { $0 | UInt32($1.flags.session) } }
  static func sensorFlags(_ all: [Workaround]) -> UInt32 { all.reduce(0) { $0 | UInt32($1.flags.sensors) } }
  static func cacheFlags(_ all: [Workaround]) -> Int32 { all.reduce(0) { $0 | $1.flags.cache } }
}
