import Model

extension Duration {
  /// `15 s` or `200 ms`, for sentences.
  var inWords: String {
    let milliseconds = nanoseconds / 1_000_000
    return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
  }
}
