import CIM

/// What an enumeration sends, and how far it has come. Its size does not depend on how many instances there are.
struct Enumeration: Sendable {
  var cursor: InstanceCursor
  /// Nil: every instance.
  let filter: InstanceFilter?
  let shape: ItemShape
  /// Items sent so far.
  var sent = 0
}

/// What stands for an instance in an enumeration (DSP0226 8.7).
enum EnumerationMode: Sendable {
  case object, reference, objectAndReference
}

/// How an instance is shown.
struct ItemShape: Sendable {
  var mode = EnumerationMode.object
  /// The class as whose instance it comes; nil: its own.
  var cast: CIMClass?
  /// The properties that come, in a `wsman:XmlFragment`; nil: the whole instance.
  var projection: Projection?
}

/// Names of properties, in any case of letters.
struct Projection: Hashable, Sendable {
  private let names: Set<String>

  init(_ names: some Sequence<String>) { self.names = Set(names.map { $0.lowercased() }) }

  func contains(_ name: String) -> Bool { names.contains(name.lowercased()) }
}
