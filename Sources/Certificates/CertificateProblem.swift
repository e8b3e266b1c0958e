/// What could not be done with keys and certificates: a sentence that says what to do.
public struct CertificateProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String

  public init(_ description: String) { self.description = description }
}
