public import Model

/// Why a method was not reached. What a method itself has against its arguments is a return value.
public enum InvokeError: Error, Hashable, Sendable {
  /// The class has the method, but no profile offers it.
  case notSupported(method: String)
  case unknownParameter(name: String)
  case duplicateParameter(name: String)
  case typeMismatch(name: String)
  /// The value has the right type and cannot be; `why` is a sentence.
  case invalidValue(name: String, why: String)
  /// Required by the schema, and the method has no return value to say so.
  case missingParameter(name: String)
}

/// What a method returned.
public struct MethodResult: Sendable {
  public var returnValue: UInt32
  /// In the order of the method's parameters; NULLs are left out.
  public var outputs: [(parameter: CIMParameter, value: CIMValue)]

  public init(returnValue: UInt32, outputs: [(parameter: CIMParameter, value: CIMValue)] = []) {
    self.returnValue = returnValue
    self.outputs = outputs
  }
}

/// How a command that a method gave has ended, for the protocol to tell.
public enum MethodCompletion: Sendable {
  case result(MethodResult)
  /// The caller's roles do not allow it.
  case denied
  /// What the parameter says cannot be; `why` is a sentence.
  case refused(name: String, why: String)
  case alreadyExists(String)
  /// Something under way forbids it for now.
  case busy(String)
  /// The way to the hardware is down; nothing was done.
  case unreachable(String)
  /// Whether it was done is not known.
  case timedOut(String)
}

/// What invoking a method leads to: an answer at once, or a command to be given through the door. `finish` turns
/// the command's outcome into the answer; it may run on any thread.
public enum MethodOutcome: Sendable {
  case done(MethodResult)
  /// What the parameter says cannot be; `why` is a sentence.
  case refused(name: String, why: String)
  case command(Command, finish: @Sendable (CommandOutcome) -> MethodCompletion)
}
