import Daemon
import Deadlines
import ProjectStore
import Settings

// What a daemon would go by, as far as the file tells.

extension Session {
  /// What the standing of `project` depends on besides its row, and whether it waits for a place.
  func circumstances(
    of project: Project, isQueued: Bool, at now: Moment
  ) async throws -> Circumstances {
    let doubt = ClockTrust(try await store.clockMark()).doubt(at: now)
    let wokeAt = try await store.seenClocks().wokeAt(asOf: now)
    let circumstances = Circumstances(
      now: now, policy: settings.policy, clockDoubt: doubt, wokeAt: wokeAt)
    return isQueued ? circumstances.queueing(project) : circumstances
  }

  /// Which place `project` has among those that are due and wait for one, from 1; nil if it does not.
  func queuePlace(of project: Project, at now: Moment) async throws -> Int? {
    let active = try await store.projects.active().values
    return active.queue(at: now, policy: settings.policy).firstIndex(of: project.id).map { $0 + 1 }
  }
}
