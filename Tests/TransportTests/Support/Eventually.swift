import Glibc

/// Whether a condition that another thread brings about holds in the end; false after twenty seconds.
func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
  for _ in 0..<20_000 {
    if try condition() { return true }
    usleep(1000)
  }
  return false
}
