import Deadlines
import Notifications
import Wording

// How teardowns ended: each by itself while few stand on the screen, otherwise all of a kind in one notification.

extension Announcer {
  /// Tells of endings, all of one kind.
  func showEndings(_ told: [Ending]) async {
    guard let kind = told.first?.kind else { return }
    let now = clock.now().awake
    let isRecent = endings[kind]?.isRecent(at: now) ?? false
    // Good news goes by itself; what was told a while ago is no longer read together with this.
    if kind == .destroyed, !isRecent { endings[kind] = nil }
    var shown = endings[kind] ?? EndingsShown()
    shown.leave(Set(told.map(\.project.id)))
    for id in told.map(\.project.id) {
      await leaveBeginnings(id)
      // Tried again, it has ended otherwise.
      await leaveEndings(id, of: kind == .failed ? .destroyed : .failed)
    }
    shown.toldAt = now
    endings[kind] = shown
    let isFew = shown.apart.count + told.count <= OrderBook.toldApart
    guard !shown.together.isEmpty || !isFew else {
      for ending in told {
        // Before it is up: its user may close it while the server's answer is on its way.
        endings[kind, default: EndingsShown()].apart.append(ending)
        if await show(ending.news) {
          tornDown.insert(ending.project.id)
        } else {
          endings[kind]?.leave([ending.project.id])
        }
      }
      return
    }
    let all = told + shown.apart + shown.together
    let isUp = !shown.together.isEmpty
    endings[kind]?.together = all
    endings[kind]?.apart = []
    if isUp, isRecent {
      await renew(News.endingsTag(kind))
    } else if await !show(.endedTogether(all)) {
      endings[kind]?.together = []
      return
    }
    // What told that they run stands there still, or what told of their end by itself.
    for ending in told + shown.apart {
      await screen.withdraw(ending.project.tag)
      standing[ending.project.tag] = nil
    }
  }

  /// The project is told of otherwise from here on: the notification of many endings goes on without it.
  func leaveEndings(_ id: Project.ID) async {
    for kind in [Ending.Kind.failed, .destroyed] { await leaveEndings(id, of: kind) }
  }

  private func leaveEndings(_ id: Project.ID, of kind: Ending.Kind) async {
    guard var shown = endings[kind] else { return }
    let wasNamed = shown.together.contains { $0.project.id == id }
    shown.leave([id])
    endings[kind] = shown
    guard wasNamed else { return }
    let tag = News.endingsTag(kind)
    guard !shown.together.isEmpty else { return await screen.withdraw(tag) }
    await renew(tag, isNews: false)
  }

  /// The project has not failed any more, whoever made that good: what told of it goes, and nothing counts it.
  func forgetFailure(_ id: Project.ID) async {
    let tag = Project.tag(of: id)
    untold.removeAll { $0.failedProject?.id == id }
    await leaveEndings(id, of: .failed)
    // Something newer may stand there.
    guard failuresUp.remove(tag) != nil else { return }
    tornDown.remove(id)
    await screen.withdraw(tag)
  }

  /// Shows each of the failures by itself that one notification stands for and that are true, as far as a screen has room.
  func showFailures() async {
    let together = endings[.failed]?.together ?? []
    var failed: [Ending] = []
    for ending in together where await isTrue(ending) { failed.append(ending) }
    let named = failed.prefix(Policy.namedTogether)
    for ending in named.reversed() {
      guard await show(ending.news) else { return }
      tornDown.insert(ending.project.id)
    }
    guard endings[.failed]?.together == together else { return }
    endings[.failed]?.together = []
    // Those there was no room for stay in one, in its place.
    let rest = Array(failed.dropFirst(named.count))
    if !rest.isEmpty, await show(.endedTogether(rest)) { endings[.failed]?.together = rest }
  }

  /// Whether the file does not say otherwise by now, of which nobody may have heard yet.
  private func isTrue(_ ending: Ending) async -> Bool {
    guard let row = await find(ending.project.id) else { return true }
    return ScreenMemory.About(ending.project).speaks(of: row)
  }

  /// The user closed what stood under the tag, or a click took it down.
  func noteEndingClosed(_ tag: String) {
    if tag == News.startedTogetherTag { beginnings.isUp = false }
    for kind in [Ending.Kind.failed, .destroyed] {
      endings[kind]?.apart.removeAll { $0.project.tag == tag }
      if tag == News.endingsTag(kind) { endings[kind]?.together = [] }
    }
  }
}
