/// How much of a fault is told. Clients bear few octets (`wsman:MaxEnvelopeSize`), and parts of a fault are copied from the
/// request, whose sender chooses how long they are.
enum FaultExtent: CaseIterable {
  case whole
  /// Without the reference parameters of the client, the resource URI, and the names of headers not understood.
  case withoutCopies
  /// Besides, the sentence is that of the table, and no message id is named. It has fewer octets than the least that a
  /// client may allow (DSP0226 R6.2-4), whatever the request holds.
  case least
}
