import Deadlines
import Foundation
import ProjectStore

/// Lets a real daemon meet deadlines, one each second, and the floor others, each half a second after.
///
/// So both meet the same machine in the same second, and neither waits for the other.
struct DeadlineMeasurement: Sendable {
  /// The folder of the daemon's program.
  var programs: String
  var folder: String
  /// Active projects whose deadlines are far off.
  var farProjects = 10_000
  /// Deadlines of each.
  var count = 200
  /// From the start of the daemon to the first deadline.
  var lead = Duration.seconds(15)

  /// What was found: in milliseconds after the deadline, in order.
  struct Result: Sendable {
    /// When the command of the daemon's teardown ran.
    var daemon: [Double] = []
    /// When the floor's did.
    var floor: [Double] = []
    /// How the floor got there.
    var passages: [DeadlineFloor.Passage] = []
  }

  func run() async throws -> Result {
    let place = try DaemonPlace(at: "\(folder)/daemon")
    let marker = try Marker(at: "\(folder)/marker")
    defer { marker.end() }
    let crowd = Crowd(far: farProjects, due: count, start: WallTime.now.second + lead + .seconds(1))
    try await crowd.fill(place) { marker.command("daemon\($0.number)") }
    // In a folder of its own: the daemon watches the folder of its file.
    let copy = "\(folder)/floor.db"
    try FileManager.default.copyItem(atPath: place.database, toPath: copy)
    let floor = DeadlineFloor(
      database: copy, deadlines: crowd.deadlines.map { ($0, WallTime($1).andAHalf) },
      command: { marker.command("floor\($0.number)") })

    let daemon = try RunningDaemon(in: place, programs: programs)
    defer { daemon.end() }
    let passages = try await onOwnThread { try floor.run() }
    try await demandEnds(of: daemon, in: place)
    let marks = marker.marks
    return Result(
      daemon: crowd.deadlines.compactMap { id, time in
        marks["daemon\(id.number)"]?.milliseconds(since: WallTime(time))
      },
      floor: floor.deadlines.compactMap { id, time in
        marks["floor\(id.number)"]?.milliseconds(since: time)
      },
      passages: passages)
  }

  /// Waits until every teardown is on record as completed, which none is that was not claimed first.
  private func demandEnds(of daemon: RunningDaemon, in place: DaemonPlace) async throws {
    let store = try await ProjectStore.open(at: place.database)
    for _ in 0..<20 {
      if try await store.executions.count(.status(.completed)) == count { return }
      try await Task.sleep(for: .milliseconds(500))
    }
    let ended = try await store.executions.count(.status(.completed))
    throw LiveError.missing(count - ended, of: count, log: daemon.lastWords)
  }
}
