internal import SwiftASN1
internal import X509

/// The distinguished name of a certificate's subject, written `CN=bmc1.example.com,O=Example,C=DE`.
public struct Subject: Hashable, Sendable {
  let name: DistinguishedName
  /// The first CN; nil when there is none.
  public let commonName: String?

  /// `common`: the first name of the certificate; one that is longer than X.509 allows is left out.
  init(common: String?) throws(CertificateProblem) {
    let attributes = common.map { $0.unicodeScalars.count <= 64 ? [("CN", $0)] : [] } ?? []
    name = try Self.distinguishedName(attributes.isEmpty ? [("CN", "Lantern")] : attributes)
    commonName = common
  }

  /// The attributes of RFC 4514, the ones that authorities ask for, separated by commas; `\` before a comma that is
  /// meant.
  public init(parsing text: String) throws(CertificateProblem) {
    var attributes: [(String, String)] = []
    for part in Self.split(text) {
      guard let equals = part.firstIndex(of: "=") else {
        throw CertificateProblem("'\(part)' is no part of a subject. Write it like CN=bmc1.example.com,O=Example,C=DE.")
      }
      var value = part[part.index(after: equals)...].drop { $0 == " " }
      while value.last == " " { value.removeLast() }
      attributes.append((part[..<equals].filter { $0 != " " }.uppercased(), String(value)))
    }
    name = try Self.distinguishedName(attributes)
    commonName = attributes.first { $0.0 == "CN" }?.1
  }

  private static let types: [(name: String, type: ASN1ObjectIdentifier, limit: Int)] = [
    ("CN", .RDNAttributeType.commonName, 64), ("O", .RDNAttributeType.organizationName, 64),
    ("OU", .RDNAttributeType.organizationalUnitName, 64), ("L", .RDNAttributeType.localityName, 128),
    ("ST", .RDNAttributeType.stateOrProvinceName, 128), ("C", .RDNAttributeType.countryName, 2),
  ]

  private static func distinguishedName(_ attributes: [(String, String)]) throws(CertificateProblem)
    -> DistinguishedName
  {
    guard !attributes.isEmpty else { throw CertificateProblem("The subject is empty.") }
    var parts: [RelativeDistinguishedName.Attribute] = []
    for (name, value) in attributes {
      guard let known = types.first(where: { $0.name == name }) else {
        let names = types.map(\.name).joined(separator: ", ")
        throw CertificateProblem("A subject has no \(name). It may have: \(names).")
      }
      guard (1...known.limit).contains(value.unicodeScalars.count), name != "C" || value.utf8.count == 2 else {
        throw CertificateProblem(
          name == "C"
            ? "C is a country's code of two letters, not '\(value)'."
            : "\(name) has 1 to \(known.limit) characters, which '\(value)' has not.")
      }
      do {
        parts.append(
          name == "C"
            ? try .init(type: known.type, printableString: value) : .init(type: known.type, utf8String: value))
      } catch {
        throw CertificateProblem("C is a country's code of two letters, not '\(value)'.")
      }
    }
    do {
      return try DistinguishedName(parts)
    } catch {
      throw CertificateProblem("The subject cannot be written: \(error).")
    }
  }

  /// At the commas that no backslash stands before.
  private static func split(_ text: String) -> [String] {
    var parts = [""]
    var isEscaped = false
    for character in text {
      if isEscaped || (character != "\\" && character != ",") {
        parts[parts.count - 1].append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        parts.append("")
      }
    }
    return parts.map { String($0.drop { $0 == " " }) }
  }
}
