import CIM
import Model

/// What a call leads to: a number returned at once, or a command.
enum MethodEffect: Equatable {
  case returns(UInt32)
  case gives(Command)
  case refused(InvokeError)
}

extension CIMView {
  func call(
    _ name: String, _ arguments: [(name: String, value: ArgumentValue)] = [], on instance: Instance,
    _ board: SampleBoard
  ) -> MethodEffect {
    do throws(InvokeError) {
      let method = instance.cimClass.method(name)!
      switch try invoke(method, on: instance, arguments: arguments, in: board.snapshot, at: board.now) {
      case .done(let result): return .returns(result.returnValue)
      case .refused(let name, let why): return .refused(.invalidValue(name: name, why: why))
      case .command(let command, _): return .gives(command)
      }
    } catch {
      return .refused(error)
    }
  }

  /// What the command of a call means to its caller once it has this outcome; nil when the call gives none.
  func completion(
    _ name: String, _ arguments: [(name: String, value: ArgumentValue)] = [], on instance: Instance,
    _ board: SampleBoard, outcome: CommandOutcome
  ) throws -> MethodCompletion? {
    let method = instance.cimClass.method(name)!
    let made = try invoke(method, on: instance, arguments: arguments, in: board.snapshot, at: board.now)
    guard case .command(_, let finish) = made else { return nil }
    return finish(outcome)
  }
}

extension MethodCompletion {
  /// The return value; nil when it is none.
  var returnValue: UInt32? { if case .result(let result) = self { result.returnValue } else { nil } }
}
