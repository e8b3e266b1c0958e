import Glibc

/// Writes one line on standard error, which the agent's log shares.
func complain(_ sentence: String) {
  let line = "lantern-ipmi: \(sentence)\n"
  _ = Array(line.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
