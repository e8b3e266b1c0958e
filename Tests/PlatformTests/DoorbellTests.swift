import Platform
import Synchronization
import Testing

@Suite struct DoorbellTests {
  @Test func aRingWhileNobodyWaitsIsNotLost() {
    let bell = Doorbell()
    bell.ring()
    bell.wait(atMost: nil)
  }

  @Test func severalRingsWakeOnce() throws {
    let bell = Doorbell()
    bell.ring()
    bell.ring()
    bell.wait(atMost: nil)
    let other = Doorbell()
    let woke = Flag()
    let waiter = try WorkerThread(name: "waiter") { [bell] in
      other.ring()
      bell.wait(atMost: nil)
      woke.raise()
    }
    other.wait(atMost: nil)
    #expect(!woke.isRaised, "the second ring was already spent")
    bell.ring()
    waiter.join()
    #expect(woke.isRaised)
  }

  @Test func aWaitEndsWithItsLimit() {
    Doorbell().wait(atMost: .milliseconds(1))
    Doorbell().wait(atMost: .zero)
    Doorbell().wait(atMost: .seconds(-5))
  }

  @Test func joinReturnsWhenTheBodyHas() throws {
    let done = Flag()
    let thread = try WorkerThread(name: "worker") { done.raise() }
    thread.join()
    #expect(done.isRaised)
  }
}

private final class Flag: Sendable {
  private let raised = Mutex(false)
  func raise() { raised.withLock { $0 = true } }
  var isRaised: Bool { raised.withLock { $0 } }
}
