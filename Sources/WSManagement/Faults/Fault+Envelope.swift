import XML

extension Fault {
  /// The answer that carries it (DSP0226 14).
  func envelope(_ reply: Reply, messageID: String, _ extent: FaultExtent = .whole) -> [UInt8] {
    let row = kind.row
    var envelope = ResponseEnvelope(reply.cut(to: extent), action: row.action, messageID: messageID)
    envelope.namespaces = [.transfer, .eventing, .cimBinding]
    envelope.isFault = true
    envelope.offersUpgrade = kind == .versionMismatch
    if case .notUnderstood(let names) = supplement, extent == .whole { envelope.notUnderstood = names }
    return envelope.write { writer in
      writer.start(Tags.fault)
      writer.start(Tags.code)
      writer.element(Tags.value, "\(Namespace.soap.prefix):\(row.code.local)")
      if let subcode = row.subcode {
        writer.start(Tags.subcode)
        writer.element(Tags.value, "\(subcode.namespace.prefix):\(subcode.local)")
        writer.end()
      }
      writer.end()
      writer.start(Tags.reason)
      writer.element(Tags.text, attributes: XMLAttributes("xml:lang", "en-US"), extent == .least ? row.reason : reason)
      writer.end()
      writeDetail(to: &writer)
      writer.end()
    }
  }

  private func writeDetail(to writer: inout XMLWriter) {
    var dialects: [String] = []
    var tag = Tags.supportedDialect
    switch supplement {
    case .supportedDialects(let supported): dialects = supported
    case .fragmentDialects(let supported): (dialects, tag) = (supported, Tags.fragmentDialect)
    case .notUnderstood, .none: break
    }
    guard detail != nil || !dialects.isEmpty else { return }
    writer.start(Tags.detail)
    if let detail { writer.element(Tags.faultDetail, detail.uri) }
    for dialect in dialects { writer.element(tag, dialect) }
    writer.end()
  }
}
