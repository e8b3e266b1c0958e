import Drivers
import Glibc
import Model

/// The recording cannot be written or read; nothing else is wrong.
struct TrafficFailure: Error, CustomStringConvertible {
  var description: String

  init(_ what: String, _ path: String) {
    description = "\(path) cannot be \(what): \(String(cString: strerror(errno)))"
  }
}

extension [any HardwareSource] {
  /// What a recording of I2C traffic makes of a board's sources: they are recorded, or those that are buses answer out of
  /// it and there are no others.
  func usingTraffic(of options: Options, time: any TimeSource) throws -> [any HardwareSource] {
    var sources = self
    if let path = options.replay {
      let recording = try Array<UInt8>.ofRecording(path)
      sources = sources.filter { $0 is BusSource }
      for case let bus as BusSource in sources { bus.replay(String(decoding: recording, as: UTF8.self)) }
    }
    if let path = options.capture {
      do throws(I2COpenProblem) {
        let log = try TrafficLog(path: path, time: time)
        for case let bus as BusSource in sources { bus.record(in: log) }
      } catch {
        errno = error.code
        throw TrafficFailure("written", path)
      }
    }
    return sources
  }
}

extension [UInt8] {
  /// A recording is 64 MiB at most.
  fileprivate static func ofRecording(_ path: String) throws(TrafficFailure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw TrafficFailure("read", path) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= 65 << 20 {
      let got = read(file, &piece, piece.count)
      guard got >= 0 else { throw TrafficFailure("read", path) }
      if got == 0 { break }
      bytes += piece[..<got]
    }
    return bytes
  }
}
