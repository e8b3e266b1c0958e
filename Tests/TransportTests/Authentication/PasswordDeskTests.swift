import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Transport

/// Passwords that take long to compare: bounded, and never on the event loop.
struct PasswordDeskTests {
  private let loops = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private var loop: any EventLoop { loops.any() }

  /// Held work on the desk, and what became of it.
  private final class Held: Sendable {
    private let gate = Mutex<Bool>(false)
    let answers = Mutex<[Bool]>([])
    let wasOnLoop = Mutex<Bool>(false)

    func open() { gate.withLock { $0 = true } }

    func work(_ loop: any EventLoop, _ user: String = "robot", isRight: Bool = true) -> PasswordWork {
      PasswordWork(user: user) { [self] in
        if loop.inEventLoop { wasOnLoop.withLock { $0 = true } }
        while !gate.withLock({ $0 }) {}
        return isRight
      }
    }
  }

  private func take(
    _ desk: NIOLoopBound<PasswordDesk>, _ held: Held, from address: String, isRight: Bool = true
  ) throws -> Bool {
    let loop = loop
    return try loop.submit {
      desk.value.take(held.work(loop, isRight: isRight), from: address) { answer in
        held.answers.withLock { $0.append(answer) }
      }
    }.wait()
  }

  private func withDesk(_ body: (NIOLoopBound<PasswordDesk>, Held) throws -> Void) throws {
    let loop = loop
    let desk = try loop.submit { NIOLoopBound(PasswordDesk(eventLoop: loop), eventLoop: loop) }.wait()
    let held = Held()
    defer {
      held.open()
      try? loop.submit { desk.value.close() }.wait()
      try? loops.syncShutdownGracefully()
    }
    try body(desk, held)
  }

  @Test func theAnswerIsThatOfTheWork() throws {
    try withDesk { desk, held in
      held.open()
      let taken = try [true, false].map { try take(desk, held, from: "192.0.2.1", isRight: $0) }
      #expect(taken == [true, true])
      let isAnswered = eventually { held.answers.withLock { $0.count == 2 } }
      #expect(isAnswered)
      let answers = held.answers.withLock { $0 }
      #expect(answers == [true, false])
      let wasOnLoop = held.wasOnLoop.withLock { $0 }
      #expect(!wasOnLoop)
    }
  }

  @Test func oneAddressCannotFillIt() throws {
    try withDesk { desk, held in
      let taken = try (1...5).map { _ in try take(desk, held, from: "192.0.2.1") }
      #expect(taken == [true, true, true, true, false])
      let other = try take(desk, held, from: "192.0.2.2")
      #expect(other)
    }
  }

  @Test func thereIsALimitInAllAndRoomAgainAfterwards() throws {
    try withDesk { desk, held in
      let taken = try (0...32).map { try take(desk, held, from: "192.0.2.\($0)") }
      #expect(taken == [Bool](repeating: true, count: 32) + [false])
      held.open()
      let isAnswered = eventually { held.answers.withLock { $0.count } == 32 }
      #expect(isAnswered)
      let another = try take(desk, held, from: "192.0.2.99")
      #expect(another)
    }
  }
}
