import XML

/// Every element and attribute that is read.
enum Name: Int, CaseIterable, Sendable {
  case envelope, header, body, mustUnderstand, role, encodingStyle
  case to, action, messageID, relatesTo, replyTo, faultTo, from, address, referenceParameters, referenceProperties
  case endpointReference
  case resourceURI, selectorSet, selector, operationTimeout, maxEnvelopeSize, locale, optionSet, option
  case fragmentTransfer, xmlFragment, requestEPR, requestTotalItemsCountEstimate
  case optimizeEnumeration, enumerationMode, managementMaxElements, managementFilter, qualifiedName
  case renew, getStatus
  case enumerate, pull, release, enumerationContext, expires, filter, maxElements, maxTime, maxCharacters, endTo
  case associatedInstances, associationInstances, object, associationClassName, associationRole, resultClassName
  case resultRole, includeResultProperty, polymorphismMode
  case identify
  case datetime, interval, date, time, cimDateTime
  case name, dialect, mustComply, policy, language, isNil, type

  private var qualified: (Namespace?, String) {
    switch self {
    case .envelope: (.soap, "Envelope")
    case .header: (.soap, "Header")
    case .body: (.soap, "Body")
    case .mustUnderstand: (.soap, "mustUnderstand")
    case .role: (.soap, "role")
    case .encodingStyle: (.soap, "encodingStyle")

    case .to: (.addressing, "To")
    case .action: (.addressing, "Action")
    case .messageID: (.addressing, "MessageID")
    case .relatesTo: (.addressing, "RelatesTo")
    case .replyTo: (.addressing, "ReplyTo")
    case .faultTo: (.addressing, "FaultTo")
    case .from: (.addressing, "From")
    case .address: (.addressing, "Address")
    case .referenceParameters: (.addressing, "ReferenceParameters")
    case .referenceProperties: (.addressing, "ReferenceProperties")
    case .endpointReference: (.addressing, "EndpointReference")

    case .resourceURI: (.management, "ResourceURI")
    case .selectorSet: (.management, "SelectorSet")
    case .selector: (.management, "Selector")
    case .operationTimeout: (.management, "OperationTimeout")
    case .maxEnvelopeSize: (.management, "MaxEnvelopeSize")
    case .locale: (.management, "Locale")
    case .optionSet: (.management, "OptionSet")
    case .option: (.management, "Option")
    case .fragmentTransfer: (.management, "FragmentTransfer")
    case .xmlFragment: (.management, "XmlFragment")
    case .requestEPR: (.management, "RequestEPR")
    case .requestTotalItemsCountEstimate: (.management, "RequestTotalItemsCountEstimate")
    case .optimizeEnumeration: (.management, "OptimizeEnumeration")
    case .enumerationMode: (.management, "EnumerationMode")
    case .managementMaxElements: (.management, "MaxElements")
    case .managementFilter: (.management, "Filter")
    // Some clients write the attribute of a Selector so.
    case .qualifiedName: (.management, "Name")

    case .enumerate: (.enumeration, "Enumerate")
    case .pull: (.enumeration, "Pull")
    case .release: (.enumeration, "Release")
    case .renew: (.enumeration, "Renew")
    case .getStatus: (.enumeration, "GetStatus")
    case .enumerationContext: (.enumeration, "EnumerationContext")
    case .expires: (.enumeration, "Expires")
    case .filter: (.enumeration, "Filter")
    case .maxElements: (.enumeration, "MaxElements")
    case .maxTime: (.enumeration, "MaxTime")
    case .maxCharacters: (.enumeration, "MaxCharacters")
    case .endTo: (.enumeration, "EndTo")

    case .associatedInstances: (.cimBinding, "AssociatedInstances")
    case .associationInstances: (.cimBinding, "AssociationInstances")
    case .object: (.cimBinding, "Object")
    case .associationClassName: (.cimBinding, "AssociationClassName")
    case .associationRole: (.cimBinding, "Role")
    case .resultClassName: (.cimBinding, "ResultClassName")
    case .resultRole: (.cimBinding, "ResultRole")
    case .includeResultProperty: (.cimBinding, "IncludeResultProperty")
    case .polymorphismMode: (.cimBinding, "PolymorphismMode")

    case .identify: (.identity, "Identify")

    case .datetime: (.cim, "Datetime")
    case .interval: (.cim, "Interval")
    case .date: (.cim, "Date")
    case .time: (.cim, "Time")
    case .cimDateTime: (.cim, "CIM_DateTime")

    case .name: (nil, "Name")
    case .dialect: (nil, "Dialect")
    case .mustComply: (nil, "MustComply")
    case .policy: (nil, "Policy")
    case .language: (.xml, "lang")
    case .isNil: (.schemaInstance, "nil")
    case .type: (.schemaInstance, "type")
    }
  }

  /// For people: `wsman:ResourceURI`.
  var description: String {
    let (namespace, local) = qualified
    return (namespace.map { $0.prefix + ":" } ?? "") + local
  }

  static let vocabulary = XMLVocabulary(
    allCases.map { name in
      let (namespace, local) = name.qualified
      return XMLQualifiedName(namespace: namespace?.uri ?? "", local: local)
    })
}

extension XMLElement {
  var known: Name? { name.flatMap(Name.init(rawValue:)) }

  func child(_ name: Name) -> XMLElement? { child(name.rawValue) }

  func attribute(_ name: Name) -> XMLText? { attribute(name.rawValue) }

  /// For people: prefixes are the client's own affair, so the namespace is told only where it is not one of ours.
  var shownName: String {
    if let known { return known.description }
    let space = Namespace.allCases.first { $0.uri == namespace }
    return space.map { "\($0.prefix):\(localName)" } ?? localName
  }
}
