import Model

/// Text with holes that are filled from fields: `Lantern:Power:{id}`.
struct Template: Hashable, Sendable {
  enum Piece: Hashable, Sendable {
    case text(String)
    case field(FieldReference)
  }

  let pieces: [Piece]

  /// The whole of a template without holes.
  var literal: String? {
    switch pieces.first {
    case nil: ""
    case .text(let text) where pieces.count == 1: text
    default: nil
    }
  }

  var fields: [FieldReference] {
    pieces.compactMap { if case .field(let field) = $0 { field } else { nil } }
  }

  /// A field without a value leaves its hole empty.
  func text(of object: ModelObject?) -> String {
    if pieces.count == 1 { return text(of: pieces[0], object) }
    var text = ""
    for piece in pieces { text += self.text(of: piece, object) }
    return text
  }

  private func text(of piece: Piece, _ object: ModelObject?) -> String {
    switch piece {
    case .text(let text): text
    case .field(let field): object.map { $0[field].text } ?? ""
    }
  }
}

extension FieldValue {
  /// As it stands in keys and other text; empty for `none`.
  var text: String {
    switch self {
    case .none: ""
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .real(let value): value.description
    case .string(let value), .choice(let value): value
    case .strings(let values), .choices(let values): values.joined(separator: " ")
    case .time(let value): value.iso8601
    case .duration(let value): String(value.nanoseconds)
    case .object(let id): id.id
    }
  }
}
