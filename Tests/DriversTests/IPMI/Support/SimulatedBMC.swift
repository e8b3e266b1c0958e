import Drivers
import Glibc
import TestSupport
import Testing

/// A BMC that OpenIPMI's simulator plays on a port of this machine, from `scripts/rig/simbmc`; gone with this object.
final class SimulatedBMC {
  let port: UInt16
  let directory: String
  private var process: Subprocess?

  init(_ options: String...) throws {
    let process = try #require(Subprocess([Repository.root + "/scripts/rig/simbmc"] + options))
    // port=N dir=PATH
    let line = try #require(process.readLine(), "simbmc says why on standard error; it needs openipmi and python3")
    let words = line.split(separator: " ").map { $0.split(separator: "=", maxSplits: 1).last ?? "" }
    port = try #require(UInt16(words[0]))
    directory = String(words[1])
    self.process = process
  }

  deinit { end() }

  /// Ends the simulation and removes its files.
  func end() {
    process?.finish()
    process = nil
  }

  /// What the chassis hook was told so far, one line each.
  var chassisLog: [String] {
    (try? Repository.read(directory + "/chassis.log"))?.split(separator: "\n").map(String.init) ?? []
  }

  /// Sets the raw byte of an analog sensor.
  func setReading(_ number: Int, _ raw: Int) throws {
    try write("\(raw)\n", to: "\(directory)/val/\(number)")
  }

  func write(_ text: String, to path: String) throws {
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
  }

  /// Rewrites the image of a FRU device.
  func changeFRU(_ number: Int, _ change: (inout [UInt8]) -> Void) throws {
    let file = try #require(fopen("\(directory)/fru\(number).bin", "r+"))
    defer { fclose(file) }
    var image = [UInt8](repeating: 0, count: 512)
    #expect(fread(&image, 1, image.count, file) == image.count)
    change(&image)
    rewind(file)
    #expect(fwrite(image, 1, image.count, file) == image.count)
  }

  /// What `ipmitool` answers, as administrator.
  func ipmitool(_ arguments: String...) throws -> String {
    let connection = [
      "ipmitool", "-I", "lanplus", "-C", "3", "-H", "127.0.0.1", "-p", "\(port)", "-U", "admin", "-P", "secretpw",
    ]
    let process = try #require(Subprocess(connection + arguments), "ipmitool is needed")
    let (status, output) = process.finish()
    #expect(status == 0, "ipmitool \(arguments)")
    return output
  }

  /// Settings that reach it, with a password file of their own in its directory.
  func settings(user: String = "admin", password: String = "secretpw", cipherSuite: UInt8 = 3) throws -> BMCSettings {
    let path = "\(directory)/password-\(user)-\(password)"
    try write(password + "\n", to: path)
    var lan = BMCSettings.LAN(host: "127.0.0.1", user: user, password: .file(path))
    lan.port = port
    lan.authentications = [cipherSuite == 3 ? .suite3 : .suite17]
    var settings = BMCSettings(.lan(lan), system: "ManagedSystem")
    settings.workarounds = cipherSuite == 3 ? ["opensesspriv"] : []
    settings.scanInterval = .milliseconds(200)
    settings.sessionTimeout = .seconds(2)
    settings.retransmit = .milliseconds(250)
    return settings
  }
}

extension Repository {
  /// `LANTERN_IPMI`, or the program that was built with the tests.
  static var worker: String {
    if let named = getenv("LANTERN_IPMI") { return String(cString: named) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let length = buffer.withUnsafeMutableBytes { readlink("/proc/self/exe", $0.baseAddress!, $0.count) }
    let path = String(decoding: buffer.prefix(max(0, length)), as: UTF8.self)
    return path.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/lantern-ipmi"
  }

  static func read(_ path: String) throws -> String {
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
