/// The word most like `word`, for "did you mean"; nil when none is near enough to be meant.
/// Near is one slip (a letter missing, doubled, wrong or swapped with its neighbour) in every three letters.
public func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(word.lowercased().unicodeScalars)
  var best: (word: String, distance: Int)?
  for candidate in candidates {
    let letters = Array(candidate.lowercased().unicodeScalars)
    let allowed = max(1, min(wanted.count, letters.count) / 3)
    guard abs(wanted.count - letters.count) <= allowed else { continue }
    let distance = editDistance(wanted, letters)
    if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.word
}

/// ` Did you mean 'x'?`, or, where no word is near, the words there are.
public func hint(for word: String, among candidates: some Sequence<String>) -> String {
  if let meant = suggestion(for: word, among: candidates) { return " Did you mean '\(meant)'?" }
  let all = Array(candidates)
  return all.isEmpty || all.count > 20 ? "" : " Choose from: \(all.joined(separator: ", "))."
}

/// Optimal string alignment distance, by rows.
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    for j in b.indices {
      var cost = min(previous[j + 1] + 1, row[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforePrevious[j - 1] + 1) }
      row.append(cost)
    }
    (beforePrevious, previous) = (previous, row)
  }
  return previous[b.count]
}
