/// Text from a BMC: Latin-1, cut at the first zero, without control characters and surrounding blanks. Nil when
/// nothing is left.
func text(latin1 bytes: some Sequence<UInt8>) -> String? {
  var scalars = String.UnicodeScalarView()
  for byte in bytes {
    if byte == 0 { break }
    if (0x20..<0x7f).contains(byte) || byte >= 0xa0 { scalars.append(UnicodeScalar(byte)) }
  }
  let isBlank = { (scalar: UnicodeScalar) in scalar == " " || scalar == "\u{a0}" }
  guard let first = scalars.firstIndex(where: { !isBlank($0) }), let last = scalars.lastIndex(where: { !isBlank($0) })
  else { return nil }
  return String(scalars[first...last])
}
