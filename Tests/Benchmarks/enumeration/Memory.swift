import Glibc

/// What the kernel says of this process's memory, in KiB.
enum Memory {
  static var resident: Int { status("VmRSS") }
  static var peak: Int { status("VmHWM") }

  /// Hands memory that the allocator keeps for later back to the kernel.
  static func giveBack() {
    // Swift's Glibc module does not have malloc.h.
    guard let trim = dlsym(nil, "malloc_trim") else { fatalError("this C library has no malloc_trim") }
    typealias Trim = @convention(c) (Int) -> CInt
    _ = unsafeBitCast(trim, to: Trim.self)(0)
  }

  /// From now on `peak` is what comes.
  static func forgetPeak() {
    guard let file = fopen("/proc/self/clear_refs", "w") else { fatalError("/proc/self/clear_refs cannot be opened") }
    fputs("5", file)
    fclose(file)
  }

  /// KiB as MiB with two places.
  static func text(_ kibibytes: Int) -> String {
    let hundredths = kibibytes * 100 / 1024
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  private static func status(_ key: String) -> Int {
    guard let file = fopen("/proc/self/status", "r") else { fatalError("/proc/self/status cannot be opened") }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      if text.hasPrefix(key + ":") { return Int(text.filter { $0.isNumber }) ?? 0 }
    }
    fatalError("/proc/self/status has no \(key)")
  }
}
