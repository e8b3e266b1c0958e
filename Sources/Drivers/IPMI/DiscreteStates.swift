import Model

/// The one table of the states that discrete sensors report by offset (IPMI 2.0 tables 42-2 and 42-3), and how bad
/// each is. Names say what is so while the state is active.
enum DiscreteStates {
  /// The state at an offset; a made-up name where IPMI defines none.
  static func state(sensorType: UInt8, readingType: UInt8, offset: Int) -> DiscreteState {
    let row: [DiscreteState]?
    switch readingType {
    case 0x6f: row = specific[sensorType]
    case 0x01...0x0c: row = generic[readingType]
    default: row = nil
    }
    if let row, offset < row.count { return row[offset] }
    return DiscreteState(name: "State \(offset)", health: .ok)
  }

  /// By event/reading type.
  private static let generic: [UInt8: [DiscreteState]] = [
    // A threshold sensor without values: only its comparisons.
    0x01: [
      warning("Lower Non-Critical"), critical("Lower Critical"), fatal("Lower Fatal"),
      warning("Upper Non-Critical"), critical("Upper Critical"), fatal("Upper Fatal"),
    ],
    0x02: [ok("Idle"), ok("Active"), ok("Busy")],
    0x03: [ok("State Deasserted"), ok("State Asserted")],
    0x04: [ok("No Failure Predicted"), warning("Predictive Failure")],
    0x05: [ok("Limit Not Exceeded"), warning("Limit Exceeded")],
    0x06: [ok("Performance Met"), warning("Performance Lags")],
    0x07: [
      ok("OK"), warning("Non-Critical from OK"), critical("Critical from Less Severe"),
      fatal("Non-Recoverable from Less Severe"), warning("Non-Critical from More Severe"),
      critical("Critical from Non-Recoverable"), fatal("Non-Recoverable"), ok("Monitor"), ok("Informational"),
    ],
    0x08: [ok("Device Absent"), ok("Device Present")],
    0x09: [ok("Device Disabled"), ok("Device Enabled")],
    0x0a: [
      ok("Running"), ok("In Test"), ok("Power Off"), ok("On Line"), warning("Off Line"), ok("Off Duty"),
      warning("Degraded"), ok("Power Save"), critical("Install Error"),
    ],
    0x0b: [
      ok("Fully Redundant"), critical("Redundancy Lost"), warning("Redundancy Degraded"),
      warning("Non-Redundant, Sufficient Resources from Redundant"),
      warning("Non-Redundant, Sufficient Resources from Insufficient"),
      critical("Non-Redundant, Insufficient Resources"), warning("Redundancy Degraded from Fully Redundant"),
      warning("Redundancy Degraded from Non-Redundant"),
    ],
    0x0c: [ok("D0 Power State"), ok("D1 Power State"), ok("D2 Power State"), ok("D3 Power State")],
  ]

