/// The addresses of one sweep: in order, each once.
public struct AddressList: Hashable, Sendable {
  /// So many addresses, at most.
  public static let limit = 65_536

  /// Sorted and apart from each other.
  let ranges: [AddressRange]
  public let count: Int

  /// At least one address, and `limit` at most.
  public init(_ ranges: [AddressRange]) throws(RangeError) {
    var merged: [AddressRange] = []
    for range in ranges.sorted(by: { $0.first < $1.first }) {
      if let before = merged.last, before.first.family == range.first.family, range.first <= before.last {
        merged[merged.count - 1] = AddressRange(first: before.first, last: Swift.max(before.last, range.last))
      } else {
        merged.append(range)
      }
    }
    var count = 0
    for range in merged {
      guard range.distance < UInt128(Self.limit - count) else { throw .tooMany }
      count += Int(range.distance) + 1
    }
    guard count > 0 else { throw .none }
    self.ranges = merged
    self.count = count
  }

  public var families: Set<IPAddress.Family> { Set(ranges.map(\.first.family)) }
}

extension AddressList: Sequence {
  public struct Iterator: IteratorProtocol, Sendable {
    fileprivate var ranges: ArraySlice<AddressRange>
    fileprivate var offset: UInt128 = 0

    public mutating func next() -> IPAddress? {
      guard let range = ranges.first else { return nil }
      defer {
        if offset == range.distance {
          ranges.removeFirst()
          offset = 0
        } else {
          offset += 1
        }
      }
      return IPAddress(range.first.family, range.first.number + offset)
    }
  }

  public func makeIterator() -> Iterator { Iterator(ranges: ranges[...]) }
}
