import Foundation
import Glibc
import Synchronization
import Testing

/// How many desks there may be at a time: each has a bus, a screen and a server, and inotify instances are few.
final class Seats: Sendable {
  static let shared = Seats(4)

  private struct State {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>

  init(_ count: Int) {
    state = Mutex(State(free: count))
  }

  func take() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.free > 0 else {
          state.waiting.append(continuation)
          return false
        }
        state.free -= 1
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
      state.free += 1
      return nil
    }
    next?.resume()
  }
}

/// A user's desk for one test: a home, a session bus, and on demand a screen with a real dunst and the daemon.
final class Desk: Sendable {
  let folder: String
  private let bus = Mutex<ChildProcess?>(nil)
  private let children = Mutex<[ChildProcess]>([])
  private let variables: Mutex<[String: String]>

  /// The built programs lie beside the test bundle.
  static let programs: String = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? Bundle.main.bundlePath
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? bundle
    return URL(filePath: own).deletingLastPathComponent().path(percentEncoded: false)
  }()

  static var killallTofu: String { programs + "killall-tofu" }

  init() throws {
    var template = Array("/tmp/killall-tofu-desk.XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    self.folder = folder
    for name in ["home", "project", "files", "runtime"] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    var variables = [
      "HOME": "\(folder)/home", "XDG_RUNTIME_DIR": "\(folder)/runtime", "TZ": "UTC", "LANG": "C.UTF-8",
      "DBUS_SESSION_BUS_ADDRESS": "unix:path=\(folder)/bus", "XDG_CONFIG_DIRS": "\(folder)/etc",
    ]
    for name in ["PATH", "LD_LIBRARY_PATH", "LLVM_PROFILE_FILE"] {
      variables[name] = ProcessInfo.processInfo.environment[name]
    }
    self.variables = Mutex(variables)
  }

  /// Gives `body` a desk with a bus, and clears everything away after it.
  static func with(
    bus: Bool = true, _ body: (Desk) async throws -> Void
  ) async throws {
    await Seats.shared.take()
    defer { Seats.shared.leave() }
    let desk = try Desk()
    defer { desk.clear() }
    if bus { try await desk.startBus() }
    try await body(desk)
  }

  var database: String { "\(folder)/home/.local/share/killall-tofu/killall-tofu.db" }
  var project: String { "\(folder)/project" }
  var environment: [String: String] { variables.withLock { $0 } }

  func set(_ name: String, _ value: String?) {
    variables.withLock { $0[name] = value }
  }

  /// Starts a program that ends with the desk.
  func start(_ arguments: [String]) throws -> ChildProcess {
    let child = try ChildProcess(arguments, environment, in: folder, files: "\(folder)/files")
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

  /// A bus without service directories: nobody on it was started but by the test.
  func startBus() async throws {
    let configuration = "\(folder)/bus.conf"
    try """
    <busconfig><type>session</type><listen>unix:path=\(folder)/bus</listen><auth>EXTERNAL</auth>
    <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
    <allow own="*"/></policy></busconfig>
    """.write(toFile: configuration, atomically: true, encoding: .utf8)
    let bus = try start([
      "dbus-daemon", "--nofork", "--nosyslog", "--print-address", "--config-file=\(configuration)",
    ])
    self.bus.withLock { $0 = bus }
    try await wait("the bus") { bus.output.contains("unix:") }
  }

  /// Ends the bus, with everybody on it left alone.
  func endBus() {
    bus.withLock { _ = $0?.end() }
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

  private func clear() {
    for child in children.withLock({ $0 }).reversed() { child.end() }
    try? FileManager.default.removeItem(atPath: folder)
  }
}
