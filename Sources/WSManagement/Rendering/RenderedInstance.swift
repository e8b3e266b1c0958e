import CIM
import XML

/// An instance as bytes: its element, and the endpoint reference that names it.
final class RenderedInstance: Sendable {
  /// The class whose namespace the element is in.
  let cimClass: CIMClass
  /// Classes of embedded instances, whose prefixes are to be declared.
  let embedded: [CIMClass]
  /// `<p:CIM_Fan>…</p:CIM_Fan>`, or a `wsman:XmlFragment` with some properties.
  let object: XMLFragment
  /// `<wsa:EndpointReference>…</wsa:EndpointReference>`. It names the class that the instance really has.
  let reference: XMLFragment

  /// With all that the instance has, as an instance of `base`, if one is named, with what that has.
  init(_ instance: Instance, as base: CIMClass? = nil) {
    let cimClass = base ?? instance.cimClass
    var embedded: [CIMClass] = []
    object = XMLFragment(prefix: Namespace.classPrefix, reserving: 2048) { writer in
      writer.element(cimClass.name) { writer in
        instance.forEachProperty { property, value in
          guard base?.property(property.name) != nil || base == nil else { return }
          value.collectEmbeddedClasses(into: &embedded)
          writer.property(property, value)
        }
      }
    }
    reference = Self.reference(to: instance)
    self.cimClass = cimClass
    self.embedded = embedded
  }

  /// With some properties in a `wsman:XmlFragment`, which says so when none of them has a value.
  init(_ instance: Instance, as base: CIMClass?, only projection: Projection) {
    var properties: [(CIMProperty, CIMValue)] = []
    var embedded: [CIMClass] = []
    instance.forEachProperty { property, value in
      guard projection.contains(property.name), base?.property(property.name) != nil || base == nil else { return }
      value.collectEmbeddedClasses(into: &embedded)
      properties.append((property, value))
    }
    object = XMLFragment(prefix: Namespace.classPrefix, reserving: 256) { writer in
      if properties.isEmpty {
        return writer.plain.element(Tags.xmlFragment, attributes: XMLAttributes("xsi:nil", "true"), "")
      }
      writer.plain.start(Tags.xmlFragment)
      for (property, value) in properties { writer.property(property, value) }
      writer.plain.end()
    }
    reference = Self.reference(to: instance)
    cimClass = base ?? instance.cimClass
    self.embedded = embedded
  }

  /// With parts of what was rendered, in a `wsman:XmlFragment`.
  init(_ parts: [Range<Int>], of whole: RenderedInstance) {
    object = XMLFragment(Tags.xmlFragment, holding: parts.map(whole.object.part))
    reference = whole.reference
    cimClass = whole.cimClass
    embedded = whole.embedded
  }

  private static func reference(to instance: Instance) -> XMLFragment {
    XMLFragment(prefix: Namespace.classPrefix, reserving: 768) { $0.plain.endpointReference(instance.path) }
  }

  /// What the prefixes in `object` stand for, the class's own first.
  var namespaces: [(prefix: String, namespace: String)] {
    [(Namespace.classPrefix, cimClass.resourceURI)]
      + [Namespace.addressing, .management, .cim, .schemaInstance].map { ($0.prefix, $0.uri) }
      + embedded.map { ($0.name, $0.resourceURI) }
  }

  /// Octets of both.
  var size: Int { object.bytes.count + reference.bytes.count }
}

extension XMLFragmentWriter {
  fileprivate mutating func property(_ property: CIMProperty, _ value: CIMValue) {
    self.property(property.name, value, isOctetString: property.isOctetString && property.type == .uint8)
  }
}
