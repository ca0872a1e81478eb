import Glibc
import Synchronization
import Testing

/// A private session bus, on which servers are started and ended.
///
/// GLib reads the address from the environment, so it is set once for the process and every bus listens there.
final class Desktop: Sendable {
  @TaskLocal static var current: Desktop?

  private static let folder: String = {
    var template = Array("/tmp/killall-tofu-notifications.XXXXXX".utf8CString)
    mkdtemp(&template)
    let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=\(folder)/bus", 1)
    return folder
  }()

  let folder = Desktop.folder
  private let bus = Mutex<Child?>(nil)
  private let display = Mutex<String?>(nil)
  private let files = Mutex<Set<String>>(["services"])
  private let clients = Mutex<[Child]>([])

  var variables: [String: String] { ["DBUS_SESSION_BUS_ADDRESS": "unix:path=\(folder)/bus"] }

  /// Starts a bus; with a command, it starts a notification server with that when one is needed.
  func startBus(startedByBus command: String? = nil) async throws {
    mkdir(folder, 0o700)
    mkdir("\(folder)/services", 0o700)
    let service = "services/org.freedesktop.Notifications.service"
    unlink("\(folder)/\(service)")
    if let command {
      try write("[D-BUS Service]\nName=org.freedesktop.Notifications\nExec=\(command)\n", to: service)
    }
    try write(
      """
      <busconfig>
        <type>session</type>
        <listen>unix:path=\(folder)/bus</listen>
        <servicedir>\(folder)/services</servicedir>
        <policy context="default">
          <allow send_destination="*" eavesdrop="true"/>
          <allow eavesdrop="true"/>
          <allow own="*"/>
        </policy>
      </busconfig>
      """, to: "bus.conf")
    let arguments = ["dbus-daemon", "--config-file=\(folder)/bus.conf", "--nofork", "--print-address"]
    let child = try Child(arguments)
    bus.withLock { $0 = child }
    try #require(await child.firstLine().hasPrefix("unix:"))
  }

  /// Starts a program that belongs to this desktop and ends with it.
  func start(_ arguments: [String], _ more: [String: String] = [:]) throws -> Child {
    let child = try Child(arguments, variables.merging(more) { $1 })
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
  func end() {
    for child in clients.withLock({ $0 }).reversed() { child.end() }
    endBus()
    for name in files.withLock({ $0 }).sorted().reversed() { remove("\(folder)/\(name)") }
    rmdir(folder)
  }

  /// Ends the bus, with everybody on it left alone.
  func endBus() {
    let child = bus.withLock { bus in
      defer { bus = nil }
      return bus
    }
    child?.end()
    unlink("\(folder)/bus")
  }

  /// Writes a file below the folder of this desktop.
  @discardableResult
  func write(_ text: String, to name: String, mode: mode_t = 0o600) throws -> String {
    files.withLock { _ = $0.insert(name) }
    let path = "\(folder)/\(name)"
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
    chmod(path, mode)
    return path
  }
}

/// Gives each test a bus of its own.
struct PrivateBus: TestTrait, SuiteTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil else { return try await function() }
    let desktop = Desktop()
    try await desktop.startBus()
    defer { desktop.end() }
    try await Desktop.$current.withValue(desktop) { try await function() }
  }
}

extension Trait where Self == PrivateBus {
  static var privateBus: PrivateBus { PrivateBus() }
}
