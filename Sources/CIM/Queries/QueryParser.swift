import Documents

/// Reads a query from left to right, and checks each name and comparison against the schema as soon as the class is
/// known.
struct QueryParser {
  let language: QueryLanguage
  let schema: CIMSchema
  private var lexer: QueryLexer
  private(set) var token: QueryToken
  /// The class after FROM, and the other name it was given.
  private(set) var from: (cimClass: CIMClass, alias: String?)?
  /// The properties that the condition names; terms hold places in it.
  private var properties: [String] = []
  var tests = 0
  var patterns = 0

  init(_ text: String, _ language: QueryLanguage, _ schema: CIMSchema) throws(QueryError) {
    self.language = language
    self.schema = schema
    lexer = QueryLexer(text)
    token = try lexer.next()
  }

  mutating func query() throws(QueryError) -> InstanceQuery {
    try keyword("SELECT")
    let selected = try selectList()
    try keyword("FROM")
    let cimClass = try fromClass()
    let projection = try projection(of: selected, in: cimClass)
    var condition: QueryCondition?
    if token.isWord("WHERE") {
      try advance()
      condition = try disjunction(depth: 0)
    }
    guard case .end = token.content else { throw unexpected("the end of the query") }
    return InstanceQuery(
      cimClass: cimClass, projection: projection, condition: condition, properties: properties,
      effort: tests + patterns * QueryLimits.patternEffort)
  }

  mutating func advance() throws(QueryError) { token = try lexer.next() }

  /// The place in the query's list of a property.
  mutating func place(of property: CIMProperty) -> Int {
    if let place = properties.firstIndex(of: property.name) { return place }
    properties.append(property.name)
    return properties.count - 1
  }

  private mutating func keyword(_ keyword: String) throws(QueryError) {
    guard token.isWord(keyword) else { throw unexpected(keyword) }
    try advance()
  }

  /// The current word stands where something else belongs.
  func unexpected(_ wanted: String) -> QueryError {
    if case .word(let word) = token.content, let reason = Self.unsupported(word) {
      return QueryError(.unsupported, at: token.column, reason)
    }
    return QueryError(.syntax, at: token.column, "Here should be \(wanted), not \(token.shown).")
  }

  /// Words of the query languages, and of SQL, that Lantern has no use for. They are names where a name can stand.
  static func unsupported(_ word: String) -> String? {
    switch word.uppercased() {
    case "ASSOCIATORS", "REFERENCES":
      "\(word.uppercased()) OF is not supported: use the association filter."
    case "GROUP", "HAVING", "ORDER", "LIMIT", "WITHIN", "JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL",
      "UNION", "DISTINCT", "TOP", "FIRST", "ANY", "EVERY", "SATISFIES", "EXISTS", "IN", "BETWEEN", "ESCAPE", "INSERT",
      "UPDATE", "DELETE":
      "\(word.uppercased()) is not supported."
    default: nil
    }
  }
}

extension QueryParser {
  /// A name with what stands before its dots, and where each part begins.
  struct Path {
    var parts: [(name: String, column: Int)]
    var column: Int { parts[0].column }
    var shown: String { QueryError.shown(parts.map(\.name).joined(separator: ".")) }
  }

  /// `a`, `a.b`, and so on.
  mutating func path(orStar: Bool = false) throws(QueryError) -> Path {
    var path = Path(parts: [])
    while true {
      let column = token.column
      if orStar, token.isSymbol(.star), !path.parts.isEmpty {
        path.parts.append(("*", column))
        try advance()
        return path
      }
      guard case .word(let name) = token.content else { throw unexpected("the name of a property") }
      path.parts.append((name, column))
      guard path.parts.count <= 8 else { throw QueryError(.limit, at: column, "A name may have at most 8 parts.") }
      try advance()
      guard token.isSymbol(.dot) else { break }
      try advance()
    }
    if token.isSymbol(.open) {
      throw QueryError(.unsupported, at: path.column, "Functions are not supported: \(path.shown).")
    }
    return path
  }

  /// Nil for `*`.
  private mutating func selectList() throws(QueryError) -> [Path]? {
    if token.isSymbol(.star) {
      try advance()
      return nil
    }
    var list: [Path] = []
    while true {
      let path = try path(orStar: true)
      guard list.count < QueryLimits.selected else {
        throw QueryError(.limit, at: path.column, "A query may select at most \(QueryLimits.selected) names.")
      }
      list.append(path)
      try checkEndOfSelected(path)
      guard token.isSymbol(.comma) else { return list }
      try advance()
    }
  }

