import NIOCore
import NIOPosix

/// Where passwords are compared that take long: one thread beside the event loop, made with the first of them, and a
/// bounded queue before it. On the event loop only.
final class PasswordDesk {
  /// Waiting and under way, in all and for one address: nobody alone can keep others from logging in.
  static let limit = 32
  static let limitPerAddress = 4

  private let eventLoop: any EventLoop
  private var pool: NIOThreadPool?
  private var pending: [String: Int] = [:]
  private var pendingCount = 0

  init(eventLoop: any EventLoop) { self.eventLoop = eventLoop }

  /// False when too many wait already; otherwise `answer` is called on the event loop, later.
  func take(_ work: PasswordWork, from address: String, _ answer: @escaping (Bool) -> Void) -> Bool {
    let address = ClientNetwork.of(address)
    guard pendingCount < Self.limit, pending[address, default: 0] < Self.limitPerAddress else { return false }
    pending[address, default: 0] += 1
    pendingCount += 1
    let desk = NIOLoopBound(self, eventLoop: eventLoop)
    let answer = NIOLoopBound(answer, eventLoop: eventLoop)
    thread.runIfActive(eventLoop: eventLoop) { work.isRight() }.whenComplete { result in
      desk.value.leave(address)
      // A pool that has been stopped answers nothing.
      answer.value((try? result.get()) ?? false)
    }
    return true
  }

  /// No more work is done; that under way ends by itself.
  func close() { pool?.shutdownGracefully { _ in } }

  private var thread: NIOThreadPool {
    if let pool { return pool }
    let made = NIOThreadPool(numberOfThreads: 1)
    made.start()
    pool = made
    return made
  }

  private func leave(_ address: String) {
    pendingCount -= 1
    if let count = pending[address] { pending[address] = count > 1 ? count - 1 : nil }
  }
}
