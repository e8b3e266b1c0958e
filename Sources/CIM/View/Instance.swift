import Model

/// One instance as it stands at one moment. Values are computed when they are asked for.
public struct Instance: Sendable {
  /// The leaf class.
  public let cimClass: CIMClass
  /// Changes exactly when any property may have changed, freshness included. Rendered bytes can be kept by `number`
  /// and this.
  public let renderVersion: UInt64
  public let number: InstanceNumber
  let body: Body

  enum Body: Sendable {
    case bound(Presentation)
    case association(AssociationBinding, ends: [Presentation])
  }

  public var id: InstanceID {
    switch body {
    case .bound(let presentation): presentation.id
    case .association(let binding, let ends):
      InstanceID(source: .association(binding: binding.number, first: ends[0].id, second: ends[1].id))
    }
  }

  /// The class and all keys.
  public var path: InstancePath {
    switch body {
    case .bound(let presentation): presentation.path
    case .association(let binding, let ends):
      InstancePath(
        className: cimClass.name,
        keys: zip(binding.ends, ends).map { end, presentation in
          InstanceKey(name: end.property.name, value: .reference(presentation.path))
        })
    }
  }

  /// All properties that have a value, keys included, in the order of XML. NULLs are skipped.
  public func forEachProperty(_ body: (CIMProperty, CIMValue) -> Void) {
    switch self.body {
    case .bound(let presentation):
      for bound in presentation.binding.properties {
        if let value = bound.source.value(of: presentation.object) { body(bound.property, value) }
      }
    case .association(let binding, let ends):
      for bound in binding.properties {
        if let value = binding.value(of: bound, ends) { body(bound.property, value) }
      }
    }
  }

  /// The value of a property, its name in any case of letters; nil for NULL and for what the class does not have.
  public subscript(_ name: String) -> CIMValue? {
    cimClass.property(name).flatMap { value(at: $0.index) }
  }

  /// The model object it presents; nil for associations and for what presents none.
  var object: ObjectID? {
    if case .bound(let presentation) = body { presentation.object?.id } else { nil }
  }
}

extension Instance {
  init(_ found: Found, at now: Instant, in snapshot: Snapshot) {
    switch found {
    case .bound(let presentation):
      cimClass = presentation.binding.cimClass
      renderVersion = presentation.renderVersion(at: now)
      number = InstanceNumber(presentation)
      body = .bound(presentation.tellable(at: now))
    case .link(let association, let first, let second):
      cimClass = association.cimClass
      renderVersion =
        association.followsState
        ? first.renderVersion(at: now).joined(second.renderVersion(at: now)) : snapshot.structureVersion
      number = InstanceNumber(association, first, second)
      body = .association(association, ends: [first.tellable(at: now), second.tellable(at: now)])
    }
  }
}

extension UInt64 {
  /// The render version of an association whose ends have these. A newer object has a greater version than all before
  /// it, so the greater of two follows both.
  fileprivate func joined(_ other: UInt64) -> UInt64 {
    Swift.max(self >> 1, other >> 1) << 2 | (self & 1) << 1 | other & 1
  }
}
