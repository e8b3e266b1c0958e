import Chips
import Glibc

/// Carries out last acts.
struct LastActPerformer {
  /// Between two attempts, in milliseconds; the last one again and again. A line is somebody else's until the kernel has
  /// closed what the agent had open.
  private static let pauses: [UInt32] = [1, 1, 2, 4, 8, 16, 32, 64, 125, 250]
  /// After which what still fails is given up: some ten seconds.
  private static let attempts = 48

  /// Does each of them, those that fail again and again. Returns a sentence for each that could not be done.
  static func carryOut(_ acts: [LastAct]) -> [String] {
    var left = acts
    var problems: [String] = []
    for attempt in 0..<attempts where !left.isEmpty {
      if attempt > 0 { usleep(pauses[min(attempt - 1, pauses.count - 1)] * 1000) }
      problems = []
      left = left.filter { act in
        guard let problem = problem(of: act) else { return false }
        problems.append(problem)
        return true
      }
    }
    return problems
  }

  /// Tries it once. Returns what went wrong.
  static func problem(of act: LastAct) -> String? {
    switch act {
    case .releaseLine(let device, let line, let flags):
      do throws(LineError) {
        _ = try LinuxLineChips(system: SystemFiles()).take(
          line, of: device, LineFlags(rawValue: flags), isAsserted: false)
        return nil
      } catch {
        return "line \(line) of \(device) may still be asserted: \(reason(error.code))"
      }
    case .writeFile(let path, let bytes):
      let file = open(path, O_WRONLY | O_CLOEXEC)
      defer { if file >= 0 { close(file) } }
      return file >= 0 && write(file, bytes, bytes.count) == bytes.count ? nil : "\(path): \(reason(errno))"
    case .i2c(let device, let exchanges):
      do throws(I2COpenProblem) {
        let bus = try LinuxI2CBus(device: device)
        return problem(of: exchanges, on: bus).map { "\(device): \($0)" }
      } catch {
        return "\(device): \(reason(error.code))"
      }
    }
  }

  private static func problem(of exchanges: [I2CMessage], on bus: LinuxI2CBus) -> String? {
    for exchange in exchanges {
      do throws(I2CError) { _ = try bus.perform(exchange) } catch { return error.sentence }
    }
    return nil
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
