import Glibc

extension BMCSettings.Password {
  /// `$CREDENTIALS_DIRECTORY`, where systemd puts what the unit's `LoadCredential=` names; nil where it is not set.
  static var credentialsDirectory: String? { getenv("CREDENTIALS_DIRECTORY").map { String(cString: $0) } }

  /// The first line of the file, without its end.
  func read(credentialsDirectory: String?) throws(SourceFailure) -> [UInt8] {
    switch self {
    case .file(let path):
      if let password = Self.firstLine(of: path) { return password }
      throw SourceFailure(
        kind: "no-password",
        message: "The password file \(path) cannot be read: create it, with the BMC's password in its first line, "
          + "readable for the service only.")
    case .credential(let name):
      guard let credentialsDirectory else {
        throw SourceFailure(
          kind: "no-password",
          message: "There is no directory of credentials for '\(name)': start the agent by systemd, with "
            + "LoadCredential=\(name):FILE in its unit.")
      }
      if let password = Self.firstLine(of: "\(credentialsDirectory)/\(name)") { return password }
      throw SourceFailure(
        kind: "no-password",
        message: "There is no credential '\(name)': name it in the agent's unit with LoadCredential=\(name):FILE, the "
          + "BMC's password in the first line of that file.")
    }
  }

  /// Nil when there is no such file, or nothing in it.
  private static func firstLine(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // IPMI 2.0 passwords have at most 20 bytes.
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    let line = buffer.prefix(max(0, count)).prefix { $0 != 0x0a && $0 != 0x0d && $0 != 0 }
    return line.isEmpty ? nil : Array(line)
  }
}
