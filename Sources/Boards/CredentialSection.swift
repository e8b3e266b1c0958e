import Documents
import Drivers

/// Who logs in at a BMC, and with what.
struct BMCLogIn: Hashable {
  /// What a section says of it.
  enum Found {
    case nothing
    case logIn(BMCLogIn)
    /// An error was reported, there or where the credential is declared.
    case mistake

    init(_ logIn: BMCLogIn?) { self = logIn.map { .logIn($0) } ?? .mistake }
  }

  var user: String
  var password: BMCSettings.Password

  static let keys = ["user", "password-file", "password-credential"]

  /// `user` and `password-file` or `password-credential`; nil after an error. `what` names whose they are.
  init?(_ reader: inout MappingReader, _ what: String, _ records: RecordReader) {
    let user = reader.string("user")
    let isUserWritten = reader.has("user")
    if !isUserWritten { reader.diagnostics.error("\(what) needs 'user'.", at: reader.node) }
    guard let password = BMCLogIn.password(&reader, what, records), let user else { return nil }
    self.user = user
    self.password = password
  }

  private static func password(
    _ reader: inout MappingReader, _ what: String, _ records: RecordReader
  ) -> BMCSettings.Password? {
    switch (reader.node("password-file"), reader.node("password-credential")) {
    case (let file?, nil):
      return file.read(.string, as: "password-file", reader.diagnostics).map { .file(records.path($0, in: file)) }
    case (nil, let credential?):
      return credential.read(.credentialName, as: "password-credential", reader.diagnostics).map { .credential($0) }
    case (let file?, .some):
      reader.diagnostics.error("there is one password; leave out 'password-file' or 'password-credential'.", at: file)
      return nil
    case (nil, nil):
      reader.diagnostics.error("\(what) needs 'password-file' or 'password-credential'.", at: reader.node)
      return nil
    }
  }
}

/// The `credentials:` section: `{ id, user, password-file or password-credential }`, for BMCs that share them.
struct CredentialSection {
  static let ways = "'credential', or 'user' with 'password-file' or 'password-credential'"

  /// By id; nil where the entry has a mistake, so that those who use it need not complain as well.
  private var logIns: [String: BMCLogIn?] = [:]
  /// In the order of the file.
  private var names: [String] = []
  private let diagnostics: Diagnostics

  init(_ board: inout MappingReader, _ records: RecordReader) {
    diagnostics = records.diagnostics
    for item in board.each("credentials") {
      guard let id = item.member("id")?.text else { continue }
      if logIns[id] == nil { names.append(id) }
      logIns[id] = .some(nil)
    }
    let found = records.records("credentials", "a credential", word: "credential", in: &board) { reader, id in
      BMCLogIn(&reader, "a credential", records).map { (id, $0) }
    }
    for (id, logIn) in found { logIns[id] = .some(logIn) }
  }

  /// Nil after an error, here or where it was declared.
  func logIn(named node: Node) -> BMCLogIn? {
    guard let name = node.read(.string, as: "credential", diagnostics) else { return nil }
    if let declared = logIns[name] { return declared }
    diagnostics.error("there is no credential '\(name)'.\(hint(for: name, among: names))", at: node)
    return nil
  }
}

extension ValueType where Value == String {
  /// A name that stays in the directory of credentials.
  fileprivate static var credentialName: Self {
    ValueType("the name of a credential, as LoadCredential= has it") { (text) throws(Refusal) -> String? in
      let isName = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x2F && $0 != 0x3A }
      return isName && !text.isEmpty && text.utf8.count <= 255 && text != "." && text != ".." ? text : nil
    }
  }
}
