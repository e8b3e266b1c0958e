/// What one FRU device says of the part it sits on. Empty fields are nil.
public struct FRURecord: Hashable, Sendable {
  public struct Chassis: Hashable, Sendable {
    /// SMBIOS chassis type.
    public var type: UInt8 = 0
    public var partNumber: String?
    public var serialNumber: String?
    public init() {}
  }

  public struct Board: Hashable, Sendable {
    /// Minutes since 1996-01-01 UTC; 0 when it is not said.
    public var manufacturedMinutes: UInt32 = 0
    public var manufacturer: String?
    public var productName: String?
    public var serialNumber: String?
    public var partNumber: String?
    public init() {}
  }

  public struct Product: Hashable, Sendable {
    public var manufacturer: String?
    public var name: String?
    public var partNumber: String?
    public var version: String?
    public var serialNumber: String?
    public var assetTag: String?
    public init() {}
  }

  /// The multirecord Power Supply Information.
  public struct Supply: Hashable, Sendable {
    public var ratedWatts: UInt32 = 0
    /// Millivolts; zeros where there is no such range.
    public var range1Low: UInt32 = 0
    public var range1High: UInt32 = 0
    public var range2Low: UInt32 = 0
    public var range2High: UInt32 = 0
    /// Hertz.
    public var frequencyLow: UInt32 = 0
    public var frequencyHigh: UInt32 = 0
    public init() {}
  }

  public var deviceID: UInt8
  public var name: String
  public var entityID: UInt8
  public var entityInstance: UInt8
  public var chassis: Chassis?
  public var board: Board?
  public var product: Product?
  public var supply: Supply?
  /// How many different problems are kept: data of a broken device can have thousands of broken areas.
  static let maximumProblems = 8

  /// What is wrong with areas that could not be read, as sentences, each once; the other areas are good.
  public internal(set) var problems: [String] = []

  public init(deviceID: UInt8, name: String, entityID: UInt8, entityInstance: UInt8) {
    self.deviceID = deviceID
    self.name = name
    self.entityID = entityID
    self.entityInstance = entityInstance
  }

  public mutating func add(problem: String) {
    guard problems.count < FRURecord.maximumProblems, !problems.contains(problem) else { return }
    problems.append(problem)
  }
}
