import Model

/// Tells an instance from all others that its view ever had, by numbers: quicker to compare and smaller to keep than
/// names. An object that goes and comes again makes another instance.
public struct InstanceNumber: Hashable, Sendable {
  /// -1 for an instance of a bound class.
  private let association: Int32
  private let bindings: (first: Int32, second: Int32)
  private let objects: (first: UInt64, second: UInt64)

  init(_ body: Instance.Body) {
    switch body {
    case .bound(let presentation):
      association = -1
      bindings = (Int32(presentation.binding.number), -1)
      objects = (presentation.object?.ordinal ?? 0, 0)
    case .association(let binding, let ends):
      association = Int32(binding.number)
      bindings = (Int32(ends[0].binding.number), Int32(ends[1].binding.number))
      objects = (ends[0].object?.ordinal ?? 0, ends[1].object?.ordinal ?? 0)
    }
  }

  public static func == (a: InstanceNumber, b: InstanceNumber) -> Bool {
    a.association == b.association && a.bindings == b.bindings && a.objects == b.objects
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(association)
    hasher.combine(bindings.first)
    hasher.combine(objects.first)
    if association >= 0 {
      hasher.combine(bindings.second)
      hasher.combine(objects.second)
    }
  }
}
