import Glibc

/// A program that a test started, with its standard output to read and its standard input to close.
final class Subprocess {
  private let process: pid_t
  private let input: Int32
  private let output: Int32
  private var rest: [UInt8] = []

  /// `arguments[0]` is looked up in PATH. Nil when it cannot be started.
  init?(_ arguments: [String]) {
    // Sockets, since they can be made with the flag that keeps them out of other children.
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    var inputs: [Int32] = [-1, -1]
    var outputs: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, type, 0, &inputs) == 0, socketpair(AF_UNIX, type, 0, &outputs) == 0 else { return nil }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, inputs[0], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, outputs[1], STDOUT_FILENO)
    var pid: pid_t = 0
    let words = arguments.map { strdup($0) } + [nil]
    let error = posix_spawnp(&pid, words[0]!, &actions, nil, words, environ)
    for word in words { free(word) }
    close(inputs[0])
    close(outputs[1])
    (process, input, output) = (pid, inputs[1], outputs[0])
    if error != 0 { return nil }
  }

  /// Up to the next end of line, without it; nil at the end.
  func readLine() -> String? {
    while true {
      if let end = rest.firstIndex(of: 0x0a) {
        defer { rest.removeFirst(end + 1) }
        return String(decoding: rest[..<end], as: UTF8.self)
      }
      guard fill() else { return nil }
    }
  }

  private func fill() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(output, &buffer, buffer.count)
    rest += buffer.prefix(max(0, count))
    return count > 0
  }

  /// Closes its standard input and waits for it. Returns its exit status and what it still wrote.
  @discardableResult
  func finish() -> (status: Int32, output: String) {
    close(input)
    while fill() {}
    close(output)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return (status, String(decoding: rest, as: UTF8.self))
  }
}
