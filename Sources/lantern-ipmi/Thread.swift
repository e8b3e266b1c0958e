import CPlatform
import Glibc

/// Runs `body` on a new thread of its own. libfreeipmi blocks for seconds, and keeps arrays of some kilobytes on the
/// stack. False when the system has no thread left.
func startThread(named name: String, _ body: @escaping @Sendable () -> Void) -> Bool {
  final class Box {
    let name: String
    let body: @Sendable () -> Void
    init(_ name: String, _ body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }
  let box = Unmanaged.passRetained(Box(name, body))
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
  pthread_attr_setstacksize(&attributes, 1 << 20)
  var thread = pthread_t()
  let failure = pthread_create(
    &thread, &attributes,
    { argument in
      let box = Unmanaged<Box>.fromOpaque(argument!).takeRetainedValue()
      cplatform_name_thread(box.name)
      box.body()
      return nil
    }, box.toOpaque())
  if failure != 0 { box.release() }
  return failure == 0
}
