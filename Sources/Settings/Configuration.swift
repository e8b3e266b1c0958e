public import Documents
public import Engine
public import Transport

/// The settings file. Every key is optional; an absent file is the defaults.
public struct Configuration: Equatable, Sendable {
  /// Where to serve, unless the command line says so.
  public var listen: [Listener] = []
  /// Name of an alias table in `profiles/compatibility`, for clients that hard-code another product's names.
  public var compatibility: String?
  /// Basic credentials over plain http: for tests and closed networks.
  public var allowsBasicOverHTTP = false
  /// Identify without credentials at `/wsman-anon/identify`, or with the `WSMANIDENTIFY` header.
  public var allowsAnonymousIdentify = true
  public var tls = TLSSettings()
  /// Where RMCP presence pings are answered; nowhere unless asked for, as the port may belong to a BMC's own stack.
  public var presence: [PresenceAddress] = []
  /// How much of the audit trail is kept.
  public var audit = AuditLimits()

  public init() {}

  /// Reads the file. On any error the defaults stand for what could not be read, and `diagnostics` says why.
  /// `systems` are the ids of those that the board has; nil takes every name for one.
  public static func load(_ path: String, systems: [String]?, into diagnostics: Diagnostics) -> Configuration {
    var configuration = Configuration()
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try DataFile.read(path)
    } catch {
      diagnostics.error(error.message, file: path)
      return configuration
    }
    guard let root = YAML.parse(bytes, file: path, into: diagnostics),
      var reader = MappingReader(root, "the configuration", diagnostics)
    else { return configuration }
    var listen = ListenSettings(systems: systems, diagnostics: diagnostics)
    configuration.listen = listen.read(&reader)
    configuration.compatibility = reader.string("compatibility")
    configuration.allowsBasicOverHTTP = reader.bool("allow-basic-over-http") ?? configuration.allowsBasicOverHTTP
    configuration.allowsAnonymousIdentify = reader.bool("anonymous-identify") ?? configuration.allowsAnonymousIdentify
    configuration.tls = tls(&reader)
    configuration.audit = audit(&reader)
    configuration.presence = presence(&reader)
    reader.finish()
    return configuration
  }

  private static func tls(_ reader: inout MappingReader) -> TLSSettings {
    var settings = TLSSettings()
    guard var tls = reader.mapping("tls") else { return settings }
    if tls.has("certificate") || tls.has("key") {
      let certificate = tls.requiredString("certificate")
      let key = tls.requiredString("key")
      if let certificate, let key { settings.files = TLSFiles(certificate: certificate, key: key) }
    }
    settings.options.servesOldClients = tls.bool("compatibility") ?? false
    settings.options.asksForCertificates = tls.bool("client-certificates") ?? false
    tls.finish()
    return settings
  }

  /// `presence: { listen: ADDRESS:PORT }`, or a list of these.
  private static func presence(_ reader: inout MappingReader) -> [PresenceAddress] {
    guard var presence = reader.mapping("presence") else { return [] }
    defer { presence.finish() }
    guard let listen = presence.requiredNode("listen") else { return [] }
    let addresses = if case .sequence(let items) = listen.content { items } else { [listen] }
    return addresses.compactMap { $0.read(.presenceAddress, as: "listen", reader.diagnostics) }
  }

  private static func audit(_ reader: inout MappingReader) -> AuditLimits {
    var limits = AuditLimits()
    guard var audit = reader.mapping("audit") else { return limits }
    limits.fileSize = audit.int("file-size", in: AuditLimits.fileSizeRange) ?? limits.fileSize
    limits.files = audit.int("files", in: AuditLimits.filesRange) ?? limits.files
    audit.finish()
    return limits
  }
}
