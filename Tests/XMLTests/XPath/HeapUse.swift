import Glibc

/// What is taken from the C library's heap, libxml2's part of it included.
enum HeapUse {
  private typealias Report = @convention(c) (Int32, UnsafeMutablePointer<FILE>?) -> Int32

  /// Nil where the C library cannot tell.
  static var bytes: Int? {
    guard let symbol = dlsym(nil, "malloc_info") else { return nil }
    var text: UnsafeMutablePointer<CChar>?
    var size = 0
    guard let stream = open_memstream(&text, &size) else { return nil }
    let status = unsafeBitCast(symbol, to: Report.self)(0, stream)
    fclose(stream)
    defer { free(text) }
    guard status == 0, let text else { return nil }
    // After the heaps one by one come the totals.
    let totals = String(cString: text).components(after: "</heap>").last ?? ""
    func number(_ mark: String) -> Int {
      totals.components(after: mark).first
        .flatMap { $0.components(after: " size=\"").first }
        .flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
    }
    return number("<system type=\"current\"") + number("<total type=\"mmap\"")
      - number("<total type=\"fast\"") - number("<total type=\"rest\"")
  }
}

extension StringProtocol {
  fileprivate func components(after mark: String) -> [SubSequence] {
    ranges(of: mark).map { self[$0.upperBound...] }
  }
}
