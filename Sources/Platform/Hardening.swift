import CPlatform

/// What a process gives up that it does not need, so that whoever gets hold of it gains little.
public enum Hardening {
  /// No core dump and no debugger, which would show passwords; no rights gained by starting a program; what it writes is
  /// its own. Call this first of all.
  public static func begin() { cplatform_seclude() }

  /// Gives up every capability for good, for this thread and those it starts from now on: call this when the sockets that
  /// need one are open, and before there are other threads. Harmless without any. False when the kernel refused.
  public static func dropCapabilities() -> Bool { cplatform_drop_capabilities() == 0 }
}
