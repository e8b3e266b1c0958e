import Glibc
import Testing

@testable import Platform

struct ServiceManagerTests {
  /// Where systemd would hear: a socket without a file, with this name.
  private func listen(_ name: String) -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { path in
      for (index, byte) in name.utf8.enumerated() { path[index + 1] = byte }
    }
    let size = socklen_t(MemoryLayout<sa_family_t>.size + 1 + name.utf8.count)
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
    }
    #expect(bound == 0)
    return descriptor
  }

  private func heard(_ descriptor: Int32) -> String? {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
  }

  @Test func newsAreDatagrams() {
    let name = "lantern-test-\(getpid())-news"
    let systemd = listen(name)
    defer { close(systemd) }
    let manager = ServiceManager(path: "@" + name, watchdogInterval: nil)
    for (news, text) in [(ServiceManager.News.ready, "READY=1"), (.stopping, "STOPPING=1"), (.alive, "WATCHDOG=1")] {
      manager.tell(news)
      #expect(heard(systemd) == text)
    }
    manager.tell(.reloading)
    #expect(heard(systemd)?.hasPrefix("RELOADING=1\nMONOTONIC_USEC=") == true)
  }

  @Test func aManagerThatDoesNotListenHoldsNobodyUp() {
    let name = "lantern-test-\(getpid())-full"
    let systemd = listen(name)
    defer { close(systemd) }
    let manager = ServiceManager(path: "@" + name, watchdogInterval: nil)
    // Far more than a socket keeps.
    for _ in 0..<10_000 { manager.tell(.alive) }
    #expect(heard(systemd) == "WATCHDOG=1")
  }

  @Test(arguments: [nil, "", "@", "relative", "/nowhere/at/all", "/" + String(repeating: "x", count: 200)])
  func withoutAManagerNothingIsTold(path: String?) {
    ServiceManager(path: path, watchdogInterval: nil).tell(.ready)
  }
}
