import Glibc

/// Termination signals, taken synchronously by the main thread. Block them before any other thread starts: threads
/// inherit the mask, so no handler ever interrupts one.
enum Signals {
  private static let awaited = [SIGTERM, SIGINT, SIGHUP]

  static func block() {
    signal(SIGPIPE, SIG_IGN)
    var set = mask()
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Blocks until the process is told to end. `hangup` is called for each SIGHUP, and must not wait for long.
  static func waitForEnd(hangup: () -> Void) {
    var set = mask()
    while true {
      var received: Int32 = 0
      sigwait(&set, &received)
      guard received == SIGHUP else { return }
      hangup()
    }
  }

  private static func mask() -> sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for number in awaited { sigaddset(&set, number) }
    return set
  }
}
