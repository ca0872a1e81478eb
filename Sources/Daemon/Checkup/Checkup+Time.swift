import Deadlines
import ProjectStore
import Settings
import Wording

extension Checkup {
  /// Whether the wall clock can be believed, as the daemon judges it.
  func clock(_ file: DatabaseLook) -> [Finding] {
    let now = clock.now()
    let doubt = (file.mark.map { ClockTrust($0) } ?? ClockTrust(buildDate: ClockTrust.buildDate)).doubt(
      at: now)
    return [
      .clock(doubt, at: now.wall), .synchronisation(now.isClockSynchronised), .clockMark(file.mark?.at),
    ]
  }

  /// How the active projects stand; nothing where they cannot be read, which is said of the database.
  func projects(_ scene: Scene) async -> [Finding] {
    guard let projects = scene.file.projects else { return [] }
    let flaws = await DirectoryLook().flaws(of: projects.filter { !$0.isRunning })
    return Finding.projects(
      projects, directories: flaws, at: clock.now(), policy: scene.settings.settings.policy)
  }
}