  /// By sensor type, for event/reading type 6Fh.
  private static let specific: [UInt8: [DiscreteState]] = [
    0x05: [
      critical("General Chassis Intrusion"), critical("Drive Bay Intrusion"), critical("I/O Card Area Intrusion"),
      critical("Processor Area Intrusion"), warning("LAN Leash Lost"), warning("Unauthorized Dock"),
      critical("Fan Area Intrusion"),
    ],
    0x06: [
      warning("Secure Mode Violation Attempt"), warning("User Password Violation"),
      warning("Setup Password Violation"), warning("Network Boot Password Violation"),
      warning("Other Pre-boot Password Violation"), warning("Out-of-band Access Password Violation"),
    ],
    0x07: [
      fatal("IERR"), fatal("Thermal Trip"), critical("FRB1/BIST Failure"), critical("FRB2/Hang in POST"),
      critical("FRB3/Processor Startup Failure"), critical("Configuration Error"),
      fatal("Uncorrectable CPU-complex Error"), ok("Processor Present"), warning("Processor Disabled"),
      ok("Terminator Present"), warning("Processor Throttled"), fatal("Machine Check Exception"),
      warning("Correctable Machine Check Error"),
    ],
    0x08: [
      ok("Present"), critical("Failure Detected"), warning("Predictive Failure"), critical("Input Lost"),
      critical("Input Lost or Out of Range"), warning("Input Out of Range"), critical("Configuration Error"),
      ok("Inactive"),
    ],
    0x09: [
      ok("Power Off"), ok("Power Cycle"), critical("240 VA Power Down"), critical("Interlock Power Down"),
      critical("Power Input Lost"), critical("Soft Power Control Failure"), critical("Power Unit Failure"),
      warning("Predictive Failure"),
    ],
    0x0c: [
      warning("Correctable ECC Error"), fatal("Uncorrectable ECC Error"), critical("Parity Error"),
      critical("Memory Scrub Failed"), warning("Memory Device Disabled"),
      warning("Correctable ECC Error Logging Limit Reached"), ok("Present"), critical("Configuration Error"),
      ok("Spare"), warning("Memory Throttled"), critical("Critical Overtemperature"),
    ],
    0x0d: [
      ok("Drive Present"), critical("Drive Fault"), warning("Predictive Failure"), ok("Hot Spare"),
      ok("Consistency Check in Progress"), critical("In Critical Array"), critical("In Failed Array"),
      warning("Rebuild in Progress"), warning("Rebuild Aborted"),
    ],
    0x0f: [critical("System Firmware Error"), critical("System Firmware Hang"), ok("System Firmware Progress")],
    0x10: [
      warning("Correctable Memory Error Logging Disabled"), warning("Event Type Logging Disabled"),
      ok("Log Cleared"), warning("All Event Logging Disabled"), warning("Log Full"), warning("Log Almost Full"),
      warning("Correctable Machine Check Error Logging Disabled"),
    ],
    0x11: [
      critical("BIOS Watchdog Reset"), critical("OS Watchdog Reset"), critical("OS Watchdog Shut Down"),
      critical("OS Watchdog Power Down"), critical("OS Watchdog Power Cycle"), critical("OS Watchdog NMI"),
      warning("OS Watchdog Expired"), warning("OS Watchdog Pre-timeout Interrupt"),
    ],
    0x12: [
      ok("System Reconfigured"), ok("OEM System Boot Event"), critical("Undetermined Hardware Failure"),
      ok("Entry Added to Auxiliary Log"), ok("PEF Action"), ok("Clock Synchronized"),
    ],
    0x13: [
      warning("Front Panel NMI"), critical("Bus Timeout"), critical("I/O Channel Check NMI"), warning("Software NMI"),
      critical("PCI PERR"), critical("PCI SERR"), critical("EISA Fail-safe Timeout"), warning("Bus Correctable Error"),
      critical("Bus Uncorrectable Error"), fatal("Fatal NMI"), fatal("Bus Fatal Error"), warning("Bus Degraded"),
    ],
    0x14: [
      ok("Power Button Pressed"), ok("Sleep Button Pressed"), ok("Reset Button Pressed"), warning("FRU Latch Open"),
      ok("FRU Service Request Button Pressed"),
    ],
    0x19: [critical("Soft Power Control Failure"), fatal("Thermal Trip")],
    0x1b: [ok("Connected"), critical("Incorrect Cable Connected")],
    0x1d: [
      ok("Initiated by Power Up"), ok("Initiated by Hard Reset"), ok("Initiated by Warm Reset"),
      ok("User Requested PXE Boot"), ok("Automatic Boot to Diagnostic"), ok("OS Initiated Hard Reset"),
      ok("OS Initiated Warm Reset"), ok("System Restart"),
    ],
    0x1e: [
      critical("No Bootable Media"), critical("Non-bootable Diskette"), critical("PXE Server Not Found"),
      critical("Invalid Boot Sector"), warning("Timeout Waiting for Boot Selection"),
    ],
    0x1f: [
      ok("A: Boot Completed"), ok("C: Boot Completed"), ok("PXE Boot Completed"), ok("Diagnostic Boot Completed"),
      ok("CD-ROM Boot Completed"), ok("ROM Boot Completed"), ok("Boot Completed"), ok("OS Installation Started"),
      ok("OS Installation Completed"), warning("OS Installation Aborted"), critical("OS Installation Failed"),
    ],
    0x20: [
      critical("Critical Stop During OS Load"), critical("Run-time Critical Stop"), ok("OS Graceful Stop"),
      ok("OS Graceful Shutdown"), ok("Soft Shutdown by PEF"), warning("Agent Not Responding"),
    ],
    0x21: [
      critical("Fault"), ok("Identify"), ok("Device Installed"), ok("Ready for Installation"), ok("Ready for Removal"),
      ok("Slot Power Off"), ok("Removal Requested"), ok("Interlock Asserted"), warning("Slot Disabled"),
      ok("Holds Spare Device"),
    ],
    0x22: [
      ok("S0/G0"), ok("S1"), ok("S2"), ok("S3"), ok("S4"), ok("S5/G2"), ok("S4/S5 Soft Off"), ok("G3"),
      ok("Sleeping"), ok("G1 Sleeping"), ok("S5 by Override"), ok("Legacy On"), ok("Legacy Off"),
      ok("Reserved"), ok("Unknown ACPI State"),
    ],
    0x23: [
      warning("Timer Expired"), critical("Hard Reset"), critical("Power Down"), critical("Power Cycle"),
      ok("Reserved 4"), ok("Reserved 5"), ok("Reserved 6"), ok("Reserved 7"), warning("Timer Interrupt"),
    ],
    0x24: [ok("Page Generated"), ok("LAN Alert Generated"), ok("PET Generated"), ok("SNMP OEM Trap Generated")],
    0x25: [ok("Present"), warning("Absent"), warning("Disabled")],
    0x27: [critical("LAN Heartbeat Lost"), ok("LAN Heartbeat")],
    0x28: [
      warning("Sensor Access Degraded"), warning("Controller Access Degraded"), critical("Controller Off-line"),
      critical("Controller Unavailable"), critical("Sensor Failure"), critical("FRU Failure"),
    ],
    0x29: [warning("Battery Low"), critical("Battery Failed"), ok("Battery Present")],
    0x2a: [
      ok("Session Activated"), ok("Session Deactivated"), warning("Invalid User Name or Password"),
      warning("Account Disabled After Invalid Passwords"),
    ],
    0x2b: [
      ok("Hardware Change Detected"), ok("Firmware or Software Change Detected"), critical("Hardware Incompatibility"),
      critical("Firmware or Software Incompatibility"), critical("Invalid Hardware Version"),
      critical("Invalid Firmware or Software Version"), ok("Hardware Change Successful"),
      ok("Firmware or Software Change Successful"),
    ],
    0x2c: [
      ok("Not Installed"), ok("Inactive"), ok("Activation Requested"), ok("Activation in Progress"), ok("Active"),
      ok("Deactivation Requested"), ok("Deactivation in Progress"), critical("Communication Lost"),
    ],
  ]

  private static func ok(_ name: String) -> DiscreteState { DiscreteState(name: name, health: .ok) }
  private static func warning(_ name: String) -> DiscreteState { DiscreteState(name: name, health: .degraded) }
  private static func critical(_ name: String) -> DiscreteState { DiscreteState(name: name, health: .critical) }
  private static func fatal(_ name: String) -> DiscreteState { DiscreteState(name: name, health: .fatal) }
}
