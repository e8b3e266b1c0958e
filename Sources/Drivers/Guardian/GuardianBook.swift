/// What a guardian has been told, without sockets and hardware: packets go in, answers and acts come out.
struct GuardianBook {
  /// More than any board has lines and fans.
  static let limit = 512

  private var acts: [(key: String, act: LastAct)] = []

  /// Takes in one packet. Returns the packet that answers it; nil where none does.
  mutating func take(_ packet: [UInt8]) -> [UInt8]? {
    guard let message = GuardianMessage(packet) else { return nil }
    switch message {
    case .forget(let key):
      acts.removeAll { $0.key == key }
      return nil
    case .keep(let number, let key, let act):
      if let place = acts.firstIndex(where: { $0.key == key }) {
        acts[place].act = act
      } else if acts.count < GuardianBook.limit {
        acts.append((key, act))
      } else {
        return GuardianBook.answer(number, isKept: false)
      }
      return GuardianBook.answer(number, isKept: true)
    }
  }

  /// What must be done now that the agent is gone. Lines first: they are quick, and what hangs on them is not; a bus
  /// that hangs must not keep a button pressed.
  var remaining: [LastAct] {
    func rank(_ act: LastAct) -> Int {
      switch act {
      case .releaseLine: 0
      case .writeFile: 1
      case .i2c: 2
      }
    }
    return (0...2).flatMap { wanted in acts.map(\.act).filter { rank($0) == wanted } }
  }

  static func answer(_ number: UInt32, isKept: Bool) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } + [isKept ? 1 : 0]
  }
}
