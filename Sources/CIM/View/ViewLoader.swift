import Documents
import Model

/// Puts a view together from the files of the data directories.
struct ViewLoader {
  let dataDirectories: [String]
  /// Paths of profiles that come before those of the data directories.
  var replacing: [String] = []
  let verbs: Verbs
  let diagnostics: Diagnostics

  static let schemaFile = "profiles/schema/cim.table"

  func load(compatibility: String?) -> CIMView {
    let schema = loadSchema()
    let files = profilePaths().compactMap { path in
      parse(path).flatMap { ProfileFile($0, diagnostics) }
    }
    let classReader = ClassBindingReader(
      schema: schema, maps: maps(of: files), verbs: verbs, diagnostics: diagnostics)

    var profiles: [Profile] = []
    var served: [ProfileFile] = []
    for file in files {
      guard let header = file.header, let central = schema.cimClass(at: header.central, diagnostics) else { continue }
      if let other = profiles.first(where: { $0.name == header.name }) {
        diagnostics.error("profile '\(header.name)' is already in \(other.file).", at: file.root)
        continue
      }
      profiles.append(
        Profile(
          name: header.name, specification: header.specification, organization: header.organization,
          version: header.version, centralClass: central, file: file.root.file))
      served.append(file)
    }

    var bindings: [ClassBinding] = []
    for (index, file) in served.enumerated() {
      for node in file.classes {
        guard let binding = classReader.binding(node, number: bindings.count) else { continue }
        guard !isBoundTwice(binding, bindings, at: node) else { continue }
        bindings.append(binding)
        profiles[index].add(binding.cimClass)
      }
    }

    let registration = Registration(
      schema: schema, profiles: profiles, referencedBy: served.map { $0.header?.referencedBy ?? [] },
      diagnostics: diagnostics)
    let registrations = registration.bindings(firstNumber: bindings.count)
    let reader = AssociationReader(schema: schema, bindings: bindings + registrations, classes: classReader)
    var associations: [AssociationBinding] = []
    for (index, file) in served.enumerated() {
      for node in file.associations {
        guard let association = reader.association(node, number: associations.count) else { continue }
        guard !isDrawnTwice(association, associations, at: node) else { continue }
        associations.append(association)
        profiles[index].add(association.cimClass)
      }
    }
    associations += registration.associations(registrations, bindings, firstNumber: associations.count)

    return CIMView(
      schema: schema, profiles: profiles, bindings: bindings + registrations, associations: associations,
      aliases: compatibility.map { aliases($0, schema) } ?? AliasTable())
  }

  func checkCompatibility(_ name: String) { _ = aliases(name, loadSchema()) }

  // MARK: Files

  private func loadSchema() -> CIMSchema {
    guard let path = first("profiles/schema", file: "cim.table") else {
      diagnostics.error(
        "there is no schema table in any data directory; install Lantern's profiles.", file: Self.schemaFile)
      return .empty
    }
    do {
      return try CIMSchema.load(DataFile.read(path, limit: 4 << 20))
    } catch {
      diagnostics.error("\(error)", file: path)
      return .empty
    }
  }

  /// Every profile file by name; the first directory that has a name wins.
  private func profilePaths() -> [String] {
    var paths: [String: String] = [:]
    for path in replacing { paths[path.split(separator: "/").last.map(String.init) ?? path] = path }
    for directory in dataDirectories.map({ $0 + "/profiles" }) {
      for name in names(in: directory) where paths[name] == nil { paths[name] = directory + "/" + name }
    }
    return paths.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
  }

  private func names(in directory: String) -> [String] {
    do {
      return try DataFile.list(directory, suffix: ".yaml")
    } catch {
      if error.kind != .notFound { diagnostics.error(error.message, file: directory) }
      return []
    }
  }

  private func first(_ folder: String, file: String) -> String? {
    dataDirectories.first { directory in
      let names = try? DataFile.list("\(directory)/\(folder)")
      return names?.contains(file) ?? false
    }.map { "\($0)/\(folder)/\(file)" }
  }

  private func parse(_ path: String) -> Node? {
    do {
      return YAML.parse(try DataFile.read(path), file: path, into: diagnostics)
    } catch {
      diagnostics.error(error.message, file: path)
      return nil
    }
  }

  private func aliases(_ name: String, _ schema: CIMSchema) -> AliasTable {
    guard let path = first("profiles/compatibility", file: name + ".yaml") else {
      diagnostics.error("there is no compatibility file '\(name).yaml'.", file: "profiles/compatibility")
      return AliasTable()
    }
    return parse(path).flatMap { AliasTable($0, schema, diagnostics) } ?? AliasTable()
  }

  // MARK: Across files

  private func maps(of files: [ProfileFile]) -> [String: WordMap] {
    var maps: [String: WordMap] = [:]
    for (name, key, value) in files.flatMap(\.maps) {
      if let other = maps[name] {
        diagnostics.error(
          "map '\(name)' is already in \(other.node.file), line \(other.node.position.line).", at: key)
        continue
      }
      guard let reader = MappingReader(value, "a map", diagnostics) else { continue }
      maps[name] = WordMap(name: name, node: key, words: reader.allEntries.map { ($0.name, $0.key, $0.value) })
    }
    return maps
  }

  /// Two bindings of one class must not present the same object.
  private func isBoundTwice(_ binding: ClassBinding, _ others: [ClassBinding], at node: Node) -> Bool {
    for other in others where other.cimClass === binding.cimClass && binding.overlaps(other) {
      diagnostics.error(
        "\(binding.cimClass.name) is bound twice for the same objects; tell them apart by 'where'.", at: node)
      return true
    }
    return false
  }

  /// The same link between the same classes must not be drawn by two records.
  private func isDrawnTwice(_ association: AssociationBinding, _ others: [AssociationBinding], at node: Node) -> Bool {
    for other in others where other.cimClass === association.cimClass && association.overlaps(other) {
      diagnostics.error(
        "\(association.cimClass.name) is drawn twice between the same classes; leave one out.", at: node)
      return true
    }
    return false
  }
}

extension Profile {
  fileprivate mutating func add(_ cimClass: CIMClass) {
    if !classes.contains(cimClass) { classes.append(cimClass) }
  }
}

extension ClassBinding {
  /// True when both might present one object, or make instances with the same literal keys.
  fileprivate func overlaps(_ other: ClassBinding) -> Bool {
    switch (subject, other.subject) {
    case (.objects(let kind, let condition), .objects(let otherKind, let otherCondition)):
      kind == otherKind && !condition.excludes(otherCondition)
    case (.itself, .itself): keys == other.keys
    default: false
    }
  }
}

extension AssociationBinding {
  fileprivate func overlaps(_ other: AssociationBinding) -> Bool {
    guard link.isSame(as: other.link) else { return false }
    return zip(ends, other.ends).allSatisfy { mine, others in
      mine.candidates.contains { binding in others.candidates.contains { $0 === binding } }
    }
  }
}

extension AssociationBinding.Link {
  fileprivate func isSame(as other: AssociationBinding.Link) -> Bool {
    switch (self, other) {
    case (.same, .same): true
    case (.relation(let relation, let holder), .relation(let otherRelation, let otherHolder)):
      relation == otherRelation && holder == otherHolder
    default: false
    }
  }
}
