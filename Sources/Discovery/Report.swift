internal import JSONText
internal import RMCP

/// Findings as text.
public enum Report {
  /// One line each under a heading, in columns; what is not known is `-`.
  public static func table(_ findings: [Finding]) -> String {
    let rows = [["ADDRESS", "PONG", "DASH", "PRODUCT", "SECURITY", "URL"]] + findings.map(row)
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).enumerated().map { column, cell in
        column == row.count - 1 ? cell.0 : cell.0 + String(repeating: " ", count: cell.1 - cell.0.count)
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  /// A list of objects, one a finding. Names stay as they are; more may come.
  public static func json(_ findings: [Finding]) -> String { JSON.array(findings.map(object)).text() }

  /// Target groups for Prometheus' `file_sd_configs`: a group for each service that identified itself.
  public static func prometheus(_ findings: [Finding]) -> String {
    JSON.array(findings.compactMap(targetGroup)).text()
  }

  private static func row(_ finding: Finding) -> [String] {
    let identity = finding.service?.identity
    let product = [identity?.productVendor, identity?.productVersion].compactMap { $0 }.joined(separator: ", ")
    let profiles = (identity?.securityProfiles ?? []).joined(separator: ",")
    return [
      finding.address.description, finding.pongs.isEmpty ? "-" : finding.pongs.joined(separator: ","),
      identity?.dashVersion ?? "-",
      finding.service != nil && identity == nil ? "(wants a login)" : product.isEmpty ? "-" : product,
      profiles.isEmpty ? "-" : profiles, finding.service?.probe.serviceURL ?? "-",
    ]
  }

  private static func object(_ finding: Finding) -> JSON {
    let service = finding.service
    let identity = service?.identity
    return .object([
      ("address", .string(finding.address.description)),
      ("pong", finding.pong == nil ? .null : .array(finding.pongs.map { .string($0) })),
      ("url", .string(service?.probe.serviceURL)),
      ("wants_login", .bool(service != nil && identity == nil)),
      ("product_vendor", .string(identity?.productVendor)),
      ("product_version", .string(identity?.productVersion)),
      ("dash_version", .string(identity?.dashVersion)),
      ("protocol_version", .string(identity?.protocolVersion)),
      ("security_profiles", .array((identity?.securityProfiles ?? []).map { .string($0) })),
      ("certificate", service?.certificate.map(object) ?? .null),
    ])
  }

  private static func object(_ certificate: Certificate) -> JSON {
    .object([("sha256", .string(certificate.fingerprint)), ("expires", .string(certificate.expires))])
  }

  private static func targetGroup(_ finding: Finding) -> JSON? {
    guard let service = finding.service, let identity = service.identity else { return nil }
    let labels = [
      ("url", service.probe.serviceURL), ("product_vendor", identity.productVendor),
      ("product_version", identity.productVersion), ("dash_version", identity.dashVersion),
    ]
    return .object([
      ("targets", .array([.string(service.probe.authority)])),
      ("labels", .object(labels.compactMap { name, value in value.map { ("__meta_lantern_" + name, .string($0)) } })),
    ])
  }
}

extension Finding {
  /// What the pong says there is, by its usual names.
  fileprivate var pongs: [String] {
    guard let pong else { return [] }
    let names = [
      pong.interactions.contains(.dash) ? "DASH" : nil, pong.entities.contains(.ipmi) ? "IPMI" : nil,
    ].compactMap { $0 }
    return names.isEmpty ? ["ASF"] : names
  }
}
