import Transport

/// The security profiles (DSP0226 C.2) that clients find served, as Identify tells them.
enum SecurityProfiles {
  static func names(
    of addresses: [ListenAddress], allowsBasicOverHTTP: Bool, asksForCertificates: Bool = false
  ) -> [String] {
    var names: [String] = []
    if addresses.contains(where: { !$0.usesTLS }) {
      names.append("http/digest")
      if allowsBasicOverHTTP { names.append("http/basic") }
    }
    if addresses.contains(where: \.usesTLS) {
      names += ["https/digest", "https/basic"]
      if asksForCertificates { names.append("https/mutual") }
    }
    return names
  }
}
