import Deadlines
import ProjectStore

/// The projects that fill the file: as people have them, one deadline every six minutes.
enum SampleProjects {
  /// The time at which everything happens.
  static let now = Timestamp(1_790_000_000)

  /// The same with the other clocks, for the rules.
  static let moment = Moment(wall: now, awake: .seconds(86_400), bootID: "3c7c7a3e-benchmark")

  /// The project with that id, when the ids start at 1.
  static func project(_ number: Int) -> NewProject {
    NewProject(
      path: "/home/user/infrastructure/project-\(number)", name: "project-\(number)", timeout: "2 hours",
      command: "tofu destroy -auto-approve", deadline: now + .minutes(6 * Int64(number)))
  }
}

extension LogEvent {
  /// The line that an extension leaves in the audit log.
  static func `extension`(of project: Project, at now: Timestamp) -> LogEvent {
    LogEvent(projectID: project.id, kind: .extended, message: "Extended by 1 hour", createdAt: now)
  }
}
