import DBus
import Deadlines
import Foundation
import ProjectStore

/// What the daemon costs while a panel shows its icon, beside udiskie, a tray program that does little, in the same session.
struct TrayMeasurement: Sendable {
  /// The folder of the daemon's program.
  var programs: String
  var folder: String
  /// Active projects, the first of them due in two hours.
  var projects = 20
  /// From the start of the programs until they count as calm.
  var settling = Duration.seconds(30)
  /// How long they are watched.
  var watched = Duration.seconds(120)

  /// What was found of one program.
  struct Finding: Hashable, Sendable {
    var program: String
    /// Context switches of all its threads.
    var switches: Int
    var memory: ProcessMemory
  }

  /// What was found, the daemon first.
  struct Result: Sendable {
    var findings: [Finding]
    /// How long they were watched.
    var time: Duration
  }

  func run() async throws -> Result {
    let place = try DaemonPlace(at: "\(folder)/tray")
    try await fill(place)
    let bus = try PrivateBus(in: place)
    defer { bus.end() }
    let session = try PanelSession(in: place, on: bus)
    defer { session.end() }
    let client = try await Connection.open(.address(bus.address))
    _ = try await client.owner(of: "org.kde.StatusNotifierWatcher", log: { "the panel has no tray" })
    let daemon = try RunningDaemon(in: place, programs: programs, on: bus)
    defer { daemon.end() }
    let udiskie = try session.start(["udiskie", "--tray", "--appindicator", "--no-automount", "--no-notify"])
    defer { udiskie.end() }
    try await Task.sleep(for: settling)
    guard try await isShown(client) else { throw LiveError.missing(1, of: 1, log: daemon.lastWords) }
    let processes = [("killall-tofu", daemon.pid), ("udiskie", udiskie.pid)]
    let start = ContinuousClock.now
    let before = try processes.map { try ContextSwitches(of: $0.1) }
    try await Task.sleep(for: watched)
    let findings = try zip(processes, before).map { process, earlier in
      Finding(
        program: process.0, switches: try ContextSwitches(of: process.1).total(since: earlier),
        memory: try ProcessMemory(of: process.1))
    }
    return Result(findings: findings, time: start.duration(to: .now))
  }

  private func fill(_ place: DaemonPlace) async throws {
    let store = try await ProjectStore.open(at: place.database, create: .file)
    let now = WallTime.now.second
    let rows = try (1...projects).map { number in
      NewProject(
        path: try place.makeProject("stack-\(number)"), name: "stack-\(number)", timeout: "1 day",
        command: "true", deadline: now + .hours(Int64(1 + number)))
    }
    _ = try await store.projects.create(rows, at: now)
  }

  private func isShown(_ client: Connection) async throws -> Bool {
    let answer = try await client.call(
      "Get", of: "org.freedesktop.DBus.Properties", at: "/io/github/killallgit/KillallTofu1",
      on: DaemonStart.name,
      [.string("io.github.killallgit.KillallTofu1.Manager"), .string("TrayAvailable")])
    return answer.first == .variant(.bool(true))
  }
}
