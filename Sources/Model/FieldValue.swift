/// The value of one field of a model object, as faces read it by name.
public enum FieldValue: Hashable, Sendable {
  /// Unknown, absent or not applicable: faces leave the property out.
  case none
  case bool(Bool)
  case integer(Int64)
  case real(Double)
  case string(String)
  case strings([String])
  /// One word of a closed vocabulary (an enum's raw value); faces translate it by a map.
  case choice(String)
  case choices([String])
  case time(WallTime)
  case duration(Duration)
  case object(ObjectID)

  public init(_ value: String?) { self = value.map { .string($0) } ?? .none }
  public init(_ value: Double?) { self = value.map { .real($0) } ?? .none }
  public init(_ value: Bool?) { self = value.map { .bool($0) } ?? .none }
  public init(_ value: ObjectID?) { self = value.map { .object($0) } ?? .none }
  public init(_ value: WallTime?) { self = value.map { .time($0) } ?? .none }
  public init(_ value: Duration?) { self = value.map { .duration($0) } ?? .none }
  public init(_ value: (some BinaryInteger)?) { self = value.map { .integer(Int64(clamping: $0)) } ?? .none }
  public init<T: RawRepresentable>(choice value: T?) where T.RawValue == String {
    self = value.map { .choice($0.rawValue) } ?? .none
  }
  public init<T: RawRepresentable>(choices value: [T]) where T.RawValue == String {
    self = .choices(value.map(\.rawValue))
  }
}

/// What a field can hold when it is not `none`; profiles are checked against it when they are loaded.
public enum FieldType: String, Sendable {
  case bool, integer, real, string, strings, choice, choices, time, duration, object
  /// Texts that can be given and are never told: the value of the field is always `none`.
  case secret
}

/// One named field of a kind of object. `vocabulary` lists every word of a `choice` or `choices` field.
public struct Field<Object>: Sendable {
  public let name: String
  public let type: FieldType
  public let vocabulary: [String]
  /// Whether it can change when readings do, and so must not decide what exists or what it is called.
  public let followsReading: Bool
  public let get: @Sendable (Object) -> FieldValue

  public init(
    _ name: String, _ type: FieldType, vocabulary: [String] = [], followsReading: Bool = false,
    _ get: @escaping @Sendable (Object) -> FieldValue
  ) {
    self.name = name
    self.type = type
    self.vocabulary = vocabulary
    self.followsReading = followsReading
    self.get = get
  }
}

extension CaseIterable where Self: RawRepresentable, RawValue == String {
  static var words: [String] { allCases.map(\.rawValue) }
}
