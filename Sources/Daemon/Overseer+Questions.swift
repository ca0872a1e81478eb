import Deadlines
import Logging
import ProjectStore
import RemoteControl
import Wording

// Other programs may ask for a teardown before the deadline; its user alone decides, at a click or by typing its name.

extension Overseer {
  /// Raises the question whether to destroy a project now, unless the rules bar that already.
  func ask(about project: ProjectReference, _ answer: @escaping QuestionAnswer) async {
    let row: Project
    do throws(QuestionFailure) {
      row = try await confirmable(project)
    } catch {
      return answer(error)
    }
    // The popup that is on its way is for whoever asks meanwhile, too.
    let isFirst = waitingForQuestion[row.id] == nil
    waitingForQuestion[row.id, default: []].append(answer)
    guard isFirst else { return }
    askedAbout.insert(row.id)
    logger.notice(
      "another program asks whether to destroy it now", metadata: ["project": "\(row.id.number)"])
    // Looked at before anything is shown: what comes later is not what its user saw.
    let directory = FileIdentity(ofFileAt: row.path)
    jobs.append { [announcer, mailbox] in
      mailbox.post(.questionRaised(row, await announcer.ask(about: row, in: directory)))
    }
  }

  /// The question is up, or could not be raised; whoever waits for it is told.
  func noteRaised(_ row: Project, _ failure: QuestionFailure?) async {
    var failure = failure
    if failure == nil, await found(row.id).map(Confirmation(of: row, acceptedAt: clock.now()).shows) != true {
      failure = .changed(row)
      announcer.voidQuestion(row.id)
    }
    for answer in waitingForQuestion.removeValue(forKey: row.id) ?? [] { answer(failure) }
    guard failure == nil else { return }
    jobs.append { [announcer, questionPatience] in
      await announcer.endQuestionWhenOver(row.id, lookingEvery: questionPatience)
    }
  }

  /// Nobody raises questions any more.
  func refuseQuestions() {
    let waiting = waitingForQuestion.values.flatMap(\.self)
    waitingForQuestion = [:]
    for answer in waiting { answer(.command(.stopping, about: nil)) }
  }

  /// Refuses a click that begins a teardown where the path leads to a protected place: only a typed name settles that.
  func demandNoProtectionBehindLinks(_ id: Project.ID, _ action: UserAction) async throws(CommandError) {
    switch action {
    case .destroy, .retry: break
    case .extend, .cancel, .resume, .kill: return
    }
    let row = await found(id)
    guard let row, row.isProtectedBehindLinks(under: schedule.policy) else { return }
    throw .refused(.guardNotMet(.unprotected), about: row)
  }

  /// Refuses a click on a question about what lay elsewhere: the popup named a path, and that leads to something else now.
  func demandSameDirectory(_ action: UserAction) throws(CommandError) {
    guard case .destroy(let question?) = action else { return }
    do throws(Refusal) {
      try question.demandSameDirectory(FileIdentity(ofFileAt: question.seen.path))
    } catch {
      throw .refused(error, about: question.seen)
    }
  }

  private func found(_ id: Project.ID) async -> Project? {
    (try? await store.projects.find(id)).flatMap(\.self)
  }

  /// The project as it is in the file, if a click may destroy it.
  private func confirmable(_ project: ProjectReference) async throws(QuestionFailure) -> Project {
    let row: Project
    do throws(CommandError) {
      let id = try await store.projects.id(of: project)
      guard let found = try await present(id) else { throw .refused(.notFound("\(id.number)"), about: nil) }
      row = found
      try await demandNoProtectionBehindLinks(id, .destroy(confirmed: nil))
    } catch {
      guard case .refused(_, let about) = error else { throw .command(error, about: nil) }
      throw .command(error, about: about)
    }
    do throws(Refusal) {
      try row.checkConfirmable(at: clock.now(), policy: schedule.policy)
    } catch {
      throw .command(.refused(error, about: row), about: row)
    }
    return row
  }

  private func present(_ id: Project.ID) async throws(CommandError) -> Project? {
    do {
      return try await store.projects.find(id)
    } catch {
      throw .store(error)
    }
  }
}
