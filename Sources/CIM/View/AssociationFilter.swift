/// What an association query asks for (DSP0227 8.2). Classes match with their subclasses; nil matches everything.
public struct AssociationFilter: Sendable {
  public var associationClass: CIMClass?
  /// The property of the association that points to the instance asked about.
  public var role: String?
  public var resultClass: CIMClass?
  /// The property of the association that points to the result.
  public var resultRole: String?

  public init(
    associationClass: CIMClass? = nil, role: String? = nil, resultClass: CIMClass? = nil, resultRole: String? = nil
  ) {
    self.associationClass = associationClass
    self.role = role
    self.resultClass = resultClass
    self.resultRole = resultRole
  }
}
