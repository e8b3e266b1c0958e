import Documents

extension AliasTable {
  /// Reads a compatibility file:
  ///
  ///     product-version: AMT 12.0.0
  ///     aliases:
  ///       - { class: CIM_PowerManagementService, key: SystemName, alias: "Other product", means: ManagedSystem }
  ///
  /// An entry counts for the subclasses of its class too. Wrong entries are reported and left out.
  init?(_ root: Node, _ schema: CIMSchema, _ diagnostics: Diagnostics) {
    guard var reader = MappingReader(root, "a compatibility file", diagnostics) else { return nil }
    productVersion = reader.string("product-version")
    entries = reader.each("aliases").compactMap { Self.entry($0, schema, diagnostics) }
    reader.finish()
  }

  private static func entry(_ node: Node, _ schema: CIMSchema, _ diagnostics: Diagnostics) -> Entry? {
    guard var reader = MappingReader(node, "an alias", diagnostics) else { return nil }
    let classNode = reader.requiredNode("class")
    let keyNode = reader.requiredNode("key")
    let alias = reader.requiredString("alias")
    let native = reader.requiredString("means")
    reader.finish()
    guard let cimClass = classNode.flatMap({ schema.cimClass(at: $0, diagnostics) }), let keyNode, let alias, let native
    else { return nil }
    let names = cimClass.keys.map(\.name)
    guard let key = keyNode.text, names.contains(key) else {
      diagnostics.error(
        "\(cimClass.name) has no key \(keyNode.found).\(hint(for: keyNode.text ?? "", among: names))", at: keyNode)
      return nil
    }
    return Entry(cimClass: cimClass, key: key, alias: alias, native: native)
  }
}
