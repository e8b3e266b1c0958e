import Model

/// Names an instance through changes of the model: what enumeration contexts and caches keep. Meaningful only to
/// the view it came from.
public struct InstanceID: Hashable, Sendable {
  enum Source: Hashable, Sendable {
    /// An instance of a bound class: the object it presents, or nil where the binding stands for itself.
    case bound(binding: Int, object: ObjectID?)
    indirect case association(binding: Int, first: InstanceID, second: InstanceID)
  }

  let source: Source
}
