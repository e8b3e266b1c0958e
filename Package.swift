// swift-tools-version:6.1
import PackageDescription

/// Set by `Tests/Fuzz/run`: what can be fuzzed becomes a program over libFuzzer, and everything counts the edges that an
/// input takes. Otherwise it is a test over the inputs that are kept.
let isFuzzing = Context.environment["LANTERN_FUZZ"] != nil

/// Set by `scripts/bench`: the programs that measure parts of the agent are there to be built.
let isMeasuring = Context.environment["LANTERN_BENCH"] != nil

/// Every own target: Swift 6 mode, explicit existentials, imports that stay inside unless said.
let strict: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer"])] : [])

/// What is linked into the agent also does without the regular expression engine (1 MB), which one use of
/// `contains(String)` brings along.
let lean = strict + [.unsafeFlags(["-Xfrontend", "-disable-implicit-string-processing-module-import"])]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: lean)
}

/// As `module`, for what no request goes through: compiled to be small rather than fast.
func smallModule(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: dependencies,
    swiftSettings: lean + [.unsafeFlags(["-Osize"], .when(configuration: .release))])
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
/// Making and reading certificates. Never in the agent: they bring a second BoringSSL and FoundationEssentials along.
let x509: [Target.Dependency] = [
  .product(name: "X509", package: "swift-certificates"), .product(name: "SwiftASN1", package: "swift-asn1"),
  .product(name: "Crypto", package: "swift-crypto"), .product(name: "_CryptoExtras", package: "swift-crypto"),
]

