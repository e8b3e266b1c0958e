import Model

/// What a device on the PMBus says of itself in its texts (PMBus 1.3 part II, 22.2): MFR_ID, MFR_MODEL, MFR_REVISION,
/// MFR_LOCATION, MFR_DATE, MFR_SERIAL.
public enum PMBusTexts {
  /// Each text as the device gives it; nil where it has none.
  public static func facts(
    manufacturer: String?, model: String?, revision: String?, date: String?, serialNumber: String?
  ) -> PartFacts {
    var facts = PartFacts()
    facts.manufacturer = Placeholder.meaningful(manufacturer)
    facts.model = Placeholder.meaningful(model)
    facts.version = Placeholder.meaningful(revision)
    facts.serialNumber = Placeholder.meaningful(serialNumber)
    facts.manufactured = date.flatMap(day)
    return facts
  }

  /// `YYMMDD`, as the standard has it; anything else is not understood.
  private static func day(_ text: String) -> WallTime? {
    let digits = text.utf8.compactMap { byte in (48...57).contains(byte) ? Int64(byte) - 48 : nil }
    guard digits.count == 6, text.utf8.count == 6 else { return nil }
    let numbers = stride(from: 0, to: 6, by: 2).map { digits[$0] * 10 + digits[$0 + 1] }
    return WallTime(year: 2000 + numbers[0], month: numbers[1], day: numbers[2])
  }
}
