import Deadlines
import ProjectStore

/// The projects of one daemon's file: many that are far from due, and some whose deadlines come second by second.
struct Crowd: Sendable {
  /// How many are due in a month or later.
  var far: Int
  /// How many are due one after the other.
  var due: Int
  /// When the first of these is due.
  var start: Timestamp

  /// The deadlines that come, by the projects' ids; the far projects have the ids before.
  var deadlines: [(id: Project.ID, time: Timestamp)] {
    (0..<due).map { (Project.ID(Int64(far + $0 + 1)), start + .seconds($0)) }
  }

  /// Makes the daemon's file and the directories of the projects that come due.
  func fill(_ place: DaemonPlace, command: (Project.ID) -> String) async throws {
    let store = try await ProjectStore.open(at: place.database, create: .file)
    let now = WallTime.now.second
    _ = try await store.projects.create((0..<far).map { farProject($0, at: now) }, at: now)
    let coming = try deadlines.map { id, deadline in
      NewProject(
        path: try place.makeProject("due-\(id.number)"), name: "due-\(id.number)", timeout: "1 hour",
        command: command(id), deadline: deadline)
    }
    _ = try await store.projects.create(coming, at: now)
  }

  private func farProject(_ number: Int, at now: Timestamp) -> NewProject {
    NewProject(
      path: "/home/user/infrastructure/project-\(number)", name: "project-\(number)", timeout: "300 days",
      command: "tofu destroy -auto-approve", deadline: now + .days(30) + SampleProjects.interval * number)
  }
}
