import CIM
import Model

/// The sample board, asked by queries.
struct QuerySample {
  static let view = Shipped.plain.view
  var board = SampleBoard()

  init() {}

  /// With only this fan.
  init(fanNamed name: String) {
    var fan = SampleBoard.fan
    fan.name = name
    board = SampleBoard([.system(SampleBoard.system), .fan(fan)])
  }

  /// What a query finds among all instances of CIM_ManagedElement and all associations, by DeviceID, Tag or Name.
  func found(_ text: String, _ language: QueryLanguage) throws -> [String] {
    let query = try InstanceQuery.parse(text, language, schema: Self.view.schema)
    return ["CIM_ManagedElement", "CIM_SystemDevice"].flatMap { Self.view.all($0, board) }
      .filter { query.matches($0) }
      .map { instance in
        let key = ["DeviceID", "Tag", "Name", "InstanceID"].lazy.compactMap { instance[$0] }.first
        if case .string(let name)? = key { return name } else { return instance.cimClass.name }
      }
  }

  /// What is found with this after WHERE among the fans and sensors.
  func devices(where condition: String, _ language: QueryLanguage = .wql) throws -> [String] {
    try ["CIM_Fan", "CIM_NumericSensor"].flatMap { try found("SELECT * FROM \($0) WHERE \(condition)", language) }
  }

  func fans(where condition: String, _ language: QueryLanguage = .wql) throws -> [String] {
    try found("SELECT * FROM CIM_Fan WHERE \(condition)", language)
  }

  func sensors(where condition: String, _ language: QueryLanguage = .wql) throws -> [String] {
    try found("SELECT * FROM CIM_NumericSensor WHERE \(condition)", language)
  }
}

/// A query, or a condition on fans, with a `‸` before the character that an error is expected at.
struct MarkedQuery: CustomStringConvertible, Sendable, ExpressibleByStringLiteral {
  let text: String
  let column: Int

  init(stringLiteral text: String) {
    let marked = text.hasPrefix("WHERE ") ? "SELECT * FROM CIM_Fan " + text : text
    let parts = marked.unicodeScalars.split(separator: "‸", omittingEmptySubsequences: false)
    precondition(parts.count == 2, "one mark is needed: \(marked)")
    self.text = String(parts[0]) + String(parts[1])
    column = parts[0].count + 1
  }

  var description: String { text }

  /// The error of parsing it; nil when it is accepted.
  func error(_ language: QueryLanguage) -> QueryError? {
    do {
      _ = try InstanceQuery.parse(text, language, schema: QuerySample.view.schema)
      return nil
    } catch {
      return error
    }
  }
}
