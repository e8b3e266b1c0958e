import CLibXML2

/// The functions that work through text, each counting that work as operations first.
///
/// libxml2 counts a call as one operation whatever the length of its arguments: a small expression could otherwise keep
/// it busy with megabytes.
enum XPathFunctions {
  private static let metered: [(name: StaticString, function: xmlXPathFunction)] = [
    ("concat", { call($0, $1, xmlXPathConcatFunction) }),
    ("contains", { call($0, $1, isProduct: true, xmlXPathContainsFunction) }),
    ("normalize-space", { call($0, $1, xmlXPathNormalizeFunction) }),
    ("number", { call($0, $1, xmlXPathNumberFunction) }),
    ("starts-with", { call($0, $1, xmlXPathStartsWithFunction) }),
    ("string", { call($0, $1, xmlXPathStringFunction) }),
    ("string-length", { call($0, $1, xmlXPathStringLengthFunction) }),
    ("substring", { call($0, $1, xmlXPathSubstringFunction) }),
    ("substring-after", { call($0, $1, isProduct: true, xmlXPathSubstringAfterFunction) }),
    ("substring-before", { call($0, $1, isProduct: true, xmlXPathSubstringBeforeFunction) }),
    ("sum", { call($0, $1, xmlXPathSumFunction) }),
    ("translate", { call($0, $1, isProduct: true, xmlXPathTranslateFunction) }),
  ]

  /// Puts them in place of libxml2's. False when there is no memory.
  static func install(in context: xmlXPathContextPtr) -> Bool {
    metered.allSatisfy { entry in
      xmlXPathRegisterFunc(context, entry.name.utf8Start, nil) == 0
        && xmlXPathRegisterFunc(context, entry.name.utf8Start, entry.function) == 0
    }
  }

  /// `isProduct`: the first argument is gone through for each character of the second.
  private static func call(
    _ parser: xmlXPathParserContextPtr?, _ count: Int32, isProduct: Bool = false,
    _ function: (xmlXPathParserContextPtr?, Int32) -> Void
  ) {
    guard let parser, let context = parser.pointee.context else { return }
    // The last argument first.
    var sizes: [UInt64] = []
    for place in 0..<Int(min(count, parser.pointee.valueNr)) {
      sizes.append(size(of: parser.pointee.valueTab[Int(parser.pointee.valueNr) - 1 - place]))
    }
    if count == 0, let node = context.pointee.node { sizes = [UInt64(node.range.count)] }
    var cost = sizes.reduce(0, +) * UInt64(max(1, sizes.count)) / 64
    if isProduct, sizes.count > 1 { cost += sizes[sizes.count - 1] * sizes[sizes.count - 2] / 256 }
    let (total, limit) = (UInt64(context.pointee.opCount) + cost, UInt64(context.pointee.opLimit))
    guard total <= limit else { return xmlXPathErr(parser, Int32(XPATH_OP_LIMIT_EXCEEDED.rawValue)) }
    context.pointee.opCount = UInt(total)
    function(parser, count)
  }

  /// Bytes of text that an argument is, about.
  private static func size(of value: xmlXPathObjectPtr?) -> UInt64 {
    guard let value else { return 0 }
    switch value.pointee.type {
    case XPATH_STRING: return UInt64(xmlStrlen(value.pointee.stringval))
    case XPATH_NODESET:
      guard let set = value.pointee.nodesetval else { return 0 }
      return (0..<Int(set.pointee.nodeNr)).reduce(0) { sum, place in
        sum + UInt64(set.pointee.nodeTab[place]?.range.count ?? 0)
      }
    default: return 0
    }
  }
}
