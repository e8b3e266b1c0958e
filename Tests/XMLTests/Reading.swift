import XML

/// Reads text, or bytes, with a small vocabulary.
func read(
  _ text: String, charset: String? = nil, limits: XMLLimits = XMLLimits()
) throws(XMLError) -> XMLTree {
  try read(Array(text.utf8), charset: charset, limits: limits)
}

func read(
  _ bytes: [UInt8], charset: String? = nil, limits: XMLLimits = XMLLimits()
) throws(XMLError) -> XMLTree {
  try XMLParser(vocabulary: words, limits: limits).parse(bytes, charset: charset)
}

extension XMLParser {
  func parse(_ bytes: [UInt8], charset: String? = nil) throws(XMLError) -> XMLTree {
    try bytes.withUnsafeBytes { buffer in
      Result { () throws(XMLError) in try parse(buffer, charset: charset) }
    }.get()
  }
}

/// The reason `body` was refused for; nil when it was not.
func refusal(_ body: () throws(XMLError) -> XMLTree) -> XMLError.Reason? {
  do {
    _ = try body()
    return nil
  } catch {
    return error.reason
  }
}

let words = XMLVocabulary([
  XMLQualifiedName(namespace: "urn:a", local: "Body"),
  XMLQualifiedName(namespace: "", local: "Name"),
  XMLQualifiedName(namespace: "urn:a", local: "Name"),
])
let body = 0
let plainName = 1
let qualifiedName = 2
