/// What instances a walk goes through, and how far it has come. Its size does not depend on how many there are. It holds
/// through changes of the model: an instance that stays is met once, whatever comes and goes around it. Meaningful only
/// to the view it came from.
public struct InstanceCursor: Sendable {
  enum Scope: Sendable {
    case nothing
    /// The instances of a class, and of its subclasses unless `exactly`.
    case instances(CIMClass, exactly: Bool)
    /// What stands at the other ends of associations of one instance: those of a class, if one is named.
    case partners(of: InstanceID, by: [AssociationSide], CIMClass?)
    /// These associations themselves.
    case references(to: InstanceID, by: [AssociationSide])
  }

  struct Place: Hashable, Sendable {
    /// The class binding, association, or side of one, that is gone through.
    var step = 0
    /// In an association: which of the class bindings of its natural end, and how far in it.
    var candidate = 0
    var object = ObjectPlace()
    /// Whether the partners of that object are being gone through, and how far.
    var isInside = false
    var partner = PartnerPlace()

    mutating func nextStep() { self = Place(step: step + 1) }

    mutating func nextCandidate() { self = Place(step: step, candidate: candidate + 1) }
  }

  let scope: Scope
  var place = Place()
  /// There is nothing more.
  public internal(set) var isAtEnd = false

  /// A walk through nothing.
  public static let empty = InstanceCursor(scope: .nothing, isAtEnd: true)

  /// The same walk from its beginning.
  var fromStart: InstanceCursor { InstanceCursor(scope: scope) }
}

/// An association seen from one of its ends.
struct AssociationSide: Hashable, Sendable {
  /// The association's place in the view's list.
  let association: Int
  let end: Int
}

extension CIMView {
  /// A walk through all instances of a class, each under its own class: those of subclasses too, unless `exactly`. In
  /// the order of the profiles, and in each class of the model.
  public func cursor(of cimClass: CIMClass, exactly: Bool = false) -> InstanceCursor {
    InstanceCursor(scope: .instances(cimClass, exactly: exactly))
  }

  /// A walk through the instances at the other ends of the associations that `id` takes part in, each once, in the
  /// order of the profiles. Associations themselves have no partners.
  public func cursor(associatedWith id: InstanceID, _ filter: AssociationFilter) -> InstanceCursor {
    InstanceCursor(scope: .partners(of: id, by: sides(of: id, filter), filter.resultClass))
  }

  /// A walk through the association instances that name `id`: those of `resultClass` and its subclasses, in which `id`
  /// stands in the property `role`.
  public func cursor(referencing id: InstanceID, resultClass: CIMClass?, role: String?) -> InstanceCursor {
    let filter = AssociationFilter(associationClass: resultClass, role: role)
    return InstanceCursor(scope: .references(to: id, by: sides(of: id, filter)))
  }

  private func sides(of id: InstanceID, _ filter: AssociationFilter) -> [AssociationSide] {
    guard case .bound(let number, _) = id.source else { return [] }
    let mine = bindings[number]
    return (filter.associationClass.map(associations(of:)) ?? associations).flatMap { association in
      [0, 1].compactMap { end in
        let (here, there) = (association.ends[end], association.ends[1 - end])
        guard here.accepts(mine, role: filter.role), there.isNamed(filter.resultRole),
          filter.resultClass.map({ wanted in there.candidates.contains { $0.cimClass.isKind(of: wanted) } }) ?? true
        else { return nil }
        return AssociationSide(association: association.number, end: end)
      }
    }
  }
}

extension AssociationBinding.End {
  fileprivate func isNamed(_ role: String?) -> Bool { role.map { property.name.isSameName(as: $0) } ?? true }

  fileprivate func accepts(_ binding: ClassBinding, role: String?) -> Bool {
    isNamed(role) && candidates.contains { $0 === binding }
  }
}
