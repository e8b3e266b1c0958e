import FRU
import Model

/// What a part's memory holds, and what firmware tells of the machine: the first byte chooses which.
enum PartTarget {
  static func run(_ input: UnsafeRawBufferPointer) throws(Violation) {
    guard let kind = input.first else { return }
    let data = Array(input.dropFirst())
    switch kind % 4 {
    case 0: try image(data)
    case 1:
      let image = SPDImage.parse(data)
      try check(image.facts, image.problems)
    case 2: try tables(data)
    default:
      let texts = data.split(separator: Mark.split, maxSplits: 4, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
      func text(_ number: Int) -> String? { number < texts.count ? texts[number] : nil }
      try check(
        PMBusTexts.facts(
          manufacturer: text(0), model: text(1), revision: text(2), date: text(3), serialNumber: text(4)), [])
    }
  }

  /// A driver's reading comes to an end, and what it read says all that the memory can say.
  private static func image(_ memory: [UInt8]) throws(Violation) {
    var read: [UInt8] = []
    var reads = 0
    while let length = FRUImage.length(read), length > read.count, read.count < memory.count {
      read += memory[read.count..<min(length, memory.count)]
      reads += 1
      try require(reads <= 80, "a FRU image is read in \(reads) pieces")
    }
    try require(read.count <= FRUImage.maximumLength, "a FRU image of \(read.count) bytes")
    let image = FRUImage.parse(memory)
    if memory.count <= FRUImage.maximumLength, FRUImage.length(memory) != nil, memory.count >= 8 {
      try require(FRUImage.parse(read) == image, "what was left unread says something")
    }
    for kind in PartKind.allCases { try check(image.facts(for: kind), image.problems) }
    var part = Part(id: "p", name: "P", system: "s", kind: .board)
    part.fill(from: image)
    let once = part
    part.fill(from: image)
    try require(part == once, "filling a part again changes it")
  }

  /// An entry point, then the table.
  private static func tables(_ data: [UInt8]) throws(Violation) {
    let table = SMBIOSTable.parse(entryPoint: Array(data.prefix(32)), table: Array(data.dropFirst(32)))
    for problem in table.problems { try require(problem.isSentence, "no sentence: \(problem)") }
    let contents = table.contents(system: System.onlyID)
    try require(Set(contents.map(\.id)).count == contents.count, "an id twice")
    for case .part(let part) in contents {
      try require(!part.name.isEmpty, "a part without a name")
      try require(part.container != part.id, "a part in itself")
    }
    if let uuid = table.uuid { try require(uuid.utf8.count == 32, "a UUID of \(uuid.utf8.count) digits") }
  }

  private static func check(_ facts: PartFacts, _ problems: [String]) throws(Violation) {
    for problem in problems { try require(problem.isSentence, "no sentence: \(problem)") }
    let texts = [
      facts.manufacturer, facts.model, facts.partNumber, facts.serialNumber, facts.version, facts.sku, facts.assetTag,
    ]
    for text in texts.compactMap({ $0 }) + facts.custom {
      try require(Placeholder.meaningful(text) == text, "a placeholder was taken for a fact: \(text)")
    }
  }
}
