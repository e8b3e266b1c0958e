import Hashing
import Testing

struct SecretsTests {
  @Test func randomBytesDiffer() {
    #expect(randomBytes(0) == [])
    #expect(randomBytes(32).count == 32)
    #expect(randomBytes(32) != randomBytes(32))
  }

  @Test func comparison() {
    #expect(constantTimeEqual([1, 2, 3], [1, 2, 3]))
    #expect(!constantTimeEqual([1, 2, 3], [1, 2, 4]))
    #expect(!constantTimeEqual([0, 2, 3], [1, 2, 3]))
    #expect(!constantTimeEqual([1, 2], [1, 2, 3]))
    #expect(constantTimeEqual([] as [UInt8], [] as [UInt8]))
  }

  @Test func wipingEmpties() {
    var secret = Array("hunter22".utf8)
    wipe(&secret)
    #expect(secret.isEmpty)
  }
}
