import CIM
import XML

extension XMLFragmentWriter {
  /// A property or parameter: one element, or one for each item of an array (DSP0230 7.2). `isOctetString` is for
  /// uint8 arrays, which are one text then.
  mutating func property(_ name: String, _ value: CIMValue, isOctetString: Bool = false) {
    guard case .array(let items) = value else { return single(name, value) }
    if isOctetString { return element(name) { $0.plain.text(items.octets.base64) } }
    for item in items { single(name, item) }
  }

  private mutating func single(_ name: String, _ value: CIMValue) {
    if case .instance(let instance) = value {
      element(name, attributes: [.type(of: instance)]) { $0.plain.embeddedContent(instance) }
    } else {
      element(name) { $0.plain.value(value) }
    }
  }
}

extension XMLWriter {
  /// The content of a property's element (DSP8004).
  mutating func value(_ value: CIMValue) {
    switch value {
    case .boolean(let value): text(value ? "true" : "false")
    case .unsigned(let value): number(value)
    case .signed(let value): number(value)
    case .real(let value): text(value.xmlText)
    case .string(let value): text(value)
    case .datetime(.timestamp(let microseconds, let offset)):
      element(Tags.datetime, XMLDateTime.text(microsecondsSince1970: microseconds, offset: offset))
    case .datetime(.interval(let microseconds)): element(Tags.interval, XMLDuration.text(microseconds: microseconds))
    case .datetime(.partial(let partial)): element(XMLPartialTime.tag(of: partial), XMLPartialTime.text(of: partial))
    case .reference(let path): referenceContent(path)
    case .instance(let instance): embeddedContent(instance)
    case .array(let items): for item in items { self.value(item) }
    }
  }

  /// The properties of an embedded instance, their prefix the name of its class (DSP0230 7.2.5.2).
  mutating func embeddedContent(_ instance: EmbeddedInstance) {
    instance.forEachProperty { property, value in
      guard let tag = XMLTag(instance.cimClass.name, checking: property.name) else { return }
      guard case .array(let items) = value else { return embedded(tag, value) }
      if property.isOctetString, property.type == .uint8 { return element(tag, items.octets.base64) }
      for item in items { embedded(tag, item) }
    }
  }

  private mutating func embedded(_ tag: XMLTag, _ value: CIMValue) {
    if case .instance(let instance) = value { start(tag, attributes: [.type(of: instance)]) } else { start(tag) }
    self.value(value)
    end()
  }

  mutating func endpointReference(_ path: InstancePath) {
    start(Tags.endpointReference)
    referenceContent(path)
    end()
  }

  /// The content of an endpoint reference: what a property of reference type holds, without the wrapping element.
  mutating func referenceContent(_ path: InstancePath) {
    element(Tags.address, URI.anonymousText)
    start(Tags.referenceParameters)
    element(Tags.resourceURI, CIMClass.resourceURIPrefix + path.className)
    start(Tags.selectorSet)
    for key in path.keys {
      start(Tags.selector, attributes: [XMLAttributes("Name", key.name)])
      switch key.value {
      case .text(let value): text(value)
      case .reference(let path): endpointReference(path)
      }
      end()
    }
    end()
    end()
  }
}

extension XMLAttributes {
  /// `xsi:type="CIM_Y:CIM_Y_Type"`.
  fileprivate static func type(of instance: EmbeddedInstance) -> XMLAttributes {
    let name = instance.cimClass.name
    return XMLAttributes("xsi:type", "\(name):\(name)_Type")
  }
}

extension CIMValue {
  /// Adds the classes of the instances embedded in it, at any depth, each once: their prefixes are to be declared.
  func collectEmbeddedClasses(into classes: inout [CIMClass]) {
    switch self {
    case .instance(let instance):
      if !classes.contains(instance.cimClass) { classes.append(instance.cimClass) }
      instance.forEachProperty { $1.collectEmbeddedClasses(into: &classes) }
    case .array(let items): for item in items { item.collectEmbeddedClasses(into: &classes) }
    default: break
    }
  }
}

extension [CIMValue] {
  /// The items of a uint8 array.
  fileprivate var octets: [UInt8] {
    map { if case .unsigned(let octet) = $0 { UInt8(truncatingIfNeeded: octet) } else { 0 } }
  }
}

extension Double {
  /// As xs:double writes it.
  var xmlText: String {
    if isNaN { return "NaN" }
    if isInfinite { return self < 0 ? "-INF" : "INF" }
    return description
  }
}

extension Array where Element == UInt8 {
  var base64: String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((count + 2) / 3 * 4)
    for start in stride(from: 0, to: count, by: 3) {
      let group = self[start..<Swift.min(start + 3, count)]
      let bits = group.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
      for place in 0..<4 {
        text.append(place <= group.count ? letters[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