  private func checkEndOfSelected(_ path: Path) throws(QueryError) {
    if token.isWord("AS") {
      throw QueryError(.unsupported, at: token.column, "Other names for what is selected (AS) are not supported.")
    }
    if token.isSymbol(.openBracket) {
      throw QueryError(.unsupported, at: token.column, "Items of arrays cannot be selected: select the property.")
    }
    switch token.content {
    case .word where token.isWord("FROM"), .symbol(.comma), .end: return
    // `DISTINCT Name`, `TOP 5 *`: the first word was no name.
    default:
      if path.parts.count == 1, let reason = Self.unsupported(path.parts[0].name) {
        throw QueryError(.unsupported, at: path.column, reason)
      }
    }
  }

  private mutating func fromClass() throws(QueryError) -> CIMClass {
    let column = token.column
    guard case .word(let name) = token.content else { throw unexpected("the name of a class") }
    if name.isSameName(as: "meta_class") {
      throw QueryError(.unsupported, at: column, "Queries for classes (meta_class) are not supported.")
    }
    let cimClass = try knownClass(name, at: column, .unknownClass(name: name))
    try advance()
    if token.isSymbol(.comma) {
      throw QueryError(.unsupported, at: token.column, "A query can name one class only: joins are not supported.")
    }
    var alias: String?
    let isAnnounced = token.isWord("AS")
    if isAnnounced { try advance() }
    if case .word(let word) = token.content, isAnnounced || !token.isWord("WHERE") {
      if !isAnnounced, Self.unsupported(word) != nil { throw unexpected("WHERE") }
      alias = word
      try advance()
    } else if isAnnounced {
      throw unexpected("another name for the class")
    }
    from = (cimClass, alias)
    return cimClass
  }

  /// The class of that name, or an error of that kind.
  func knownClass(_ name: String, at column: Int, _ kind: QueryError.Kind) throws(QueryError) -> CIMClass {
    if let cimClass = schema.cimClass(name) { return cimClass }
    let near = name.utf8.count <= 64 ? suggestion(for: name, among: schema.classNames) : nil
    let hint = near.flatMap { schema.cimClass($0) }.map { " Did you mean \($0.name)?" } ?? ""
    throw QueryError(kind, at: column, "The schema has no class \(QueryError.shown(name)).\(hint)")
  }

  /// Nil where everything is selected, be it by `*` or by `Class.*`.
  private func projection(of paths: [Path]?, in cimClass: CIMClass) throws(QueryError) -> [String]? {
    guard let paths else { return nil }
    var names: [String] = []
    var isEverything = false
    for path in paths {
      if path.parts.count == 2, path.parts[1].name == "*" {
        try checkQualifier(path)
        isEverything = true
        continue
      }
      let name = try property(path, in: cimClass).name
      if !names.contains(name) { names.append(name) }
    }
    return isEverything ? nil : names
  }

  func property(_ path: Path, in cimClass: CIMClass) throws(QueryError) -> CIMProperty {
    var parts = path.parts[...]
    if parts.count > 1, isFromClass(parts[parts.startIndex].name) { parts.removeFirst() }
    let (name, column) = parts[parts.startIndex]
    if let property = cimClass.property(name) {
      guard parts.count == 1 else {
        throw QueryError(.unsupported, at: column, "What is inside of \(property.name) cannot be named.")
      }
      return property
    }
    if parts.count > 1 { try checkQualifier(path) }
    if name.hasPrefix("__") {
      throw QueryError(.unsupported, at: column, "The system property \(QueryError.shown(name)) is not supported here.")
    }
    let near = name.utf8.count <= 64 ? suggestion(for: name, among: cimClass.properties.lazy.map(\.name)) : nil
    let hint = near.map { "Did you mean \($0)?" } ?? "Name a class that has it after FROM."
    throw QueryError(
      .unknownProperty(name: name), at: column, "\(cimClass.name) has no property \(QueryError.shown(name)). \(hint)")
  }

  /// Whether the word stands for the instances of the class after FROM.
  func isFromClass(_ word: String) -> Bool {
    guard let from else { return false }
    return word.isSameName(as: from.cimClass.name) || from.alias.map { word.isSameName(as: $0) } ?? false
  }

  private func checkQualifier(_ path: Path) throws(QueryError) {
    guard !isFromClass(path.parts[0].name), let from else { return }
    throw QueryError(
      .unknownProperty(name: path.parts[0].name), at: path.column,
      "Before a dot there can be \(from.alias ?? from.cimClass.name) only, not \(QueryError.shown(path.parts[0].name))."
    )
  }
}
