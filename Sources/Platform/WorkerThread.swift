import CPlatform
import Glibc

/// The kernel grants no further thread; the text is its reason.
public struct NoThread: Error, Hashable, Sendable {
  public var reason: String
}

/// A thread of its own for work that blocks or keeps its own time: all signals blocked, a small stack.
public struct WorkerThread: Sendable {
  private let thread: pthread_t

  /// Starts it. `name` has at most 15 characters; the default stack is enough for calls without deep recursion.
  public init(
    name: String, stackSize: Int = 512 * 1024, body: @escaping @Sendable () -> Void
  ) throws(NoThread) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
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
      throw NoThread(reason: String(cString: strerror(error)))
    }
    self.thread = thread
  }

  /// Waits for the body to return; on the thread itself, which cannot wait for itself, returns at once. To be called
  /// once, and not together with `detach`.
  public func join() {
    if pthread_equal(thread, pthread_self()) != 0 { detach() } else { pthread_join(thread, nil) }
  }

  /// Nobody will wait for it: what it holds is freed when the body returns.
  public func detach() { pthread_detach(thread) }

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
