import IPMIWire
import Model

extension ChassisReading {
  var status: ChassisStatus {
    func word<Word: CaseIterable>(_ number: UInt8?, of words: Word.Type, from first: UInt8 = 0) -> Word? {
      let all = Array(words.allCases)
      guard let number, number >= first, Int(number - first) < all.count else { return nil }
      return all[Int(number - first)]
    }
    // The words stand in the order of IPMI's numbers.
    return ChassisStatus(
      identify: word(identify, of: IdentifyState.self),
      restartCause: word(restartCause, of: RestartCause.self, from: 1),
      restorePolicy: word(restorePolicy, of: RestorePolicy.self))
  }
}
