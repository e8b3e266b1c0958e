import Testing

@testable import Engine

/// Which files move when a new one is begun.
struct AuditRotationTests {
  @Test func theFirstTimeOnlyTheCurrentFileMoves() {
    let rotation = AuditRotation(present: [0], files: 8)
    #expect(rotation.removed == [])
    #expect(rotation.moved == [0])
    #expect(rotation.oldest == 0)
  }

  @Test func theOldestMovesFirst() {
    let rotation = AuditRotation(present: [0, 1, 2], files: 8)
    #expect(rotation.removed == [])
    #expect(rotation.moved == [2, 1, 0])
    #expect(rotation.oldest == 2)
  }

  @Test func whenAllAreThereTheOldestGoes() {
    let rotation = AuditRotation(present: [0, 1, 2], files: 3)
    #expect(rotation.removed == [2])
    #expect(rotation.moved == [1, 0])
    #expect(rotation.oldest == 1)
  }

  @Test func twoFilesAreTheLeast() {
    let rotation = AuditRotation(present: [0, 1], files: 2)
    #expect(rotation.removed == [1])
    #expect(rotation.moved == [0])
    #expect(rotation.oldest == 0)
  }

  @Test func whenFewerAreWantedThanBeforeTheRestGoes() {
    let rotation = AuditRotation(present: [0, 1, 2, 3, 4, 5], files: 3)
    #expect(rotation.removed == [2, 3, 4, 5])
    #expect(rotation.moved == [1, 0])
    #expect(rotation.oldest == 1)
  }

  @Test func aHoleThatACrashLeftIsFilled() {
    let rotation = AuditRotation(present: [0, 1, 3], files: 4)
    #expect(rotation.removed == [])
    #expect(rotation.moved == [1, 0])
    #expect(rotation.oldest == 3)
  }
}
