import XML

extension XMLElement {
  /// What stands in the body of a request about an enumeration stands there once at most: of two limits, neither is the
  /// one that is meant. Filters have a fault of their own.
  func expectEachOnce() throws(Fault) {
    var met: Set<Name> = []
    for element in children {
      guard let known = element.known else { continue }
      // Either name will do.
      let name = known == .managementMaxElements ? .maxElements : known
      guard name != .filter, name != .managementFilter else { continue }
      guard met.insert(name).inserted else {
        throw Fault(
          .schemaValidationError, nil, "\(element.shownName) is there again in \(shownName); it may be there once.")
      }
    }
  }
}
