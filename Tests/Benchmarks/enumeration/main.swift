// Enumerates 100,000 instances of a small synthetic class in pulls of 500 and prints, as Markdown, how much memory that
// takes above the same model idle. usage: enumeration-bench SCHEMA-DIRECTORY (profiles/schema)

import CIM
import Documents
import Glibc
import Model
import Synchronization
import WSManagement

let instances = 100_000
let pullSize = 500
let now = Instant(nanoseconds: 1_000_000_000_000)

guard CommandLine.argc == 2 else {
  print("usage: enumeration-bench SCHEMA-DIRECTORY")
  exit(2)
}

let directory = try DataDirectory(schema: CommandLine.arguments[1])
defer { directory.remove() }
let diagnostics = Diagnostics()
let view = CIMView.load(dataDirectories: [directory.path], compatibility: nil, diagnostics: diagnostics)
precondition(!diagnostics.hasErrors, "\(diagnostics.all)")

let store = ModelStore()
store.publish(
  [(Content.system(System(id: System.onlyID, name: "machine")), now + .seconds(3600))]
    + (0..<instances).map { number in
      let sensor = Sensor(
        id: "sensor\(number)", name: "Sensor \(number)", system: System.onlyID, kind: .temperature, isNumeric: true,
        unit: .celsius)
      return (.sensor(sensor), now + .seconds(3600))
    })
let client = Client(
  WSManagementService(
    view: view,
    identity: ServiceIdentity(productVendor: "x", productVersion: "1", dashVersion: "1.2.0", securityProfiles: []),
    random: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } }))

// Allocators keep what was freed; what building the model took is no part of the question.
Memory.giveBack()
let idle = Memory.resident
Memory.forgetPeak()
let begun = clock()

var (found, pulls) = (0, 0)
var context = client.start()
while let open = context {
  let answer = client.pull(open)
  found += answer.items
  pulls += 1
  context = answer.context
}

let used = Double(clock() - begun) / Double(CLOCKS_PER_SEC)
let above = Memory.peak - idle
precondition(found == instances, "\(found) instances came")
print("| \(instances) instances in pulls of \(pullSize) | | budget |\n|---|---|---|")
print("| resident with the model idle | \(Memory.text(idle)) MiB | |")
print("| peak above it while they are pulled | \(Memory.text(above)) MiB | ≤ 2 MiB |")
print("| pulls | \(pulls) | |")
print("| CPU of one pull | \(Int(used / Double(pulls) * 1e6)) µs | |")
