public import Model

extension CIMView {
  /// The name under which an object is presented as a class; nil when no profile presents it so. The object need not be
  /// in the model yet.
  func path(of content: Content, as className: String) -> InstancePath? {
    guard let cimClass = schema.cimClass(className),
      let binding = bindings(of: cimClass).first(where: { $0.presents(content) })
    else { return nil }
    return Presentation(
      binding: binding, object: ModelObject(content: content, version: 0, validUntil: .distantFuture)
    ).path
  }
}

extension CIMView {
  /// Every name of an object: one for each class that presents it, in the order of the profiles.
  public func paths(of object: ModelObject) -> [InstancePath] {
    bindings.compactMap { presentation(of: object, by: $0)?.path }
  }
}
