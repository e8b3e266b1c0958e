import Glibc

/// A data directory with the given schema and one profile, whose only class has keys, a name and a type.
struct DataDirectory {
  let path: String

  private static let profile = """
    profile: Synthetic
    organization: Benchmark
    version: 1.0.0
    central: CIM_NumericSensor
    classes:
      - class: CIM_NumericSensor
        for: sensor
        keys: { SystemCreationClassName: CIM_ComputerSystem, SystemName: "{system}", DeviceID: "{id}" }
        properties:
          ElementName: .name
          SensorType: Temperature

    """

  init(schema: String) throws {
    var template = Array("/tmp/lantern-enumeration-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(description: "cannot make a directory in /tmp") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard let schema = realpath(schema, nil) else { throw Failure(description: "there is no \(schema)") }
    defer { free(schema) }
    guard mkdir(path + "/profiles", 0o700) == 0, symlink(schema, path + "/profiles/schema") == 0,
      let file = fopen(path + "/profiles/synthetic.yaml", "w")
    else { throw Failure(description: "cannot fill \(path)") }
    fputs(Self.profile, file)
    fclose(file)
  }

  struct Failure: Error { let description: String }

  func remove() {
    unlink(path + "/profiles/synthetic.yaml")
    unlink(path + "/profiles/schema")
    rmdir(path + "/profiles")
    rmdir(path)
  }
}
