import Glibc

/// Wakes one waiting thread; a ring while nobody waits is not lost. Any thread may ring, one at a time may wait.
public final class Doorbell: Sendable {
  // Safe to share: `hasRung` is touched only while the mutex is held, the others only by pthread functions; all three
  // are set once, before anybody else has the bell, and freed once, when nobody has it any more.
  private nonisolated(unsafe) let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private nonisolated(unsafe) let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private nonisolated(unsafe) let hasRung = UnsafeMutablePointer<Bool>.allocate(capacity: 1)

  public init() {
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    // So that setting the wall clock neither shortens nor stretches a wait.
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
    hasRung.initialize(to: false)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
    hasRung.deallocate()
  }

  public func ring() {
    pthread_mutex_lock(mutex)
    hasRung.pointee = true
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  /// Returns when it has rung since the last wait, or after `limit` (a day at most); nil waits for ever.
  public func wait(atMost limit: Duration?) {
    var deadline = limit.map { Doorbell.time(after: min(max($0, .zero), .seconds(86_400))) }
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !hasRung.pointee {
      if deadline == nil {
        pthread_cond_wait(condition, mutex)
      } else if pthread_cond_timedwait(condition, mutex, &deadline!) == ETIMEDOUT {
        break
      }
    }
    hasRung.pointee = false
  }

  private static func time(after length: Duration) -> timespec {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    let (seconds, attoseconds) = length.components
    let nanoseconds = Int64(time.tv_nsec) + attoseconds / 1_000_000_000
    time.tv_sec += time_t(seconds + nanoseconds / 1_000_000_000)
    time.tv_nsec = Int(nanoseconds % 1_000_000_000)
    return time
  }
}
