import Deadlines
import Logging
import Notifications
import Settings

// What a daemon before this one left on the screen: its buttons would do nothing. What is still true is put in its place,
// silently, with buttons that work; what is void is taken down; what went with its server is shown anew.

extension Announcer {
  /// Deals with everything left behind; what stands under `tags` is still up, as far as anybody knows.
  func takeOver(_ tags: Set<String>) async {
    memory?.takeOver()
    for (tag, item) in memory?.untouched() ?? [] {
      // Shown anew meanwhile, it is this daemon's own.
      guard memory?.untouched().contains(where: { $0.tag == tag }) == true else { continue }
      await takeOver(tag, item, isUp: tags.contains(tag))
    }
  }

  private func takeOver(_ tag: String, _ item: ScreenMemory.Item, isUp: Bool) async {
    var rows: [(about: ScreenMemory.About, row: Project)] = []
    for about in item.about {
      if let row = await find(Project.ID(about.project)) { rows.append((about, row)) }
    }
    if item.about.contains(where: \.isWarning) {
      let now = clock.now()
      let valid = rows.compactMap { $0.about.warning(about: $0.row, at: now, policy: settings.policy) }
      return await takeOver(valid, tag, item, isUp: isUp)
    }
    let told = rows.filter { $0.about.speaks(of: $0.row) }.map(\.row)
    var request = item.request
    // What tells of no project, or asks about one, is told by this daemon itself where it is so.
    let isQuestion = item.about.isEmpty
    guard !isQuestion || request.expiry == .never || !request.actions.isEmpty else {
      // It says what happened, and goes by itself.
      return
    }
    guard !told.isEmpty, !isQuestion else { return await takeDownLeft(tag) }
    if tag == News.remindersTag { return await takeOverReminders(told, isUp: isUp) }
    if tag == News.heldTogetherTag {
      heldTogether = told
      return await isUp ? renewHolds() : showHolds(told)
    }
    guard request.expiry == .never || !request.actions.isEmpty else { return }
    // It stands for failures of which only the names are known any more.
    request.actions.removeAll { ShowKey(text: $0.key) == .failures }
    guard await showLeft(request, item.about, isUp: isUp), let project = told.first else { return }
    switch project.status {
    case .held: heldApart.append(project)
    case .destroying: progressing.insert(project.id)
    case .failed: if tag == project.tag { failuresUp.insert(tag) }
    default: break
    }
    if project.status != .held { tornDown.insert(project.id) }
  }

  private func takeOver(
    _ valid: [Deadlines.Warning], _ tag: String, _ item: ScreenMemory.Item, isUp: Bool
  ) async {
    // The schedule may have had one shown meanwhile.
    let left = valid.filter { warnings[$0.project.id] == nil }
    guard !left.isEmpty, isUp || !isPaused else { return await takeDownLeft(tag) }
    let now = clock.now().wall
    let staysUp = item.request.expiry == .never
    let isSummary = item.about.count > 1
    let summary = Summary(tag: tag, warnings: left)
    let request =
      isSummary
      ? self.request(for: summary, at: now, staysUp: staysUp)
      : self.request(for: left[0], at: now, staysUp: staysUp)
    guard await showLeft(request, left.map { ScreenMemory.About($0) }, isUp: isUp) else { return }
    if isSummary { summaries.append(summary) }
    for warning in left {
      warnings[warning.project.id] = warning
      // It was accepted before, by this generation and boot; the schedule learns that it stands there.
      mailbox.post(.schedule(.warningAccepted(warning)))
    }
  }

  /// Puts it in the place of what an earlier daemon left there, without a sound; anew where that is gone.
  private func showLeft(_ request: NotificationRequest, _ about: [ScreenMemory.About], isUp: Bool) async
    -> Bool
  {
    var request = request
    request.isSilent = isUp
    memory?.prepare(request.tag, about)
    do {
      _ = try await screen.show(request, isUp ? .update : .anew)
      return true
    } catch {
      logger.info("what an earlier daemon showed was not shown again: \(error.words)")
      memory?.forget(request.tag)
      return false
    }
  }

  private func takeDownLeft(_ tag: String) async {
    await screen.withdraw(tag)
  }
}
