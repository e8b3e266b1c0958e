import Glibc
import Model
import Platform
import Synchronization

/// The agent's end of its guardian: starts it, and starts it again whenever it dies. Any thread.
public final class GuardianProcess: Guardian {
  private struct State {
    var running: LaunchedGuardian?
    var acts: [String: LastAct] = [:]
    var lastNumber: UInt32 = 0
    var isStopped = false
  }

  /// An answer takes some ten microseconds.
  private static let answerLimit: Int32 = 1000
  /// Between two attempts to start one again.
  private static let retryInterval = Duration.seconds(1)
  private static let missing = "Nobody would release the lines and drive the fans if the agent died."

  private let launcher: any GuardianLauncher
  private let complain: @Sendable (String) -> Void
  private let state = Mutex(State())
  private let doorbell = Doorbell()

  /// `complain` is given a sentence whenever a guardian is lost or cannot be started, on any thread.
  public convenience init(complain: @escaping @Sendable (String) -> Void) {
    self.init(launcher: OwnProgramLauncher(), complain: complain)
  }

  init(launcher: any GuardianLauncher, complain: @escaping @Sendable (String) -> Void) {
    self.launcher = launcher
    self.complain = complain
  }

  /// To be called once, before anything is kept. Starts a thread of its own that sees to it that there always is one.
  public func start() {
    do throws(NoThread) {
      try WorkerThread(name: "guardian", stackSize: 128 * 1024) { [self] in watch() }.detach()
    } catch {
      complain("There is no thread to watch the guardian: \(error.reason).")
    }
  }

  public func keep(_ act: LastAct, for key: String) throws(GuardianFailure) {
    try state.withLock { state throws(GuardianFailure) in
      state.acts[key] = act
      do throws(GuardianFailure) {
        guard let running = state.running else {
          // With everything that is kept, this included.
          return try launch(&state)
        }
        do throws(GuardianFailure) {
          try tell(running, key, act, &state)
        } catch {
          discard(&state)
          try launch(&state)
        }
      } catch {
        state.acts[key] = nil
        throw error
      }
    }
  }

  public func forget(_ key: String) {
    state.withLock { state in
      guard state.acts.removeValue(forKey: key) != nil, let running = state.running else { return }
      if !send(.forget(key: key), to: running) { discard(&state) }
    }
  }

  /// Lets go of the guardian, which then does all that was not taken back, and ends.
  public func stop() {
    state.withLock { state in
      state.isStopped = true
      if let running = state.running { close(running.socket) }
      state.running = nil
    }
    doorbell.ring()
  }

  // MARK: Starting it

  private func watch() {
    while true {
      let running = state.withLock { state -> LaunchedGuardian? in
        if state.running == nil, !state.isStopped {
          do throws(GuardianFailure) { try launch(&state) } catch { complain(error.sentence) }
        }
        return state.running
      }
      if state.withLock({ $0.isStopped }) { return }
      guard let running else {
        doorbell.wait(atMost: GuardianProcess.retryInterval)
        continue
      }
      // Not reaped here: until the lock is held, its number must stay its own.
      var news = siginfo_t()
      while waitid(P_PID, id_t(running.process), &news, WEXITED | WNOWAIT) < 0, errno == EINTR {}
      state.withLock { state in
        guard state.running?.process == running.process else { return }
        complain("The guardian has died and is started again.")
        discard(&state)
      }
    }
  }

  /// Starts one and tells it all there is.
  private func launch(_ state: inout State) throws(GuardianFailure) {
    guard !state.isStopped else { throw GuardianFailure("The agent is stopping.") }
    let launched: LaunchedGuardian
    do throws(GuardianFailure) { launched = try launcher.launch() } catch {
      throw GuardianFailure("\(GuardianProcess.missing) \(error.sentence)")
    }
    state.running = launched
    do throws(GuardianFailure) {
      for (key, act) in state.acts { try tell(launched, key, act, &state) }
    } catch {
      discard(&state)
      throw error
    }
  }

  /// Ends one that is of no use any more.
  private func discard(_ state: inout State) {
    guard let running = state.running else { return }
    state.running = nil
    kill(running.process, SIGKILL)
    close(running.socket)
    var status: Int32 = 0
    while waitpid(running.process, &status, 0) < 0, errno == EINTR {}
  }

  // MARK: Telling it

  private func tell(
    _ guardian: LaunchedGuardian, _ key: String, _ act: LastAct, _ state: inout State
  ) throws(GuardianFailure) {
    state.lastNumber &+= 1
    let message = GuardianMessage.keep(number: state.lastNumber, key: key, act)
    guard message.bytes.count <= GuardianMessage.maximumSize else {
      throw GuardianFailure("What would have to be done for '\(key)' is more than a guardian can keep.")
    }
    guard send(message, to: guardian), let isKept = answer(of: guardian, to: state.lastNumber) else {
      throw GuardianFailure("\(GuardianProcess.missing) The guardian does not answer; it is started again.")
    }
    guard isKept else { throw GuardianFailure("The guardian can keep no more than \(GuardianBook.limit) acts.") }
  }

  private func send(_ message: GuardianMessage, to guardian: LaunchedGuardian) -> Bool {
    let bytes = message.bytes
    return Glibc.send(
      guardian.socket, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)) == bytes.count
  }

  /// Nil when there is none.
  private func answer(of guardian: LaunchedGuardian, to number: UInt32) -> Bool? {
    var entry = pollfd(fd: guardian.socket, events: Int16(POLLIN), revents: 0)
    var status = poll(&entry, 1, GuardianProcess.answerLimit)
    while status < 0, errno == EINTR { status = poll(&entry, 1, GuardianProcess.answerLimit) }
    guard status > 0 else { return nil }
    var packet = [UInt8](repeating: 0, count: 8)
    let count = recv(guardian.socket, &packet, packet.count, Int32(MSG_DONTWAIT))
    guard count == 5, Array(packet.prefix(4)) == Array(GuardianBook.answer(number, isKept: true).prefix(4)) else {
      return nil
    }
    return packet[4] == 1
  }
}
