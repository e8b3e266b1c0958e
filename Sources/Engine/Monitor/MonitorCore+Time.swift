import Model

extension MonitorCore {
  /// The next moment at which something may become unknown or a sequence goes on; nil while nothing depends on time.
  var deadline: Instant? {
    [
      nextExpiry.map(afterLast), nextTick, requests.nextExpiry, jobs.nextExpiry.map(afterLast), nextDrive,
    ].compactMap { $0 }.min()
  }

  /// A reading is valid up to and including its last nanosecond.
  private func afterLast(_ validUntil: Instant) -> Instant { validUntil + .nanoseconds(1) }

  /// Something was read that is valid until then. Every reading that is newer only puts its own expiry off, so the
  /// earliest that was noted stays a lower bound, and nobody has to look at thousands of readings each time one comes.
  mutating func note(validUntil: Instant) { nextExpiry = min(nextExpiry ?? validUntil, validUntil) }

  mutating func expire(at now: Moment) {
    for id in jobs.expire(at: now.instant) { output.remove(ObjectID(.job, id)) }
    expireRequests(at: now)
    if let nextExpiry, now.instant > nextExpiry { expireReadings(at: now) }
    tickSequences(at: now)
  }

  /// Looks at everything that was read, and finds out anew when the first of it expires.
  private mutating func expireReadings(at now: Moment) {
    var next: Instant?
    /// Ids of what has expired, in a fixed order.
    func expired(_ readings: some Sequence<(String, Instant?)>) -> [String] {
      var expired: [String] = []
      for case (let id, let until?) in readings {
        if now.instant > until { expired.append(id) } else { next = min(next ?? until, until) }
      }
      return expired.sorted()
    }
    for id in expired(logs.lazy.map { ($0.key, $0.value.validUntil) }) {
      if let news = logs[id]?.expire(now.instant) { output.tell(news, at: now.wall) }
      output.touch(ObjectID(.log, id))
    }
    for id in expired(boots.lazy.map { ($0.key, $0.value.validUntil) }) {
      if let news = boots[id]?.expire(now.instant) { output.tell(news, at: now.wall) }
      output.touch(ObjectID(.boot, id))
    }
    for id in expired(fans.lazy.map { ($0.key, $0.value.validUntil) }) where fans[id]?.expire(now.instant) == true {
      output.touch(ObjectID(.fan, id))
    }
    for id in expired(sensors.lazy.map { ($0.key, $0.value.validUntil) }) {
      if let news = sensors[id]?.expire(now.instant) { output.tell(news, at: now.wall) }
      output.touch(ObjectID(.sensor, id))
      touchGoverned(by: id)
    }
    for id in expired(systems.lazy.map { ($0.key, $0.value.validUntil) }) {
      output.tell(systems[id]?.expire(now.instant) ?? [], at: now.wall)
      output.touch(ObjectID(.system, id))
    }
    nextExpiry = next
  }
}
