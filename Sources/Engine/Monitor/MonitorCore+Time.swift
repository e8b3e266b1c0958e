import Model

extension MonitorCore {
  /// The next moment at which something becomes unknown or a sequence goes on; nil while nothing depends on time.
  var deadline: Instant? {
    let expiries = sensors.values.lazy.compactMap(\.validUntil)
    let powers = systems.values.lazy.compactMap(\.validUntil)
    // A reading is valid up to and including its last nanosecond.
    let expiry = [expiries.min(), powers.min()].compactMap { $0 }.min().map { $0 + .nanoseconds(1) }
    let logExpiry = logs.values.lazy.compactMap(\.validUntil).min().map { $0 + .nanoseconds(1) }
    let bootExpiry = boots.values.lazy.compactMap(\.validUntil).min().map { $0 + .nanoseconds(1) }
    let wake = systems.values.lazy.compactMap(\.sequencer.wakeAt).min()
    return [
      expiry, logExpiry, bootExpiry, wake, requests.nextExpiry, jobs.nextExpiry.map { $0 + .nanoseconds(1) },
    ].compactMap { $0 }.min()
  }

  mutating func expire(at now: Moment) {
    for id in jobs.expire(at: now.instant) { output.remove(ObjectID(.job, id)) }
    expireRequests(at: now)
    for id in logs.keys.sorted() {
      guard let until = logs[id]?.validUntil, now.instant > until else { continue }
      if let news = logs[id]?.expire(now.instant) { output.tell(news, at: now.wall) }
      output.touch(ObjectID(.log, id))
    }
    for id in boots.keys.sorted() {
      guard let until = boots[id]?.validUntil, now.instant > until else { continue }
      if let news = boots[id]?.expire(now.instant) { output.tell(news, at: now.wall) }
      output.touch(ObjectID(.boot, id))
    }
    for id in sensors.keys.sorted() {
      guard let until = sensors[id]?.validUntil, now.instant > until else { continue }
      if let news = sensors[id]?.expire(now.instant) { output.tell(news, at: now.wall) }
      output.touch(ObjectID(.sensor, id))
      touchGoverned(by: id)
    }
    for id in systems.keys.sorted() {
      if let until = systems[id]?.validUntil, now.instant > until {
        output.tell(systems[id]?.expire(now.instant) ?? [], at: now.wall)
        output.touch(ObjectID(.system, id))
      }
      carryOut(systems[id]?.sequencer.tick(now.instant) ?? [], on: id, now)
    }
  }
}
