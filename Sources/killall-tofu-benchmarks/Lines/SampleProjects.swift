import Deadlines
import ProjectStore

/// The projects that fill the file, as people have them: one deadline every six minutes.
enum SampleProjects {
  /// The time at which they are made.
  static let now = Timestamp(1_790_000_000)
  /// The time at which they are changed, with the other clocks for the rules.
  static let later = Moment(
    wall: now + .seconds(60), awake: .seconds(86_400), bootID: "a8e1c7f2-0d0b-4f5e-9a53-benchmark00")
  /// From one deadline to the next.
  static let interval = Duration.minutes(6)

  /// The project with that id, when the ids start at 1.
  static func project(_ number: Int) -> NewProject {
    NewProject(
      path: "/home/user/infrastructure/project-\(number)", name: "project-\(number)", timeout: "2 hours",
      command: "tofu destroy -auto-approve", deadline: deadline(number))
  }

  /// The deadline of the project with that id.
  static func deadline(_ number: Int) -> Timestamp {
    now + .hours(2) + interval * number
  }

  /// One of the first `count` ids; one after the other they lie scattered over the file.
  static func id(_ number: Int, of count: Int) -> Project.ID {
    Project.ID(Int64(number * 617 % count + 1))
  }
}

extension LogEvent {
  /// The line that an extension leaves in the audit log.
  static func `extension`(of project: Project) -> LogEvent {
    LogEvent(
      projectID: project.id, kind: .extended, message: "Extended by 1 hour",
      createdAt: SampleProjects.later.wall)
  }
}
