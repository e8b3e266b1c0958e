public import Model

/// What the data in a part's memory say of it: an IPMI FRU image, a memory module's SPD, an SMBIOS structure, PMBus
/// texts. Placeholders such as `To Be Filled By O.E.M.` and blanks at the ends are gone already; what is not said is nil.
public struct PartFacts: Hashable, Sendable {
  public var manufacturer: String?
  /// The name people know it by.
  public var model: String?
  public var partNumber: String?
  public var serialNumber: String?
  public var version: String?
  public var sku: String?
  public var assetTag: String?
  public var manufactured: WallTime?
  /// SMBIOS chassis type (DSP0134 7.4.1).
  public var chassisType: UInt8?
  /// Memory modules.
  public var capacityBytes: UInt64?
  public var speedMegahertz: UInt32?
  /// A word of the `memory-type` vocabulary of profiles: `DDR4`.
  public var memoryType: String?
  public var formFactor: String?
  public var bank: String?
  /// What makers add, in their order.
  public var custom: [String] = []

  public init() {}

  public var isEmpty: Bool { self == PartFacts() }
}
