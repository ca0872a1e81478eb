import Deadlines
import Logging
import Notifications
import Settings
import Wording

extension Announcer {
  /// Shows one warning by itself, or several as a summary, and reports on each.
  func show(_ shown: [Deadlines.Warning]) async {
    await learn(about: shown)
    let now = clock.now()
    let summary = shown.count > 1 ? Summary(tag: nextSummaryTag(), warnings: shown) : nil
    let request =
      summary.map { self.request(for: $0, at: now.wall) }
      ?? shown.first.map { self.request(for: $0, at: now.wall) }
    if let request { memory?.prepare(request.tag, shown.map { ScreenMemory.About($0) }) }
    guard let request, await isAccepted(request) else {
      for warning in shown { mailbox.post(.schedule(.warningRefused(warning))) }
      return
    }
    for warning in shown {
      warnings[warning.project.id] = warning
      tornDown.remove(warning.project.id)
      await leaveSummary(warning.project.id)
      await leaveEndings(warning.project.id)
      // A warning that stood by itself is told by the summary now.
      if summary != nil { await screen.withdraw(warning.project.tag) }
    }
    if let summary { summaries.append(summary) }
    for warning in shown { mailbox.post(.schedule(.warningAccepted(warning))) }
  }

  /// Shows what stands under the tag once more, to stay.
  func showAgain(_ tag: String) async {
    if await showQuestionAgain(tag) { return }
    let now = clock.now().wall
    if let summary = summaries.first(where: { $0.tag == tag }) {
      memory?.prepare(tag, summary.warnings.map { ScreenMemory.About($0) })
      _ = try? await screen.show(request(for: summary, at: now, staysUp: true), .anew)
    } else if let warning = warnings.values.first(where: { $0.project.tag == tag }) {
      memory?.prepare(tag, [ScreenMemory.About(warning)])
      _ = try? await screen.show(request(for: warning, at: now, staysUp: true), .anew)
    }
  }

  /// The project's warning, or what tells of its hold, is void: it comes off the screen, and out of whatever names it.
  func forget(_ id: Project.ID) async {
    warnings[id] = nil
    briefings[id] = nil
    untold.removeAll { $0.heldProject?.id == id }
    leaveHolds(id)
    // The news of its teardown may stand there already.
    if !tornDown.contains(id) { await screen.withdraw(Project.tag(of: id)) }
    await leaveSummary(id)
  }

  private func leaveSummary(_ id: Project.ID) async {
    guard let place = summaries.firstIndex(where: { $0.warnings.contains { $0.project.id == id } }) else {
      return
    }
    summaries[place].warnings.removeAll { $0.project.id == id }
    let summary = summaries[place]
    if summary.warnings.isEmpty {
      summaries.remove(at: place)
      await screen.withdraw(summary.tag)
    } else {
      await renew(summary.tag, isNews: false)
    }
  }

  /// Finds out, of all at once, what the warnings can tell of what is going to happen.
  private func learn(about shown: [Deadlines.Warning]) async {
    guard settings.policy.notificationsEnabled else { return }
    let found = await withTaskGroup(of: (Project.ID, Briefing).self) { [brief, settings] group in
      for project in shown.map(\.project) { group.addTask { (project.id, await brief(project, settings)) } }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    briefings.merge(found) { $1 }
    guard settings.policy.protection.maximumResources != nil else { return }
    for project in shown.map(\.project) {
      // What could not be counted in a moment is counted again, with more patience, before the teardown.
      guard case .known? = found[project.id]?.resources else { continue }
      mailbox.post(.counted(project, found[project.id]?.resources))
    }
  }

  func request(
    for warning: Deadlines.Warning, at now: Timestamp, staysUp: Bool = false
  ) -> NotificationRequest {
    warning.request(
      at: now, settings: settings, home: home, briefing: briefings[warning.project.id] ?? Briefing(),
      staysUp: staysUp)
  }

  func request(for summary: Summary, at now: Timestamp, staysUp: Bool = false) -> NotificationRequest {
    summary.request(at: now, settings: settings, home: home, briefings: briefings, staysUp: staysUp)
  }

  private func nextSummaryTag() -> String {
    repeat { summariesShown += 1 } while memory?.holds("together-\(summariesShown)") == true
    return "together-\(summariesShown)"
  }

  /// Shows a request and tells whether it counts as shown.
  func isAccepted(_ request: NotificationRequest) async -> Bool {
    guard settings.policy.notificationsEnabled, !isPaused else { return false }
    do {
      _ = try await screen.show(request, .anew)
      guard !isPaused else {
        // The pause began while the server was asked: it counts for nothing, and is shown again afterwards.
        await screen.withdraw(request.tag)
        return false
      }
      return true
    } catch {
      logger.warning("a notification was not accepted: \(error.words)", metadata: ["tag": "\(request.tag)"])
      // The server is there and holds back what it is sent: asking it again and again would change nothing.
      if error == .inhibited {
        isServerInhibited = true
        tellScheduleOfPauses()
      }
      return false
    }
  }
}
