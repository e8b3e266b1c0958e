/// Where changed thresholds are kept over a restart. Called on the monitor's thread; may block.
public protocol ThresholdKeeper: Sendable {
  /// Returns once all of them are on stable storage.
  func keep(_ settings: ThresholdSettings) throws(StateFailure)
}

/// The file `thresholds` of the state directory, always replaced as a whole.
public struct ThresholdFile: ThresholdKeeper {
  static let name = "thresholds"

  private let directory: StateDirectory

  public init(stateDirectory path: String) throws(StateFailure) { directory = try StateDirectory(creating: path) }

  /// What was kept last. A file that cannot be understood is set aside, and `problem` is a sentence about it for the
  /// operator: then no threshold is changed.
  public func load() -> (settings: ThresholdSettings, problem: String?) {
    let bytes: [UInt8]
    do throws(StateFailure) {
      bytes = try directory.read(Self.name)?.bytes ?? []
    } catch {
      return (ThresholdSettings(), "\(error) The thresholds of the board file are in force.")
    }
    do throws(ThresholdSettings.Malformed) {
      return (try ThresholdSettings(parsing: bytes), nil)
    } catch {
      return (ThresholdSettings(), "\(setAside(line: error.line)) The thresholds of the board file are in force.")
    }
  }

  /// Settings that would not be read again because the file is too large are not written.
  public func keep(_ settings: ThresholdSettings) throws(StateFailure) {
    let text = settings.text
    guard text.count <= StateDirectory.maximumFileSize else {
      throw StateFailure(
        action: "write", path: directory.path(of: Self.name),
        reason: "too many thresholds are changed already; restore those of some sensors first")
    }
    try directory.withLock(failed: { $0 }) { () throws(StateFailure) in
      try directory.write(text, to: Self.name)
    }
  }

  private func setAside(line: Int) -> String {
    let path = directory.path(of: Self.name)
    do throws(StateFailure) {
      return "\(path):\(line): this line cannot be understood; the file is now \(try directory.setAside(Self.name))."
    } catch {
      return "\(path):\(line): this line cannot be understood. \(error)"
    }
  }
}
