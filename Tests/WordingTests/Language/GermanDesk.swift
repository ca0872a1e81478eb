import Deadlines

@testable import Wording

/// A German's desktop at a certain moment.
struct GermanDesk {
  /// Noon in UTC; what is shown depends on the time zone, so times of day are taken from the same functions.
  let now = Timestamp(1_795_348_800)
  let home = "/home/ana"

  func project(
    _ name: String = "demo", _ status: ProjectStatus = .scheduled, due: Duration = .minutes(15)
  )
    -> Project
  {
    var project = Project(
      id: Project.ID(7), path: "/home/ana/demo", name: name, timeout: "2 hours", command: "tofu destroy",
      createdAt: now, updatedAt: now)
    project.status = status
    project.deadline = now + due
    return project
  }

  func german<T>(_ make: () -> T) -> T { Language.$current.withValue(.german, operation: make) }

  func clock(_ time: Timestamp) -> String { german { time.clockTime(at: now) } }

  var moment: Moment { Moment(wall: now, awake: .hours(5), bootID: "boot") }
}
