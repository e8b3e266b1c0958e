import CPlatform
import Glibc

/// A thread of the engine's own: all signals blocked, a stack that is enough for calls without recursion.
struct WorkerThread: Sendable {
  private let thread: pthread_t

  /// `name` has at most 15 characters. Fails when the kernel grants no thread.
  init(name: String, body: @escaping @Sendable () -> Void) throws(MonitorFailure) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, 512 * 1024)
    let task = Unmanaged.passRetained(Task(name: name, body: body))
    var thread = pthread_t()
    let error = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Task>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, task.toOpaque())
    guard error == 0 else {
      task.release()
      throw .noThread(String(cString: strerror(error)))
    }
    self.thread = thread
  }

  /// Waits for the body to return; to be called once.
  func join() { pthread_join(thread, nil) }

  private final class Task: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }

    func run() {
      var all = sigset_t()
      sigfillset(&all)
      pthread_sigmask(SIG_BLOCK, &all, nil)
      cplatform_name_thread(name)
      body()
    }
  }
}
