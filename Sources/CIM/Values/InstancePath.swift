/// The value of one key: text as in a Selector, or a reference.
public enum KeyValue: Hashable, Sendable {
  case text(String)
  case reference(InstancePath)
}

public struct InstanceKey: Hashable, Sendable {
  public var name: String
  public var value: KeyValue

  public init(name: String, value: KeyValue) {
    self.name = name
    self.value = value
  }
}

/// Names an instance: its class and its keys, in the class's key order where Lantern made it. Paths that come
/// from clients may have other cases of letters, another order, a superclass, or some keys only.
public struct InstancePath: Hashable, Sendable {
  public var className: String
  public var keys: [InstanceKey]

  public init(className: String, keys: [InstanceKey]) {
    self.className = className
    self.keys = keys
  }

  /// The value of a key, its name in any case of letters.
  public subscript(_ name: String) -> KeyValue? { keys.first { $0.name.isSameName(as: name) }?.value }
}

extension InstancePath: CustomStringConvertible {
  /// `CIM_Fan.CreationClassName="CIM_Fan",DeviceID="fan1"`, after DSP0004 8.2.5.
  public var description: String {
    className + "."
      + keys.map { key in
        switch key.value {
        case .text(let text): "\(key.name)=\"\(text)\""
        case .reference(let path): "\(key.name)={\(path)}"
        }
      }.joined(separator: ",")
  }
}

/// One selector of a request. Names match in any case of letters, values exactly.
public struct Selector: Hashable, Sendable {
  public var name: String
  public var value: KeyValue

  public init(name: String, value: KeyValue) {
    self.name = name
    self.value = value
  }
}
