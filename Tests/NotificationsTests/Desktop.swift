import Foundation
import RealParts
import Synchronization
import Testing

/// A private session bus, on which servers are started and ended.
///
/// GLib reads the address from the environment, so it is set once for the process and every bus listens there.
final class Desktop: Sendable {
  @TaskLocal static var current: Desktop?

  /// Made once for its name, which each desktop gives to a folder of its own.
  private static let place = Result {
    let place = try TestFolder("notifications")
    setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=\(place.path)/bus", 1)
    return place
  }

  let folder: String
  private let bus = Mutex<PrivateBus?>(nil)
  private let display = Mutex<String?>(nil)
  private let clients = Mutex<[ChildProcess]>([])

  init() throws {
    folder = try Desktop.place.get().path
  }

  /// Little of a real session: a server that found another screen there would use it.
  var variables: [String: String] {
    var variables = ["DBUS_SESSION_BUS_ADDRESS": "unix:path=\(folder)/bus"]
    for name in ["PATH", "HOME"] { variables[name] = ProcessInfo.processInfo.environment[name] }
    return variables
  }

  /// Starts a bus; with a command, it starts a notification server with that when one is needed.
  func startBus(startedByBus command: String? = nil) async throws {
    let services = "\(folder)/services"
    try FileManager.default.createDirectory(atPath: services, withIntermediateDirectories: true)
    let service = "services/org.freedesktop.Notifications.service"
    unlink("\(folder)/\(service)")
    if let command {
      try write("[D-BUS Service]\nName=org.freedesktop.Notifications\nExec=\(command)\n", to: service)
    }
    let started = try await PrivateBus(in: folder, services: services, environment: variables)
    bus.withLock { $0 = started }
  }

  /// Starts a program that belongs to this desktop and ends with it.
  func start(_ arguments: [String], _ more: [String: String] = [:]) throws -> ChildProcess {
    let child = try ChildProcess(arguments, environment: variables.merging(more) { $1 })
    clients.withLock { $0.append(child) }
    return child
  }

  /// Its screen, such as `:1`, started when it is first asked for.
  func screen() async throws -> String {
    if let display = display.withLock({ $0 }) { return display }
    let arguments = ["Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp"]
    let number = try await start(arguments).firstLine().filter(\.isNumber)
    try #require(!number.isEmpty)
    display.withLock { $0 = ":\(number)" }
    return ":\(number)"
  }

  /// Ends the programs, the last first, and the bus.
  func end() async {
    for child in clients.withLock({ $0 }).reversed() { await child.end() }
    await endBus()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Ends the bus, with everybody on it left alone.
  func endBus() async {
    let ended = bus.withLock { bus in
      defer { bus = nil }
      return bus
    }
    await ended?.end()
  }

  /// Writes a file below the folder of this desktop.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let path = "\(folder)/\(name)"
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }
}

/// Gives each test a desktop of its own.
struct OwnDesktop: TestTrait, SuiteTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil else { return try await function() }
    let desktop = try Desktop()
    try await doing {
      try await desktop.startBus()
      try await Desktop.$current.withValue(desktop) { try await function() }
    } finally: {
      await desktop.end()
    }
  }
}

extension Trait where Self == OwnDesktop {
  static var ownDesktop: OwnDesktop { OwnDesktop() }
}
