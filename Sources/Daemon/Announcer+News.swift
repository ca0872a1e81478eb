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
    switch news {
    case .progress(let project, _, _): await showProgress(news, of: project.id)
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
    guard settings.policy.notificationsEnabled, !isPaused else { return }
    let request = news.request(at: clock.now(), policy: settings.policy, home: home)
    let isFirst = progressing.insert(id).inserted
    do {
      _ = try await screen.show(request, .update)
    } catch {
      // Whoever closes it does not want to see it once a second.
      guard isFirst, case .notShown = error else { return }
      _ = try? await screen.show(request, .anew)
    }
  }

  /// Shows it, or keeps it for later where it is worth that; tells whether it is on the screen.
  func show(_ news: News) async -> Bool {
    guard settings.policy.notificationsEnabled else { return false }
    guard !isPaused || !news.waitsForPause else {
      if news.keeps { keep(news) }
      return false
    }
    do {
      _ = try await screen.show(news.request(at: clock.now(), policy: settings.policy, home: home), .anew)
      standing[news.tag] = news.standsUntilSettled ? news : nil
      return true
    } catch {
      logger.info("news was not shown: \(error)")
      // A server that holds it back has it, and shows it later.
      guard news.keeps, error != .inhibited else { return error == .inhibited }
      keep(news)
      if case .timedOut = error { retries.continuation.yield() }
      return false
    }
  }

  /// Keeps it until it can be told; failures are few, and holds no more than projects, good news may be any number.
  private func keep(_ news: News) {
    if !news.isGood || untold.count < Self.untoldLimit { untold += news.parts }
  }

  /// What stood on the screen went with its server; what is true all the same is told to the next one.
  func loseScreen() {
    untold += standing.values.sorted { $0.tag < $1.tag } + News.heldTogether(heldTogether + heldApart).parts
    standing = [:]
    heldApart = []
    heldTogether = []
    progressing = []
    questions.endAll()
  }
}
