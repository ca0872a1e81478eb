import Deadlines
import Notifications
import Settings
import Wording

// What brings held and failed projects up again: one notification, which names those that still wait.

extension Announcer {
  /// Brings projects up again; the schedule is told whether the server accepted it.
  func show(_ reminders: [Reminder]) async {
    // It takes the place of what may not have been read yet.
    let told = reminders + (await stillStalled(besides: reminders))
    prepareMemory(of: told)
    let isShown = await isAccepted(reminderRequest(told))
    if isShown { reminded = told }
    mailbox.post(.schedule(isShown ? .reminded(reminders) : .reminderRefused(reminders)))
  }

  /// What was said of the project is not true any more: what brought it up goes on without it.
  func leaveReminders(_ id: Project.ID) async {
    let before = reminded.count
    reminded.removeAll { $0.project.id == id }
    guard reminded.count < before else { return }
    guard !reminded.isEmpty else { return await screen.withdraw(News.remindersTag) }
    await renew(News.remindersTag, isNews: false)
  }

  /// Says in place, silently, who still waits.
  func renewReminders() async {
    let still = await stillStalled(besides: [])
    // Its user may have closed it meanwhile.
    reminded = still.filter { reminder in reminded.contains { $0.project.id == reminder.project.id } }
    guard !reminded.isEmpty else { return await screen.withdraw(News.remindersTag) }
    prepareMemory(of: reminded)
    var request = reminderRequest(reminded)
    request.isSilent = true
    do {
      _ = try await screen.show(request, .update)
    } catch {
      // Closed by its user, or gone with its server, it comes back with the next reminder only.
      if case .notShown = error { reminded = [] }
    }
  }

  /// A daemon before this one left it up: it goes on with those of whom it is still true.
  func takeOverReminders(_ told: [Project], isUp: Bool) async {
    guard isUp else { return await screen.withdraw(News.remindersTag) }
    reminded = told.map { Reminder(project: $0, offset: $0.remindedOffset ?? .zero) }
    await renewReminders()
  }

  private func prepareMemory(of reminders: [Reminder]) {
    memory?.prepare(News.remindersTag, reminders.map { ScreenMemory.About($0.project) })
  }

  private func reminderRequest(_ reminders: [Reminder]) -> NotificationRequest {
    let text = reminders.text(at: clock.now(), policy: settings.policy, home: home)
    var request = NotificationRequest(text, tag: News.remindersTag)
    request.category = News.category("reminder")
    return request
  }

  /// What the reminders on the screen say of other projects, as far as it is true, and as these are now.
  private func stillStalled(besides reminders: [Reminder]) async -> [Reminder] {
    let ids = Set(reminders.map(\.project.id))
    var stalled: [Reminder] = []
    for reminder in reminded where !ids.contains(reminder.project.id) {
      let row = await find(reminder.project.id)
      guard let row, row.isStillStalled(as: reminder.project) else { continue }
      stalled.append(Reminder(project: row, offset: reminder.offset))
    }
    return stalled
  }
}
