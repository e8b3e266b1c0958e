import Documents
import Model

@testable import Boards

/// One data file: what was read reads the same when it is written out again, every complaint is a sentence with a
/// place in the file, and the readers of boards take whatever it is.
enum YAMLTarget {
  static func run(_ input: UnsafeRawBufferPointer) throws(Violation) {
    let bytes = Array(input)
    let diagnostics = Diagnostics()
    let root = YAML.parse(bytes, file: "input.yaml", into: diagnostics)
    try DiagnosticCheck.check(diagnostics, bytes)
    try require(root != nil || diagnostics.hasErrors, "nothing was read and nothing was said")
    guard let root else { return }
    try YAMLAgreement.check(root)
    var repetition = Repetition(diagnostics)
    let board = repetition.assembled(repetition.writtenOut(root))
    let library = ChipLibrary(dataDirectories: [SampleMachine.root])
    if var loader = BoardLoader(board, library: library, simulation: nil, diagnostics) {
      let board = loader.load(fallbackName: "input")
      try require(board.contents.contains { $0.id.kind == .system }, "the board has no system")
      try require(Set(board.contents.map(\.id)).count == board.contents.count, "two objects have one id")
    }
    try DiagnosticCheck.check(diagnostics, nil)
  }
}

/// Diagnostics as people can use them.
enum DiagnosticCheck {
  /// `bytes`: of the only file that is meant; nil when there may be others.
  static func check(_ diagnostics: Diagnostics, _ bytes: [UInt8]?) throws(Violation) {
    let lines = bytes.map { $0.count { $0 == 0x0A || $0 == 0x0D } + 2 * $0.count { $0 > 0x7F } + 1 }
    for diagnostic in diagnostics.all {
      let message = diagnostic.message
      try require(message.isSentence, "not a sentence: \(message)")
      try require(message.utf8.count < 4096, "a message of \(message.utf8.count) bytes")
      guard let position = diagnostic.position else { continue }
      try require(position.line >= 1 && position.column >= 1, "no place in a file: \(diagnostic)")
      if let lines { try require(position.line <= lines + 1, "line \(position.line) of \(lines): \(diagnostic)") }
    }
  }
}

/// What the reader makes of a document, written out and read again, is the same.
enum YAMLAgreement {
  static func check(_ root: Node) throws(Violation) {
    var text = ""
    print(root, to: &text)
    let diagnostics = Diagnostics()
    guard let again = YAML.parse(Array(text.utf8), file: root.file, into: diagnostics) else {
      throw Violation("what was read cannot be read again: \(diagnostics.all.first?.description ?? "") in \(text)")
    }
    var textAgain = ""
    print(again, to: &textAgain)
    try require(text == textAgain, "what was read reads differently the second time")
  }

  /// On one line, every scalar between quotes.
  private static func print(_ node: Node, to text: inout String) {
    switch node.content {
    case .null: text += "~"
    case .scalar(let value, let isPlain):
      // Only a plain scalar can be another word for nothing.
      if isPlain, !value.isEmpty, value.utf8.allSatisfy({ 0x61...0x7A ~= $0 }) {
        text += value
      } else {
        quote(value, to: &text)
      }
    case .sequence(let items):
      text += "["
      for item in items {
        print(item, to: &text)
        text += " , "
      }
      text += "]"
    case .mapping(let pairs):
      text += "{"
      for pair in pairs {
        // Without the question mark libyaml takes keys of at most 1024 characters.
        text += "? "
        print(pair.key, to: &text)
        text += " : "
        print(pair.value, to: &text)
        text += " , "
      }
      text += "}"
    }
  }

  private static func quote(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C: text += "\\\(scalar)"
      case 0x20..<0x7F: text.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16)
        text += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      }
    }
    text += "\""
  }
}
