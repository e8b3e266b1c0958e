import CIM
import Documents
import Glibc
import Model

/// A profile file beside the shipped schema: the view that comes of it can be asked for everything it claims to serve.
enum ProfileTarget {
  static func run(_ input: UnsafeRawBufferPointer) throws(Violation) {
    directory.write(input)
    let diagnostics = Diagnostics()
    let view = CIMView.load(dataDirectories: [directory.path], compatibility: nil, diagnostics: diagnostics)
    try DiagnosticCheck.check(diagnostics, Array(input))
    try require(view.profiles.count <= 1, "one file became \(view.profiles.count) profiles")
    let snapshot = SampleMachine.store.snapshot
    let text = view.dump(snapshot, at: SampleMachine.now)
    try require(text == view.dump(snapshot, at: SampleMachine.now), "the same snapshot is shown differently")
    for cimClass in view.profiles.flatMap(\.classes) {
      for instance in view.instances(of: cimClass, in: snapshot, at: SampleMachine.now) {
        try require(instance.cimClass.isKind(of: cimClass), "\(instance.path) is no \(cimClass.name)")
      }
    }
  }

  private static let directory = DataDirectory()
}

/// A data directory in memory that has the shipped schema and one profile, for as long as the process lives.
private struct DataDirectory {
  let path: String

  init() {
    var template = Array("/dev/shm/lantern-fuzz-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { fatalError("cannot make a directory in /dev/shm") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard mkdir(path + "/profiles", 0o700) == 0,
      symlink(SampleMachine.root + "/profiles/schema", path + "/profiles/schema") == 0
    else { fatalError("cannot fill \(path)") }
    atexit { ProfileTarget.removeDirectory() }
  }

  private var profile: String { path + "/profiles/input.yaml" }

  func write(_ bytes: UnsafeRawBufferPointer) {
    guard let file = fopen(profile, "w") else { fatalError("cannot write \(profile)") }
    defer { fclose(file) }
    guard fwrite(bytes.baseAddress, 1, bytes.count, file) == bytes.count else { fatalError("cannot write \(profile)") }
  }

  func remove() {
    unlink(profile)
    unlink(path + "/profiles/schema")
    rmdir(path + "/profiles")
    rmdir(path)
  }
}

extension ProfileTarget {
  fileprivate static func removeDirectory() { directory.remove() }
}
