/// A value that has a place in messages. Reading what `write` wrote gives an equal value.
protocol WireRecord: Sendable {
  init(from reader: inout WireReader) throws(WireError)
  func write(to writer: inout WireWriter)
}
