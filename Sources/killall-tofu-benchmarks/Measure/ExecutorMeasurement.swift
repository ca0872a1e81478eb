import Deadlines
import Executor
import Foundation
import Logging
import ProjectStore
import SystemPackage

/// Tears down one project after the other, in each way in turn, so that all meet the same disk in the same second.
struct ExecutorMeasurement: Sendable {
  /// The folder of the supervisor's program.
  var programs: String
  var folder: String
  /// Teardowns in each way.
  var count = 200

  /// Every teardown's course, by the way it was done, in order.
  func run() async throws -> [TeardownWay: [TeardownCourse]] {
    let supervisor = "\(programs)/killall-tofu-supervisor"
    guard access(supervisor, X_OK) == 0 else { throw LiveError.notBuilt(path: supervisor) }
    let place = try DaemonPlace(at: "\(folder)/executor")
    let marker = try Marker(at: "\(folder)/executor-marker")
    defer { marker.end() }
    try await Crowd(far: count, due: 0, start: Timestamp(0)).fill(place) { _ in "" }
    let copy = "\(folder)/syncs.db"
    try FileManager.default.copyItem(atPath: place.database, toPath: copy)
    let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(nowhere) }

    let floor = try SyncFloor(in: "\(folder)/syncs", database: copy)
    let store = try await ProjectStore.open(at: place.database)
    let executor = Executor(
      folders: ExecutionFolders(root: FilePath("\(place.path)/executions")),
      supervisor: SupervisorProgram(path: FilePath(supervisor)), session: [:],
      logger: Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() })
    let directory = FilePath(try place.makeProject("executor"))

    var courses: [TeardownWay: [TeardownCourse]] = [:]
    // The first of each finds everything cold, which no daemon that has run for a minute is.
    for turn in 0..<count {
      for way in TeardownWay.order(ofTurn: turn) {
        let word = "\(way.rawValue)\(turn)"
        let command = marker.command(word)
        let start = WallTime.now
        switch way {
        case .spawn: try ChildProgram(["/bin/sh", "-c", command], output: nowhere).end(0)
        case .syncs: try floor.run(Int64(turn + 1), command, output: nowhere)
        case .executor:
          let teardown = Teardown(command: Array(command.utf8), directory: directory)
          try await tearDown(Project.ID(Int64(turn + 1)), teardown, through: executor, store)
        }
        let end = WallTime.now
        if turn > 0 {
          courses[way, default: []].append(
            TeardownCourse(start: start, command: try await mark(word, of: marker), end: end))
        }
      }
    }
    return courses
  }

  /// What the daemon does from the decision to the record, less what it tells people.
  private func tearDown(
    _ id: Project.ID, _ teardown: Teardown, through executor: Executor, _ store: ProjectStore
  ) async throws {
    try await withTaskExecutorPreference(store.executor) {
      let prepared = try await executor.prepare(teardown)
      let request = ClaimRequest(
        folder: prepared.folder, workingDirectory: teardown.directory.string,
        directory: FileIdentity(device: prepared.directoryDevice, inode: prepared.directoryInode))
      let now = WallTime.now.second
      let claim = try await store.executions.claim(id, at: now, request) { _ in
      } event: { claim in
        LogEvent(projectID: id, kind: .executed, message: "Teardown started", createdAt: now)
      }
      let result = try await prepared.launch().ending()
      guard result.ending == .exited(0) else {
        throw LiveError.missing(1, of: 1, log: "\(result.ending) \(result.error)")
      }
      let ending = ExecutionEnding(
        status: .completed, output: result.output, error: result.error, exitCode: 0)
      _ = try await store.executions.finish(claim.execution.id, ending, at: now) { project in
        project.finishDestroying()
        return [LogEvent(projectID: id, kind: .destroyed, message: "Destroyed", createdAt: now)]
      }
    }
  }

  /// When the command wrote the word; our reader may come a moment after the command's end.
  private func mark(_ word: String, of marker: Marker) async throws -> WallTime {
    for _ in 0..<1_000 {
      if let time = marker.marks[word] { return time }
      try await Task.sleep(for: .milliseconds(1))
    }
    throw LiveError.missing(1, of: 1, log: "no mark of \(word)")
  }
}
