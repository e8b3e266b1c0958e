import Documents

/// The settings file. Every key is optional; an absent file is the defaults.
struct Configuration: Equatable {
  /// Name of an alias table in `profiles/compatibility`, for clients that hard-code another product's names.
  var compatibility: String?
  /// Basic credentials over plain http: for tests and closed networks.
  var allowsBasicOverHTTP = false
  /// Identify without credentials at `/wsman-anon/identify`, or with the `WSMANIDENTIFY` header.
  var allowsAnonymousIdentify = true
  /// What `https` addresses need.
  var tls: TLSFiles?

  /// Reads the file. On any error the defaults stand for what could not be read, and `diagnostics` says why.
  static func load(_ path: String, into diagnostics: Diagnostics) -> Configuration {
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
    configuration.compatibility = reader.string("compatibility")
    configuration.allowsBasicOverHTTP = reader.bool("allow-basic-over-http") ?? configuration.allowsBasicOverHTTP
    configuration.allowsAnonymousIdentify = reader.bool("anonymous-identify") ?? configuration.allowsAnonymousIdentify
    configuration.tls = tls(&reader)
    reader.finish()
    return configuration
  }

  private static func tls(_ reader: inout MappingReader) -> TLSFiles? {
    guard var files = reader.mapping("tls") else { return nil }
    defer { files.finish() }
    let certificate = files.requiredString("certificate")
    let key = files.requiredString("key")
    guard let certificate, let key else { return nil }
    return TLSFiles(certificate: certificate, key: key)
  }
}
