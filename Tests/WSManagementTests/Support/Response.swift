@testable import WSManagement

/// An answer with the ways to look at its bytes that tests need.
struct Response {
  let status: Int
  let contentType: String
  let text: String

  init(_ answer: Answer) {
    status = answer.status
    contentType = answer.contentType
    text = String(decoding: answer.body, as: UTF8.self)
  }

  /// What stands between the tags of the first element of that name.
  func content(_ tag: String) -> String? {
    guard let start = text.firstRange(of: "<\(tag)>")?.upperBound else { return nil }
    return text[start...].firstRange(of: "</\(tag)>").map { String(text[start..<$0.lowerBound]) }
  }

  /// What stands in every element of that name.
  func contents(_ tag: String) -> [String] {
    text.components(after: "<\(tag)>").map {
      String($0[..<($0.firstRange(of: "</\(tag)>")?.lowerBound ?? $0.endIndex)])
    }
  }

  /// What stands between the tags of the first element of that name, which may have attributes.
  func inside(_ name: String) -> String? {
    guard let start = text.firstRange(of: "<\(name) ")?.upperBound,
      let end = text[start...].firstIndex(of: ">")
    else { return content(name) }
    let rest = text[text.index(after: end)...]
    return rest.firstRange(of: "</\(name)>").map { String(rest[..<$0.lowerBound]) }
  }

  var body: String? { content("a:Body") }
  var context: String? { content("wsen:EnumerationContext") }

  /// `wsman:InvalidSelectors/AmbiguousSelectors`, or without the detail; nil when it is no fault.
  var fault: String? {
    guard text.contains("<a:Fault>"), let code = content("a:Code") else { return nil }
    let values = code.components(after: "<a:Value>").map { String($0.prefix { $0 != "<" }) }
    let detail = content("wsman:FaultDetail").map { "/" + $0.split(separator: "/").last! } ?? ""
    return values.last! + detail
  }

  /// The sentence of a fault.
  var reason: String? {
    let tag = "<a:Text xml:lang=\"en-US\">"
    return text.components(after: tag).first.map { String($0.prefix { $0 != "<" }) }
  }
}

extension String {
  /// The text after each occurrence of `mark`.
  func components(after mark: String) -> [Substring] {
    ranges(of: mark).map { self[$0.upperBound...] }
  }
}
