import CIM
import Documents
import Glibc
import Model

/// A profile file beside the shipped schema: the view that comes of it can be asked for everything it claims to serve.
enum ProfileTarget {
  static func run(_ input: UnsafeRawBufferPointer) throws(Violation) {
    let directory = DataDirectory(profile: input)
    defer { directory.remove() }
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
}

/// A data directory, in memory if it can be, that has the shipped schema and one profile.
private struct DataDirectory {
  let path: String

  init(profile bytes: UnsafeRawBufferPointer) {
    let memory = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    var template = Array("\(memory)/lantern-fuzz-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { fatalError("cannot make a directory in \(memory)") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard mkdir(path + "/profiles", 0o700) == 0,
      symlink(SampleMachine.root + "/profiles/schema", path + "/profiles/schema") == 0,
      let file = fopen(path + "/profiles/input.yaml", "w")
    else { fatalError("cannot fill \(path)") }
    defer { fclose(file) }
    guard fwrite(bytes.baseAddress, 1, bytes.count, file) == bytes.count else { fatalError("cannot fill \(path)") }
  }

  func remove() {
    unlink(path + "/profiles/input.yaml")
    unlink(path + "/profiles/schema")
    rmdir(path + "/profiles")
    rmdir(path)
  }
}
