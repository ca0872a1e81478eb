import Deadlines
import ProjectStore
import RemoteControl
import Wording

@testable import Daemon

extension Project {
  /// A project as notifications are made of in tests.
  static func told(
    _ id: Int64 = 1, _ status: ProjectStatus = .scheduled, _ reason: HoldReason? = nil
  ) -> Project {
    let now = Timestamp(1_800_000_000)
    var project = Project(
      id: Project.ID(id), path: "/srv/p\(id)", name: "p\(id)", timeout: "1h", command: "tofu destroy",
      deadline: now + .hours(1), scheduledAt: now, createdAt: now, updatedAt: now)
    project.status = status
    project.holdReason = reason
    return project
  }
}

extension News {
  /// One of every kind, and of kinds that depend on what they tell, one of each; the name tells which.
  static let samples: [(name: String, news: News)] = [
    ("started", .started(.told(1, .destroying))),
    ("many started", .startedTogether((1...5).map { .told($0, .destroying) })),
    ("progress", .progress(.told(1, .destroying), done: 3, of: 12)),
    ("destroyed", .ended(.told(1, .destroyed), .destroyed, lastLine: "done")),
    ("failed", .ended(.told(1, .failed), .exited(code: 1), lastLine: "Error: no")),
    ("interrupted", .ended(.told(1, .held, .interrupted), .interrupted, lastLine: nil)),
    ("many destroyed", .endedTogether((1...5).map { Ending(project: .told($0), outcome: .destroyed) })),
    ("many failed", .endedTogether((1...5).map { Ending(project: .told($0), outcome: .exited(code: 1)) })),
    ("attempt failed", .attemptFailed(.told(1, .destroying), .exited(code: 1), lastLine: "no")),
    ("silent", .silent(.told(1, .destroying), since: Timestamp(1_799_990_000))),
    ("still running", .stillRunning(.told(1, .destroying))),
    ("held", .held(.told(1, .held, .untrusted), .untrusted)),
    ("held interrupted", .held(.told(1, .held, .interrupted), .interrupted)),
    ("many held", .heldTogether((1...5).map { .told($0, .held, .invalid) })),
    ("extended", .changed(.told(), .extend(by: .hours(1)))),
    ("cancelled", .changed(.told(1, .cancelled), .cancel)),
    ("destroyed now", .changed(.told(), .destroy(confirmed: nil))),
    ("refused", .refused(.told(), .cancel, .notFound("1"))),
    ("many extended", .changedTogether((1...3).map { .told($0) }, refused: ["p4: no"])),
    ("not done", .notDone("no such project")),
    ("sleep", .sleep([.told()])),
    ("clock doubted", .clockDoubted(.behindMark(Timestamp(1_800_000_000)))),
    ("clock believed", .clockBelieved),
    ("file fails", .fileFails(.empty(path: "/f.db"), .writing)),
    ("file works", .fileWorks(.writing)),
    ("damaged", .damaged([])),
    ("watches used up", .watchesUsedUp(watched: 10, limit: 10)),
    ("files refused", .filesRefused([])),
    ("overview", .overview([.told()])),
    ("no settings", .noSettings("/etc/x")),
    ("name taken", .nameTaken(.service, NotificationText(summary: "taken", body: "by whom"))),
    ("settings", .settings("line 1: no")),
  ]
}
