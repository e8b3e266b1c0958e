internal import FoundationEssentials
internal import Model
internal import X509

extension Certificate {
  /// Cut to whole seconds, of which X.509 has no parts.
  var validity: Validity {
    Validity(
      notBefore: Int64(notValidBefore.timeIntervalSince1970), notAfter: Int64(notValidAfter.timeIntervalSince1970))
  }
}

extension Validity {
  /// What a certificate that signs itself gets. It holds whatever the clock says, also on a board that starts in 1970:
  /// when such a certificate is replaced is for its owner to decide.
  static let always = Validity(notBefore: 0, notAfter: 4_102_444_799)  // 2099-12-31T23:59:59Z

  var firstDate: Date { Date(timeIntervalSince1970: Double(notBefore)) }
  var lastDate: Date { Date(timeIntervalSince1970: Double(notAfter)) }
}
