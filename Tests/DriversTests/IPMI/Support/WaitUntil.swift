import Glibc

/// Looks at `condition` again and again until it gives something. The limit is far beyond what a busy machine needs:
/// it only keeps a broken program from hanging the tests.
func waitUntil<T>(atMost seconds: Int = 60, _ condition: () -> T?) -> T? {
  for _ in 0..<seconds * 100 {
    if let found = condition() { return found }
    poll(nil, 0, 10)
  }
  return condition()
}

/// Whether `condition` comes true within the same limit.
func eventually(_ condition: () -> Bool) -> Bool { waitUntil { condition() ? true : nil } == true }
