import CPlatform
import Glibc

/// What the main thread wants of one BMC's thread.
///
/// `@unchecked Sendable`: every access to `commands` and `isClosedNow` happens with `mutex` held.
final class Mailbox: @unchecked Sendable {
  enum Command {
    case chassisControl(request: UInt32, code: UInt8)
    case readPower(request: UInt32)

    var request: UInt32 {
      switch self {
      case .chassisControl(let request, _), .readPower(let request): request
      }
    }
  }

  // In memory of their own: they must not move while a thread waits on them.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var commands: [Command] = []
  private var isClosedNow = false

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

  func post(_ command: Command) {
    pthread_mutex_lock(mutex)
    commands.append(command)
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  /// The BMC's thread ends as soon as it sees this.
  func close() {
    pthread_mutex_lock(mutex)
    isClosedNow = true
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  var isClosed: Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return isClosedNow
  }

  /// The next command, waiting for one until `deadline` (monotonic nanoseconds; 0 does not wait). Nil when there is
  /// none, or when the mailbox is closed.
  func next(until deadline: UInt64 = 0) -> Command? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while commands.isEmpty && !isClosedNow && cplatform_monotonic_nanoseconds() < deadline {
      var time = timespec(tv_sec: Int(deadline / 1_000_000_000), tv_nsec: Int(deadline % 1_000_000_000))
      pthread_cond_timedwait(condition, mutex, &time)
    }
    return isClosedNow || commands.isEmpty ? nil : commands.removeFirst()
  }
}
