import Model

/// One instance as it stands at one moment. Values are computed when they are asked for.
public struct Instance: Sendable {
  public let id: InstanceID
  /// The leaf class.
  public let cimClass: CIMClass
  /// Changes exactly when any property may have changed, freshness included. Rendered bytes can be kept by `id` and
  /// this.
  public let renderVersion: UInt64
  let body: Body

  enum Body: Sendable {
    case bound(Presentation)
    case association(AssociationBinding, ends: [Presentation])
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
    guard let slot = cimClass.property(name)?.index else { return nil }
    switch body {
    case .bound(let presentation):
      let bound = presentation.binding.properties.first { $0.property.index == slot }
      return bound?.source.value(of: presentation.object)
    case .association(let binding, let ends):
      let bound = binding.properties.first { $0.property.index == slot }
      return bound.flatMap { binding.value(of: $0, ends) }
    }
  }

  /// The model object it presents; nil for associations and for what presents none.
  var object: ObjectID? {
    if case .bound(let presentation) = body { presentation.object?.id } else { nil }
  }
}

/// A model object as one bound class presents it.
struct Presentation: Sendable {
  let binding: ClassBinding
  /// With the content that may be told at the moment; nil where the binding presents no object.
  let object: ModelObject?

  var path: InstancePath {
    InstancePath(
      className: binding.cimClass.name,
      keys: zip(binding.cimClass.keys, binding.keys).map { key, template in
        InstanceKey(name: key.name, value: .text(template.text(of: object)))
      })
  }
}
