import Glibc
import Model

/// Wakes one thread that waits; a ring is not lost when nobody waits yet.
final class Doorbell: Sendable {
  // Safe to share: `hasRung` is touched only while the mutex is held, and the others only by pthread functions.
  private nonisolated(unsafe) let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private nonisolated(unsafe) let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private nonisolated(unsafe) let hasRung = UnsafeMutablePointer<Bool>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    // So that setting the clock neither shortens nor stretches a wait.
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

  func ring() {
    pthread_mutex_lock(mutex)
    hasRung.pointee = true
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  /// Returns when it rings, or after `limit`.
  func wait(atMost limit: Duration) {
    var deadline = timespec()
    clock_gettime(CLOCK_MONOTONIC, &deadline)
    let end = Int64(deadline.tv_nsec) + min(max(limit, .zero), .seconds(3600)).nanoseconds
    deadline.tv_sec += time_t(end / 1_000_000_000)
    deadline.tv_nsec = Int(end % 1_000_000_000)
    pthread_mutex_lock(mutex)
    while !hasRung.pointee, pthread_cond_timedwait(condition, mutex, &deadline) == 0 {}
    hasRung.pointee = false
    pthread_mutex_unlock(mutex)
  }
}
