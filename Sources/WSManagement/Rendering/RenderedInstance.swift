import CIM
import XML

/// An instance as bytes: its element, and the endpoint reference that names it.
final class RenderedInstance: Sendable {
  let cimClass: CIMClass
  /// `<p:CIM_Fan>…</p:CIM_Fan>`.
  let object: XMLFragment
  /// `<wsa:EndpointReference>…</wsa:EndpointReference>`.
  let reference: XMLFragment

  init(_ instance: Instance) {
    cimClass = instance.cimClass
    object = XMLFragment(prefix: Namespace.classPrefix, reserving: 2048) { writer in
      writer.element(instance.cimClass.name) { writer in
        instance.forEachProperty { property, value in
          writer.property(property.name, value, isOctetString: property.isOctetString && property.type == .uint8)
        }
      }
    }
    reference = XMLFragment(prefix: Namespace.classPrefix, reserving: 768) { writer in
      writer.plain.endpointReference(instance.path)
    }
  }

  /// Octets of both.
  var size: Int { object.bytes.count + reference.bytes.count }
}
