import CPlatform
import IPMI
import IPMIWire

/// Power, boot flags, identify light and what else the chassis tells.
extension Watch {
  func readPower(_ session: Session) throws(SessionProblem) {
    let now = cplatform_monotonic_nanoseconds()
    let interval = min(period, Watch.longestInterval)
    nextPower = now + (now < quickUntil ? min(interval, Watch.quickInterval) : interval)
    let chassis = Chassis(session: session)
    guard let status = try chassis.status() else { return }
    reporter.send(
      .power(
        PowerReading(
          isOn: status.isOn, acpiState: try chassis.acpiState(), takenNanoseconds: now,
          intervalMilliseconds: UInt32(clamping: interval / 1_000_000))))
    var told = self.chassis ?? ChassisReading()
    told.identify = status.identify
    told.restorePolicy = status.restorePolicy
    // A cause is there from the restart on.
    if status.isOn != wasOn || self.chassis == nil || now < quickUntil {
      told.restartCause = try chassis.restartCause()
    }
    wasOn = status.isOn
    if told != self.chassis { reporter.send(.chassis(told)) }
    self.chassis = told
  }

  func readBootFlags(_ session: Session) throws(SessionProblem) {
    guard hasBootFlags else { return }
    let now = cplatform_monotonic_nanoseconds()
    guard let flags = try Chassis(session: session).bootFlags() else {
      hasBootFlags = false
      return
    }
    reporter.send(
      .boot(
        BootReading(
          device: flags.isValid ? flags.device : nil, isPersistent: flags.isPersistent, takenNanoseconds: now,
          intervalMilliseconds: UInt32(clamping: max(period, Watch.slowPeriod) / 1_000_000))))
  }
}
