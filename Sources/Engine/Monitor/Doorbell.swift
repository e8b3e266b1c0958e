import Glibc
import Model

/// Wakes one waiting thread; rings while it is awake are not lost.
///
/// Unchecked because of the C pointers: they are set once, freed once when nobody holds the bell any more, and
/// `hasRung` is touched only while the mutex is held.
final class Doorbell: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var hasRung = false

  init() {
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func ring() {
    pthread_mutex_lock(mutex)
    hasRung = true
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  /// Returns when it has rung since the last wait, or after `limit`; nil waits for ever.
  func wait(atMost limit: Duration?) {
    var deadline = timespec()
    if let limit {
      clock_gettime(CLOCK_MONOTONIC, &deadline)
      // At most a day, so that the sum fits every time_t; waking early is harmless.
      let total = min(max(limit.nanoseconds, 0), 86_400_000_000_000) + Int64(deadline.tv_nsec)
      deadline.tv_sec += Int(total / 1_000_000_000)
      deadline.tv_nsec = Int(total % 1_000_000_000)
    }
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !hasRung {
      let result =
        limit == nil ? pthread_cond_wait(condition, mutex) : pthread_cond_timedwait(condition, mutex, &deadline)
      if result == ETIMEDOUT { return }
    }
    hasRung = false
  }
}
