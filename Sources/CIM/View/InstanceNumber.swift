import Model

/// Tells an instance from all others that its view ever had, by numbers: quicker to compare and smaller to keep than
/// names. An object that goes and comes again makes another instance.
public struct InstanceNumber: Hashable, Sendable {
  /// -1 for an instance of a bound class.
  private let association: Int32
  private let bindings: (first: Int32, second: Int32)
  private let objects: (first: UInt64, second: UInt64)

  init(_ presentation: Presentation) {
    association = -1
    bindings = (Int32(presentation.binding.number), -1)
    objects = (presentation.object?.ordinal ?? 0, 0)
  }

  init(_ association: AssociationBinding, _ first: Presentation, _ second: Presentation) {
    self.association = Int32(association.number)
    bindings = (Int32(first.binding.number), Int32(second.binding.number))
    objects = (first.object?.ordinal ?? 0, second.object?.ordinal ?? 0)
  }

  public static func == (a: InstanceNumber, b: InstanceNumber) -> Bool {
    a.association == b.association && a.bindings == b.bindings && a.objects == b.objects
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(UInt64(UInt32(bitPattern: association)) << 32 | UInt64(UInt32(bitPattern: bindings.first)))
    hasher.combine(objects.first)
    if association >= 0 {
      hasher.combine(bindings.second)
      hasher.combine(objects.second)
    }
  }
}
