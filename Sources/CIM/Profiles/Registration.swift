import Documents

/// What every profile brings along without saying it: its CIM_RegisteredProfile, that its central instances conform
/// to it, and which profiles reference it (DSP1033).
struct Registration {
  let schema: CIMSchema
  let profiles: [Profile]
  /// The names under `referenced-by`, by profile.
  let referencedBy: [[Node]]
  let diagnostics: Diagnostics

  /// The registrations as class bindings, in the order of the profiles; empty when the schema lacks the class.
  func bindings(firstNumber: Int) -> [ClassBinding] {
    guard let cimClass = schema.cimClass("CIM_RegisteredProfile") else { return [] }
    return profiles.enumerated().map { offset, profile in
      ClassBinding(
        number: firstNumber + offset, cimClass: cimClass, subject: .itself,
        keys: [Template(pieces: [.text(profile.instanceID)])], properties: properties(of: profile, cimClass),
        methods: [])
    }
  }

  private func properties(of profile: Profile, _ cimClass: CIMClass) -> [BoundProperty] {
    let isDMTF = profile.organization == "DMTF"
    let values: [(String, CIMValue?)] = [
      // 2 Not Advertised: clients find profiles by enumerating, not by a discovery protocol.
      ("AdvertiseTypes", .array([.unsigned(2)])),
      ("InstanceID", .string(profile.instanceID)),
      // 1 Other, 2 DMTF.
      ("OtherRegisteredOrganization", isDMTF ? nil : .string(profile.organization)),
      ("RegisteredName", .string(profile.name)),
      ("RegisteredOrganization", .unsigned(isDMTF ? 2 : 1)),
      ("RegisteredVersion", .string(profile.version)),
    ]
    return values.compactMap { name, value in
      guard let value, let property = cimClass.property(name) else { return nil }
      return BoundProperty(property: property, source: ValueSource(origin: .literal(value)))
    }
  }

  /// ElementConformsToProfile and ReferencedProfile between `registrations` and what is served.
  func associations(
    _ registrations: [ClassBinding], _ bindings: [ClassBinding], firstNumber: Int
  ) -> [AssociationBinding] {
    guard !registrations.isEmpty else { return [] }
    let conforming = zip(profiles, registrations).flatMap { profile, registration in
      (bindings + registrations).filter { $0.cimClass.isKind(of: profile.centralClass) }.map { (registration, $0) }
    }
    let referenced = referencedBy.enumerated().flatMap { offset, names in
      names.compactMap { name in referencing(name).map { (registrations[offset], registrations[$0]) } }
    }
    return [
      association("CIM_ElementConformsToProfile", conforming, number: firstNumber),
      association("CIM_ReferencedProfile", referenced, number: firstNumber + 1),
    ].compactMap { $0 }
  }

  private func referencing(_ node: Node) -> Int? {
    let name = node.text ?? ""
    if let place = profiles.firstIndex(where: { $0.name == name }) { return place }
    diagnostics.error("there is no profile \(node.found).\(hint(for: name, among: profiles.map(\.name)))", at: node)
    return nil
  }

  /// The first of each pair stands at the key that comes first: ConformantStandard, and Antecedent for the profile
  /// that is referenced.
  private func association(
    _ name: String, _ pairs: [(ClassBinding, ClassBinding)], number: Int
  ) -> AssociationBinding? {
    guard let cimClass = schema.cimClass(name), cimClass.keys.count == 2 else { return nil }
    func end(_ place: Int, _ candidates: [ClassBinding]) -> AssociationBinding.End {
      var distinct: [ClassBinding] = []
      for binding in candidates where !distinct.contains(where: { $0 === binding }) { distinct.append(binding) }
      return AssociationBinding.End(property: cimClass.keys[place], candidates: distinct)
    }
    return AssociationBinding(
      number: number, cimClass: cimClass, link: .pairs(pairs),
      ends: [end(0, pairs.map(\.0)), end(1, pairs.map(\.1))], values: [], valuesFrom: 0)
  }
}
