import Deadlines
import Logging
import Notifications
import Settings

extension Announcer {
  /// The most good news kept for a server that is not there.
  private static let untoldLimit = 100

  func tellNow(_ news: News) async {
    let tags = Set((news.parts + [news]).map(\.tag))
    untold.removeAll { $0.canBeOvertaken && tags.contains($0.tag) }
    if let id = news.project?.id { tornDown.remove(id) }
    if !news.isUpdate, let id = news.project?.id { progressing.remove(id) }
    if let id = news.project?.id, news.ending == nil { await leaveEndings(id) }
    if !news.isUpdate, let id = news.project?.id { await leaveBeginnings(id) }
    switch news {
    case .started(let project): await showBeginnings([project])
    case .startedTogether(let projects): await showBeginnings(projects)
    case .progress(let project, _, _): await showProgress(news, of: project.id)
    case .ended where news.ending != nil: await showEndings([news.ending].compactMap(\.self))
    case .endedTogether(let endings): await showEndings(endings)
    case .held(let project, _): await showHolds([project])
    case .heldTogether(let projects): await showHolds(projects)
    default:
      // What was not shown stands nowhere, and the void warning must still go.
      guard await show(news), news.outlastsWarning, let id = news.project?.id else { return }
      tornDown.insert(id)
    }
  }

  /// Changes in place what tells that a teardown runs; where that has gone by itself it is shown once more, to stay.
  private func showProgress(_ news: News, of id: Project.ID) async {
    tornDown.insert(id)
    guard settings.policy.notificationsEnabled else { return }
    let request = news.request(at: clock.now(), policy: settings.policy, home: home)
    memory?.prepare(request.tag, news.toldProjects.map { ScreenMemory.About($0) })
    let isFirst = !progressing.contains(id)
    do {
      _ = try await screen.show(request, .update)
    } catch {
      // Whoever closes it does not want to see it once a second, and whoever pauses wants to see nothing new.
      guard isFirst, !isPaused, case .notShown = error else { return }
      _ = try? await screen.show(request, .anew)
    }
    progressing.insert(id)
    failuresUp.remove(request.tag)
  }

  /// Shows it, or keeps it for later where it is worth that; tells whether it is on the screen.
  ///
  /// - Parameters:
  ///   - replacing: what stands there is changed in place where it still does, otherwise it is shown anew.
  ///   - isNews: false for what only says less than before, and is neither shown anew nor kept.
  ///   - isSilent: whether it makes no sound, as what was there just now, and what is changed in place.
  func show(
    _ news: News, _ replacing: Replacement = .anew, isNews: Bool = true, isSilent: Bool = false
  ) async -> Bool {
    guard settings.policy.notificationsEnabled || !isNews else { return false }
    guard !isPaused || !news.waitsForPause || !isNews else {
      if news.keeps { keep(news) }
      return false
    }
    memory?.prepare(news.tag, news.toldProjects.map { ScreenMemory.About($0) })
    var request = news.request(at: clock.now(), policy: settings.policy, home: home)
    if isSilent || replacing == .update { request.isSilent = true }
    do {
      _ = try await screen.show(request, replacing)
      standing[news.tag] = news.standsUntilSettled ? news : nil
      noteFailureUp(news)
      return true
    } catch {
      if !isNews {
        // What could not be changed just now stands there still, and is changed with what comes next.
        if case .notShown = error { return false }
        return true
      }
      if replacing == .update, case .notShown = error { return await show(news) }
      logger.info("news was not shown: \(error.words)")
      // A server that holds it back has it, and shows it later.
      if error == .inhibited { noteFailureUp(news) }
      guard news.keeps, error != .inhibited else { return error == .inhibited }
      keep(news)
      switch error {
      // Plasma refuses what is like something just shown, any server may refuse for a moment: later it may not.
      case .timedOut, .rejected: retries.continuation.yield()
      default: break
      }
      return false
    }
  }

  private func noteFailureUp(_ news: News) {
    if news.failedProject == nil { failuresUp.remove(news.tag) } else { failuresUp.insert(news.tag) }
  }

  /// Has what a server did not take told again after a rest, which grows where it goes on refusing.
  func retellAfterRests() async {
    var wait = rest
    var last: Duration?
    for await _ in retries.stream {
      let now = clock.now().awake
      wait = last.map { now - $0 <= wait * 2 } == true ? min(wait * 2, .hours(1)) : rest
      guard (try? await Task.sleep(for: wait)) != nil else { return }
      last = clock.now().awake
      book.add(.retell)
    }
  }

  /// Keeps it until it can be told; failures are few, and holds no more than projects, good news may be any number.
  private func keep(_ news: News) {
    if !news.isGood || untold.count < Self.untoldLimit { untold += news.parts }
  }

  /// What stood on the screen went with its server; what is true all the same is told to the next one.
  func loseScreen() {
    untold += standing.values.sorted { $0.tag < $1.tag } + News.heldTogether(heldTogether + heldApart).parts
    decisions.forgetAll()
    endings = [:]
    failuresUp = []
    beginnings = Beginnings()
    standing = [:]
    heldApart = []
    heldTogether = []
    reminded = []
    progressing = []
    questions.endAll()
  }
}
