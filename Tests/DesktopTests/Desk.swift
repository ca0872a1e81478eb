import Foundation
import RealParts
import Synchronization
import Testing

/// A user's desk for one test: a home, a session bus, and on demand a screen with a real dunst and the daemon.
final class Desk: Sendable {
  private let place: TestFolder
  private let bus = Mutex<PrivateBus?>(nil)
  private let otherBuses = Mutex<[PrivateBus]>([])
  private let children = Mutex<[ChildProcess]>([])
  private let variables: Mutex<[String: String]>

  /// How many there may be at a time: each may have a bus, a screen, a server and a daemon.
  ///
  /// One for each of the few tests that run at a time, and as many more as some of them have beside their first: whoever
  /// waited for one of these would hold up others.
  private static let places = Gate(7)

  static let killallTofu = BuiltPrograms.path("killall-tofu")

  private init() throws {
    place = try TestFolder("desk")
    let folder = place.path
    for name in ["home", "project", "runtime"] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    var variables = [
      "HOME": "\(folder)/home", "XDG_RUNTIME_DIR": "\(folder)/runtime", "TZ": "UTC", "LANG": "C.UTF-8",
      "DBUS_SESSION_BUS_ADDRESS": "unix:path=\(folder)/bus",
      // No test asks the machine's own logind to keep it awake.
      "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=\(folder)/system/bus", "XDG_CONFIG_DIRS": "\(folder)/etc",
    ]
    for name in ["PATH", "LD_LIBRARY_PATH", "LLVM_PROFILE_FILE"] {
      variables[name] = ProcessInfo.processInfo.environment[name]
    }
    self.variables = Mutex(variables)
  }

  /// Has the coverage of supervisors measured, if it is wanted: the daemon gives them no environment, so a script does.
  private func measureSupervisor() async throws {
    guard let profiles = environment["LLVM_PROFILE_FILE"] else { return }
    let script = """
      #!/bin/sh
      LLVM_PROFILE_FILE='\(profiles)' exec '\(BuiltPrograms.path("killall-tofu-supervisor"))' "$@"
      """
    try await writeScript(script, at: "\(folder)/supervisor")
    set("KILLALL_TOFU_SUPERVISOR", "\(folder)/supervisor")
  }

  /// Gives `body` a desk with a bus, and clears everything away after it.
  static func with(
    bus: Bool = true, _ body: (Desk) async throws -> Void
  ) async throws {
    await places.enter()
    defer { places.leave() }
    let desk = try Desk()
    try await doing {
      try await desk.measureSupervisor()
      if bus { try await desk.startBus() }
      try await body(desk)
    } finally: {
      await desk.clear()
    }
  }

  var folder: String { place.path }
  var database: String { "\(folder)/home/.local/share/killall-tofu/killall-tofu.db" }
  var project: String { "\(folder)/project" }
  var environment: [String: String] { variables.withLock { $0 } }

  func set(_ name: String, _ value: String?) {
    variables.withLock { $0[name] = value }
  }

  /// Writes the settings, less their version.
  func configure(_ yaml: String) throws {
    let folder = "\(folder)/home/.config/killall-tofu"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try "version: 1\n\(yaml)\n".write(toFile: "\(folder)/config.yaml", atomically: true, encoding: .utf8)
  }

  /// Starts a program that ends with the desk.
  func start(_ arguments: [String]) throws -> ChildProcess {
    let child = try ChildProcess(arguments, environment: environment, in: folder)
    children.withLock { $0.append(child) }
    return child
  }

  /// Runs a program to its end.
  func run(_ arguments: String...) async throws -> ChildProcess.Finished {
    try await start(arguments).finished()
  }

  /// Runs our command line to its end.
  func killallTofu(_ arguments: String...) async throws -> ChildProcess.Finished {
    try await start([Desk.killallTofu] + arguments).finished()
  }

  /// Starts the daemon and waits until it can be reached.
  @discardableResult
  func startDaemon(_ arguments: String...) async throws -> ChildProcess {
    let daemon = try start([Desk.killallTofu, "daemon"] + arguments)
    try await wait("the daemon") { daemon.errors.contains("reachable over D-Bus") }
    return daemon
  }

  /// A bus without service directories, unless `services` names one: nobody else on it was started but by the test.
  func startBus(services: String? = nil) async throws {
    let started = try await PrivateBus(in: folder, services: services, environment: environment)
    bus.withLock { $0 = started }
  }

  /// Keeps another bus until the desk is cleared.
  func keep(_ bus: PrivateBus) {
    otherBuses.withLock { $0.append(bus) }
  }

  /// Stops the bus, or lets it go on.
  func signalBus(_ signal: Int32) {
    bus.withLock { $0?.send(signal) }
  }

  /// Ends the bus, with everybody on it left alone.
  func endBus() async {
    await bus.withLock { $0 }?.end()
  }

  /// Waits for something that only looking can tell; the limit is for a program that is broken, not slow.
  func wait(
    _ what: String, within seconds: Int = 60, _ condition: () async throws -> Bool
  ) async throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while try await !condition() {
      try #require(ContinuousClock.now < end, "never came: \(what)\n\(logs)")
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  private var logs: String {
    children.withLock { $0.map(\.errors).joined(separator: "\n") }
  }

  private func clear() async {
    for child in children.withLock({ $0 }).reversed() { await child.end() }
    await endBus()
  }
}
