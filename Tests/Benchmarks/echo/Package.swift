// swift-tools-version:6.1
import PackageDescription

// A package of its own, so that Lantern's stays lean; the same swift-nio as Lantern's.
let package = Package(
  name: "echo",
  dependencies: [.package(url: "https://github.com/apple/swift-nio", exact: "2.101.2")],
  targets: [
    .executableTarget(
      name: "echo",
      dependencies: [
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ],
      swiftSettings: [.swiftLanguageMode(.v6)])
  ]
)
