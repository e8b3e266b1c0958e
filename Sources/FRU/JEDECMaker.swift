/// Makers by their numbers in JEP106: how many continuation codes come first, then the number itself. Both bytes carry
/// odd parity in their highest bit.
enum JEDECMaker {
  /// The maker's name where it is a common one, else the numbers in words; nil when there is none.
  static func name(bank: UInt8, code: UInt8) -> String? {
    let (bank, code) = (Int(bank & 0x7f), Int(code & 0x7f))
    guard code != 0, code != 0x7f else { return nil }
    return known[bank << 8 | code] ?? "JEDEC bank \(bank + 1) number \(code)"
  }

  private static let known: [Int: String] = [
    0x004: "Fujitsu", 0x009: "Intel", 0x018: "Kioxia", 0x02c: "Micron", 0x02d: "SK hynix", 0x04e: "Samsung",
    0x041: "Infineon", 0x05a: "Winbond", 0x114: "SMART Modular", 0x118: "Kingston", 0x13a: "PNY", 0x140: "Viking",
    0x14f: "Transcend", 0x17a: "Apacer", 0x21e: "Corsair", 0x235: "SpecTek", 0x27e: "Elpida", 0x30b: "Nanya",
    0x313: "GeIL", 0x314: "Mushkin", 0x316: "Netlist", 0x35a: "Swissbit", 0x443: "Ramaxel", 0x44b: "ADATA",
    0x44d: "G.Skill", 0x46f: "Team Group", 0x502: "Patriot", 0x51b: "Crucial", 0x551: "Qimonda", 0x641: "ASint",
    0x653: "Silicon Power",
  ]
}
