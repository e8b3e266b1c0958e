public import Documents
import Synchronization

/// The model seen through the profiles: instances, associations and methods, computed from data files. A view is made
/// once and serves any number of snapshots. All methods may be called on any thread; none blocks.
public final class CIMView: Sendable {
  public let schema: CIMSchema
  /// In the order of their files.
  public let profiles: [Profile]
  /// What Identify should say for ProductVersion to clients that insist on another product's; nil for Lantern's own.
  public let compatibilityProductVersion: String?
  let bindings: [ClassBinding]
  let associations: [AssociationBinding]
  let aliases: AliasTable
  /// The only system that is shown, where clients may call it `ManagedSystem` as they would that of any board.
  let onlySystem: String?
  private let bindingsByClass: [CIMClass: [ClassBinding]]
  private let associationsByClass: [CIMClass: [AssociationBinding]]
  let structures = Mutex(StructureCache())

  init(
    schema: CIMSchema, profiles: [Profile], bindings: [ClassBinding], associations: [AssociationBinding],
    aliases: AliasTable, onlySystem: String? = nil
  ) {
    self.schema = schema
    self.profiles = profiles
    self.bindings = bindings
    self.associations = associations
    self.aliases = aliases
    self.onlySystem = onlySystem
    compatibilityProductVersion = aliases.productVersion
    var bindingsByClass: [CIMClass: [ClassBinding]] = [:]
    for binding in bindings {
      for cimClass in binding.cimClass.lineage { bindingsByClass[cimClass, default: []].append(binding) }
    }
    self.bindingsByClass = bindingsByClass
    var associationsByClass: [CIMClass: [AssociationBinding]] = [:]
    for association in associations {
      for cimClass in association.cimClass.lineage { associationsByClass[cimClass, default: []].append(association) }
    }
    self.associationsByClass = associationsByClass
  }

  /// Reads the schema and every profile of `profiles/` in the data directories. A file of a directory replaces the
  /// file of the same name in later ones. What is wrong is reported and left out; the rest works.
  ///
  /// `compatibility` names a file of `profiles/compatibility` whose aliases are accepted.
  public static func load(
    dataDirectories: [String], compatibility: String?, diagnostics: Diagnostics
  ) -> CIMView {
    load(dataDirectories: dataDirectories, compatibility: compatibility, methodVerbs: [], diagnostics: diagnostics)
  }

  /// As above for the profile files at these paths, each in the place of the file of its name, to find what is wrong
  /// with them.
  public static func load(profiles: [String], dataDirectories: [String], diagnostics: Diagnostics) -> CIMView {
    ViewLoader(dataDirectories: dataDirectories, replacing: profiles, verbs: Verbs(), diagnostics: diagnostics)
      .load(compatibility: nil)
  }

  /// Reports what is wrong with a file of `profiles/compatibility`, and that there is none.
  public static func checkCompatibility(_ name: String, dataDirectories: [String], diagnostics: Diagnostics) {
    ViewLoader(dataDirectories: dataDirectories, verbs: Verbs(), diagnostics: diagnostics).checkCompatibility(name)
  }

  /// As the first, with method verbs beside those of Lantern.
  static func load(
    dataDirectories: [String], compatibility: String?, methodVerbs: [any MethodVerb], diagnostics: Diagnostics
  ) -> CIMView {
    var verbs = Verbs()
    verbs.methods += methodVerbs
    return ViewLoader(dataDirectories: dataDirectories, verbs: verbs, diagnostics: diagnostics)
      .load(compatibility: compatibility)
  }

  /// The same view for snapshots that hold one system of several, which goes by the name of an only one as well.
  public func showingOnly(_ system: String) -> CIMView {
    CIMView(
      schema: schema, profiles: profiles, bindings: bindings, associations: associations, aliases: aliases,
      onlySystem: system)
  }

  /// The bindings whose instances are of this class or a subclass.
  func bindings(of cimClass: CIMClass) -> [ClassBinding] { bindingsByClass[cimClass] ?? [] }

  func associations(of cimClass: CIMClass) -> [AssociationBinding] { associationsByClass[cimClass] ?? [] }

  /// Whether some profile serves the class or a subclass of it. Others are known to the schema, and have no instances.
  public func serves(_ cimClass: CIMClass) -> Bool {
    bindingsByClass[cimClass] != nil || associationsByClass[cimClass] != nil
  }
}

extension CIMClass {
  /// Itself and everything above it.
  var lineage: [CIMClass] {
    var classes: [CIMClass] = []
    var next: CIMClass? = self
    while let this = next {
      classes.append(this)
      next = this.superclass
    }
    return classes
  }
}
