import CIM
import XML

extension XMLFragmentWriter {
  /// A property or parameter: one element, or one for each item of an array (DSP0230 7.2).
  mutating func property(_ name: String, _ value: CIMValue, isOctetString: Bool = false) {
    guard case .array(let items) = value else {
      return element(name) { $0.plain.value(value) }
    }
    if isOctetString {
      let octets = items.map { item in
        if case .unsigned(let octet) = item { UInt8(truncatingIfNeeded: octet) } else { UInt8(0) }
      }
      return element(name) { $0.plain.text(octets.base64) }
    }
    for item in items { element(name) { $0.plain.value(item) } }
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
      let items = if case .array(let items) = value { items } else { [value] }
      for item in items {
        start(tag)
        self.value(item)
        end()
      }
    }
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
