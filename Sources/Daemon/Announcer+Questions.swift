import Deadlines
import Logging
import Notifications
import Settings
import Wording

// The questions whether to destroy something now: raised for another program, answered by its user alone.

extension Announcer {
  /// Raises the question about a project, in the place of an earlier one; returns when it is up, or why it is not.
  func ask(about project: Project, in directory: FileIdentity?) async -> QuestionFailure? {
    guard settings.policy.notificationsEnabled else { return .silence(project, .disabled) }
    switch questions.admit(project, at: clock.now()) {
    case .isUp: return nil
    case .refused(let failure): return failure
    case .raise: break
    }
    let briefing = await brief(project, settings)
    let request = Language.$current.withValue(language) {
      project.question(settings: settings, home: home, briefing: briefing)
    }
    do {
      guard try await screen.show(request, .anew).hasActions else {
        // There it would stand for ever, and nothing could be answered.
        await screen.withdraw(request.tag)
        questions.fail(project.id)
        return .noButtons(project)
      }
    } catch {
      logger.info("nobody was asked: \(error.words)", metadata: ["project": "\(project.id.number)"])
      // What is held back would be shown when nobody waits for an answer any more.
      if error == .inhibited { await screen.withdraw(request.tag) }
      questions.fail(project.id)
      return QuestionFailure(error, about: project)
    }
    questions.note(
      Questions.Question(
        confirmation: Confirmation(of: project, in: directory, acceptedAt: clock.now()), request: request))
    return nil
  }

  /// The project stands in the file like this now: a question about something else goes.
  nonisolated func reviewQuestion(_ row: Project) { book.add(.reviewQuestion(row)) }

  /// The project is gone, and with it what was asked about it.
  nonisolated func voidQuestion(_ id: Project.ID) { book.add(.endQuestion(id)) }

  func review(_ row: Project) async {
    guard let question = questions.up[row.id], !question.confirmation.shows(row) else { return }
    await endQuestion(row.id)
  }

  func endQuestion(_ id: Project.ID) async {
    guard let question = questions.up[id] else { return }
    questions.end(id)
    await screen.withdraw(question.request.tag)
  }

  /// Takes the question about a project, or one that takes its place, off the screen when its time is over.
  ///
  /// Returns once none is up, and at once where that is waited for already, so that a storm of requests is one wait.
  func endQuestionWhenOver(_ id: Project.ID, lookingEvery patience: Duration) async {
    guard expiringQuestions.insert(id).inserted else { return }
    defer { expiringQuestions.remove(id) }
    while let left = questions.up[id]?.confirmation.timeLeft(at: clock.now()) {
      guard left > .zero else {
        await endQuestion(id)
        continue
      }
      // A clock that stops while the machine sleeps.
      guard (try? await Task.sleep(for: min(left, patience), clock: .suspending)) != nil else { return }
    }
  }

  /// A click beside the buttons answers nothing: shows the question once more, for as long as it counts.
  ///
  /// - Returns: whether it was a question that stood under the tag.
  func showQuestionAgain(_ tag: String) async -> Bool {
    guard let question = questions.up.values.first(where: { $0.request.tag == tag }) else { return false }
    let id = question.confirmation.seen.id
    let left = question.confirmation.timeLeft(at: clock.now())
    var request = question.request
    request.expiry = .after(left)
    guard left > .zero, (try? await screen.show(request, .anew)) != nil
    else {
      questions.end(id)
      return true
    }
    return true
  }
}

extension Project {
  /// What identifies the question whether to destroy it now.
  var questionTag: String { tag + "-confirm" }

  /// The notification that asks whether to destroy it now, good for this generation only.
  func question(settings: Settings, home: String?, briefing: Briefing) -> NotificationRequest {
    let text = confirmationText(home: home, briefing: briefing)
    var request = NotificationRequest(text, tag: questionTag)
    request.actions = [
      NotificationRequest.Action(key: ShowKey.keep(id).text, label: ButtonText.keep),
      button(.destroy(confirmed: nil), ButtonText.destroyNow),
    ]
    request.defaultActionLabel = ButtonText.showAgain
    request.category = News.category("question")
    request.icon = "dialog-question"
    request.sound = settings.sound
    request.presses()
    // Also where no daemon lives that could withdraw it.
    request.expiry = .after(Confirmation.validity)
    return request
  }
}
