import XML

/// Why a request is not carried out: a row of the table, and a sentence for the person at the other end.
struct Fault: Error {
  let kind: FaultKind
  let detail: FaultDetail?
  let reason: String
  /// What goes into the answer besides: elements of Detail, or headers.
  let supplement: Supplement

  enum Supplement: Hashable {
    case none
    /// The filter dialects that would be taken.
    case supportedDialects([String])
    /// The fragment dialects that would be taken.
    case fragmentDialects([String])
    /// The headers that are not understood.
    case notUnderstood([XMLQualifiedName])
  }

  /// `reason` says what is wrong in this very request; without it the table's sentence is sent.
  init(_ kind: FaultKind, _ detail: FaultDetail? = nil, _ reason: String? = nil, supplement: Supplement = .none) {
    assert(detail.map(kind.row.details.contains) ?? true, "\(kind) does not go with \(detail!)")
    self.kind = kind
    self.detail = detail
    self.reason = reason ?? kind.row.reason
    self.supplement = supplement
  }
}

extension Fault {
  /// A document that could not be read.
  init(_ error: XMLError) {
    switch error.reason {
    case .unsupportedCharacterSet: self.init(.encodingLimit, .characterSet, error.description)
    case .limit(.size): self.init(.encodingLimit, .serviceEnvelopeLimit, error.description)
    case .limit: self.init(.encodingLimit, nil, error.description)
    case .malformed, .doctype, .processingInstruction: self.init(.schemaValidationError, nil, error.description)
    }
  }

  /// Text of the request, cut to a length that a sentence can bear.
  static func cut(_ text: String) -> String {
    text.unicodeScalars.count <= 128 ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(128))) + "…"
  }

  /// The same for a place in a sentence, where no text at all has to be seen too.
  static func shown(_ text: String) -> String { text.isEmpty ? "\"\"" : cut(text) }
}
