import Engine
import Glibc
import Hashing

/// What the tool writes to people and reads from them.
enum Console {
  static func say(_ line: String) { write(line, to: STDOUT_FILENO) }

  static func complain(_ line: String) { write(line, to: STDERR_FILENO) }

  /// Asks for a new password on the terminal, twice and without echo.
  static func newPassword(for name: String) throws -> [UInt8] {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else {
      throw Failure("There is no terminal to ask for the password. Use --password-file FILE, or - for standard input.")
    }
    defer { close(terminal) }
    let first = try hiddenLine("Password for \(name): ", on: terminal)
    var second = try hiddenLine("The same again: ", on: terminal)
    defer { wipe(&second) }
    guard constantTimeEqual(first, second) else { throw Failure("The two passwords differ. Nothing was changed.") }
    return first
  }

  /// Up to `limit` bytes of a file, or of standard input for `-`.
  static func contents(of path: String, limit: Int) throws -> [UInt8] {
    let file = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0, let bytes = readAll(file, limit: limit) else {
      throw Failure("Cannot read \(path): \(String(cString: strerror(errno))).")
    }
    if file != STDIN_FILENO { close(file) }
    return bytes
  }

  private static func readAll(_ descriptor: Int32, limit: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: limit)
    var filled = 0
    while filled < limit {
      let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress! + filled, limit - filled) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { break }
      filled += count
    }
    bytes.removeLast(limit - filled)
    return bytes
  }

  private static func hiddenLine(_ prompt: String, on terminal: Int32) throws -> [UInt8] {
    var before = termios()
    guard tcgetattr(terminal, &before) == 0 else { throw Failure("The terminal cannot hide what is typed.") }
    // Ctrl-C only interrupts the read: a terminal must not be left that shows nothing.
    var interrupting = sigaction()
    interrupting.__sigaction_handler.sa_handler = { _ in }
    var usual = sigaction()
    sigaction(SIGINT, &interrupting, &usual)
    defer { sigaction(SIGINT, &usual, nil) }
    var hidden = before
    hidden.c_lflag &= ~tcflag_t(ECHO)
    hidden.c_lflag |= tcflag_t(ECHONL | ICANON)
    tcsetattr(terminal, TCSAFLUSH, &hidden)
    defer { tcsetattr(terminal, TCSAFLUSH, &before) }
    write(prompt, to: terminal, end: "")
    var line = [UInt8](repeating: 0, count: 1024)
    defer { wipe(&line) }
    let count = read(terminal, &line, line.count)
    guard count > 0 else {
      write("", to: terminal)
      throw Failure("No password was given. Nothing was changed.")
    }
    return PasswordText.password(in: Array(line[..<count]))
  }

  private static func write(_ line: String, to descriptor: Int32, end: String = "\n") {
    var bytes = Array((line + end).utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