let package = Package(
  name: "lantern",
  products: [
    .executable(name: "lanternd", targets: ["lanternd"]),
    .executable(name: "lantern", targets: ["lantern"]),
    .executable(name: "lantern-ipmi", targets: ["lantern-ipmi"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2", traits: ["MaxLogLevelDebug"]),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
  ],
  targets: [
    // System libraries and C shims: no policy.
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CFreeIPMI", pkgConfig: "libfreeipmi", providers: [.apt(["libfreeipmi-dev"])]),
    .target(name: "CGCrypt", linkerSettings: [.linkedLibrary("gcrypt")]),
    .target(name: "CPlatform"),
    .target(name: "CHardware", linkerSettings: [.linkedLibrary("i2c")]),

    module("Model"),
    smallModule("Platform", ["CPlatform"]),
    module("Hashing", ["CGCrypt"]),
    smallModule("Documents", ["CLibYAML"]),
    module("XML", ["CLibXML2"]),
    smallModule("IPMIWire", ["CPlatform"]),
    smallModule("IPMI", ["IPMIWire"]),
    smallModule("Chips", ["Model"]),
    smallModule("FRU", ["IPMIWire", "Model"]),
    smallModule("Drivers", ["Model", "Chips", "FRU", "IPMIWire", "Platform", "CPlatform", "CHardware"]),
    smallModule("Boards", ["Model", "Documents", "Chips", "FRU", "Drivers"]),
    smallModule("Engine", ["Model", "Hashing", "Platform", "CPlatform"]),
    module("CIM", ["Model", "Documents"]),
    module("WSManagement", ["CIM", "XML", "Model"]),
    smallModule("RMCP"),
    smallModule("JSONText"),
    module("EntityManager", ["Chips", "Documents", "Model"]),
    smallModule("Control", ["JSONText"]),
    smallModule("Discovery", ["RMCP", "XML", "JSONText"]),
    module("Transport", ["Hashing", "RMCP", nioCore, nioPosix, nioTLS, nioSSL]),
    smallModule("Settings", ["Documents", "Engine", "Transport"]),
    smallModule(
      "Agent",
      [
        "Model", "Settings", "Hashing", "Documents", "Drivers", "Boards", "Engine", "CIM", "WSManagement", "Transport",
        "Platform",
        "CPlatform", "Control", nioCore, nioPosix, logging,
      ]),

    .target(
      name: "Certificates", dependencies: ["Engine", "Hashing", "Model", "JSONText", "Control"] + x509,
      swiftSettings: strict),

    program("lanternd", ["Agent"]),
    program(
      "lantern",
      [
        "Model", "Hashing", "Engine", "Discovery", "RMCP", "CPlatform", "Certificates", "Control", "JSONText",
        "Documents", "Boards", "Drivers", "Chips", "CIM", "EntityManager", "Settings", nioCore, nioPosix, nioHTTP1,
        nioSSL, argumentParser,
      ]),
    program("lantern-ipmi", ["IPMI", "IPMIWire", "CFreeIPMI", "Platform", "CPlatform"]),

    .target(
      name: "LanternTesting",
      dependencies: ["Model", "Chips", "Documents", "Drivers", "Boards", "Engine", "CIM", "WSManagement"],
      swiftSettings: strict),

    .target(name: "TestSupport", swiftSettings: strict),

    tests("ModelTests", ["Model"]),
    tests("HashingTests", ["Hashing"]),
    tests("PlatformTests", ["Platform"]),
    tests("DocumentsTests", ["Documents", "TestSupport"]),
    tests("XMLTests", ["XML"]),
    tests("IPMIWireTests", ["IPMIWire"]),
    tests("IPMITests", ["IPMI", "IPMIWire"]),
    tests("ChipsTests", ["Chips", "Documents", "Boards", "Model", "LanternTesting", "TestSupport"]),
    tests("FRUTests", ["FRU", "Model", "TestSupport"]),
    tests(
      "DriversTests",
      [
        "Drivers", "Boards", "Chips", "Documents", "FRU", "Platform", "Model", "IPMIWire", "CPlatform",
        "LanternTesting", "TestSupport",
      ]),
    tests("BoardsTests", ["Boards", "Chips", "FRU", "Model", "Documents", "Drivers", "TestSupport"]),
    tests("EngineTests", ["Engine", "Model", "Platform", "Hashing", "LanternTesting", "TestSupport"]),
    tests("CIMTests", ["CIM", "Model", "Documents", "LanternTesting", "TestSupport"]),
    tests(
      "WSManagementTests", ["WSManagement", "CIM", "XML", "Model", "Documents", "LanternTesting", "TestSupport"]),
    tests("RMCPTests", ["RMCP"]),
    tests("EntityManagerTests", ["EntityManager", "Boards", "Chips", "Documents", "TestSupport"]),
    tests("JSONTextTests", ["JSONText"]),
    tests("ControlTests", ["Control", "TestSupport"]),
    tests("CertificatesTests", ["Certificates", "Engine", "Model", "Hashing", "TestSupport"] + x509),
    tests("DiscoveryTests", ["Discovery", "RMCP"]),
    tests("SettingsTests", ["Settings", "Documents", "Engine", "Model", "Transport"]),
    tests("TransportTests", ["Transport", "Hashing", "RMCP", nioCore, nioPosix, nioTLS, nioEmbedded, nioSSL]),
    tests(
      "AgentTests",
      [
        "Agent", "Boards", "CIM", "Control", "Documents", "Drivers", "Engine", "LanternTesting", "Model", "Platform",
        "Settings", "TestSupport", "Transport", nioCore, nioEmbedded, logging,
      ]),
  ]
)

let fuzzed: [Target.Dependency] = [
  "Boards", "CIM", "CLibXML2", "Chips", "Documents", "FRU", "Drivers", "Hashing", "IPMI", "IPMIWire", "Model",
  "Transport",
  "WSManagement",
  "XML", nioCore, nioHTTP1,
  nioEmbedded,
]

let fuzzData = ["CLibFuzzer", "corpora", "dictionaries", "run", "test_edge.py"]

if isFuzzing {
  package.targets += [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzz/CLibFuzzer"),
    .executableTarget(
      name: "fuzz", dependencies: fuzzed + ["CLibFuzzer"], path: "Tests/Fuzz",
      exclude: ["Replay"] + fuzzData, sources: ["Targets", "Driver"], swiftSettings: strict),
  ]
} else {
  package.targets.append(
    .testTarget(
      name: "FuzzTests", dependencies: fuzzed, path: "Tests/Fuzz",
      exclude: ["Driver"] + fuzzData,
      sources: ["Targets", "Replay"], swiftSettings: strict))
}

if isMeasuring {
  package.targets.append(
    .executableTarget(
      name: "enumeration-bench", dependencies: ["CIM", "Documents", "Model", "WSManagement"],
      path: "Tests/Benchmarks/enumeration", swiftSettings: strict))
  package.targets.append(
    .executableTarget(
      name: "monitor-bench", dependencies: ["Engine", "LanternTesting", "Model"],
      path: "Tests/Benchmarks/monitor", swiftSettings: strict))
}
