// swift-tools-version: 6.2
import Glibc
import PackageDescription

/// Every target is strict: Swift 6 language mode with the upcoming features switched on.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

/// A module and the only modules it may import; the build refuses any other import.
///
/// Its `parts` are files that become part of the program, so that nothing has to be found when it runs; what lies
/// `beside` them is for people and tools.
func module(
  _ name: String, _ imports: [Target.Dependency] = [], parts: [String] = [], beside: [String] = []
) -> Target {
  .target(
    name: name, dependencies: imports, exclude: beside, resources: parts.map { .embedInCode($0) },
    swiftSettings: strict)
}

func program(_ name: String, _ imports: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: imports, swiftSettings: strict)
}

/// Optimised in debug builds as well: what the supervisor consists of, for tests measure how small and fast it is, and
/// what decides, for tests have it live through years.
let optimised = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// A program with the Swift runtime linked in: only the parts it uses, and nothing to look for when it starts.
///
/// No test target may depend on it: the flag would be inherited. Tests run it as a program.
func smallProgram(_ name: String, _ imports: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: imports, swiftSettings: optimised,
    linkerSettings: [.unsafeFlags(["-static-stdlib", "-Xlinker", "--gc-sections"])])
}

/// Whether the C library reads relocations in their short form, as it does from 2.36 on; its name is "glibc 2.36".
let readsShortRelocations: Bool = {
  var text = [CChar](repeating: 0, count: 64)
  guard confstr(Int32(_CS_GNU_LIBC_VERSION), &text, text.count) > 0 else { return false }
  let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
  let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: { " .".contains($0) })
  let version = words.compactMap { Int($0) }
  return !version.lexicographicallyPrecedes([2, 36]) && !version.isEmpty
}()

/// A program that stays in memory: in release builds with the Swift runtime and Foundation linked in, without what
/// nothing in it uses, so that it starts without looking for ten libraries and most of them never come into memory.
///
/// The same warning holds as for a small one, and lld is asked for because it finds the parts in any order.
func residentProgram(_ name: String, _ imports: [Target.Dependency]) -> Target {
  let foundation = [
    "Foundation", "FoundationInternationalization", "FoundationEssentials", "CoreFoundation",
    "_FoundationICU", "_FoundationCShims", "_FoundationCollections",
  ]
  let relocations = readsShortRelocations ? ["-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"] : []
  let flags =
    ["-static-stdlib", "-use-ld=lld", "-Xlinker", "--gc-sections", "-Xlinker", "--no-export-dynamic"]
    + relocations + foundation.map { "-l\($0)" }
  return .executableTarget(
    name: name, dependencies: imports, swiftSettings: strict,
    linkerSettings: [.unsafeFlags(flags, .when(configuration: .release))])
}

/// What tests of several modules run against: child processes, buses and folders.
///
/// No module may import it.
let realParts = Target.target(name: "RealParts", path: "Tests/RealParts", swiftSettings: strict)

func tests(_ name: String, _ imports: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: imports, swiftSettings: strict)
}

let package = Package(
  name: "killall-tofu",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(name: "CChecksum", pkgConfig: "glib-2.0", providers: [.apt(["libglib2.0-dev"])]),
    .systemLibrary(name: "CDBus", pkgConfig: "dbus-1", providers: [.apt(["libdbus-1-dev"])]),
    .systemLibrary(name: "CNotify", pkgConfig: "libnotify", providers: [.apt(["libnotify-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CTimer"),
    .systemLibrary(name: "CDirectory"),

    .target(name: "Deadlines", swiftSettings: optimised),
    module(
      "Wording", ["Deadlines"], parts: ["Languages/de.po"], beside: ["Languages/killall-tofu.pot"]),
    module("Settings", ["Deadlines", "Yams"]),
    module("Discovery", ["CChecksum", "CDirectory", "CTimer", "Deadlines", "Settings"]),
    module("ProjectStore", ["Deadlines", "CSQLite", grdb, system]),
    .target(name: "ExecutionJournal", swiftSettings: optimised),
    module("Executor", ["Deadlines", "ExecutionJournal", log, system]),
    module("DBus", ["CDBus"]),
    module("Notifications", ["CNotify", log]),
    module("Tray", ["DBus"]),
    module("RemoteControl", ["DBus", "Deadlines"]),
    module(
      "Daemon",
      [
        "CTimer", "Deadlines", "Wording", "ProjectStore", "Settings", "Discovery", "Executor", "DBus",
        "Notifications",
        "RemoteControl", "Tray", lifecycle, unixSignals, log, system,
      ]),
    residentProgram(
      "killall-tofu",
      [
        "Daemon", "Executor", "RemoteControl", "ProjectStore", "Settings", "Discovery", "Wording",
        "Deadlines",
        argumentParser, log, system,
      ]),
    smallProgram("killall-tofu-supervisor", ["ExecutionJournal"]),
    program(
      "killall-tofu-benchmarks",
      [
        "CDBus", "DBus", "RemoteControl", "Discovery", "Executor", "ProjectStore", "Deadlines", "CSQLite",
        "CTimer",
        argumentParser, log, system,
      ]),

    realParts,
    tests("DeadlinesTests", ["Deadlines", "RealParts"]),
    tests("WordingTests", ["Wording", "Deadlines"]),
    tests("SettingsTests", ["Settings", "Deadlines", "RealParts"]),
    tests("DiscoveryTests", ["Discovery", "Settings", "Deadlines", "RealParts"]),
    tests("ProjectStoreTests", ["ProjectStore", "Deadlines", "RealParts", grdb]),
    tests("ExecutionJournalTests", ["ExecutionJournal", "RealParts"]),
    tests(
      "ExecutorTests",
      ["Executor", "ExecutionJournal", "Deadlines", "RealParts", log, system]),
    tests("DBusTests", ["DBus", "RealParts"]),
    tests("TrayTests", ["Tray", "DBus", "RealParts"]),
    tests("RemoteControlTests", ["RemoteControl", "DBus", "Deadlines", "RealParts"]),
    tests("NotificationsTests", ["Notifications", "CNotify", "RealParts", log]),
    tests(
      "DaemonTests",
      [
        "Daemon", "DBus", "Deadlines", "ProjectStore", "Executor", "Notifications", "RemoteControl",
        "Settings", "Discovery", "Wording", "RealParts", log, system,
      ]),
    tests("CommandLineTests", ["killall-tofu", "Deadlines", "Wording"]),
    tests("DesktopTests", ["DBus", "RealParts"]),
    tests("BenchmarksTests", ["killall-tofu-benchmarks", "ProjectStore", "Deadlines", "RealParts"]),
  ],
  swiftLanguageModes: [.v6]
)
