/// A management profile that a data file adds: its registration, and the classes it serves.
public struct Profile: Sendable {
  /// RegisteredName, without the word "Profile".
  public let name: String
  /// The number of its specification, such as `DSP1009`; nil when the file does not say.
  public let specification: String?
  public let organization: String
  /// `M.N.U`.
  public let version: String
  /// The class whose instances conform to it.
  public let centralClass: CIMClass
  /// The file it came from.
  public let file: String
  /// The classes it binds, associations last, in the order of the file.
  public internal(set) var classes: [CIMClass] = []

  /// The key of its registration, without spaces because one breaks a client: `DMTF:PowerStateManagement:1.0.2`.
  var instanceID: String { "\(organization):\(name.filter { $0 != " " }):\(version)" }
}
