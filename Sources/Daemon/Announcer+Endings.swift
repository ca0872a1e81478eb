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
    for id in told.map(\.project.id) { await leaveBeginnings(id) }
    shown.toldAt = now
    endings[kind] = shown
    let isFew = shown.apart.count + told.count <= OrderBook.toldApart
    guard !shown.together.isEmpty || !isFew else {
      for ending in told where await show(ending.news) {
        endings[kind, default: EndingsShown()].apart.append(ending)
        tornDown.insert(ending.project.id)
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
    for kind in [Ending.Kind.failed, .destroyed] {
      guard var shown = endings[kind] else { continue }
      let wasNamed = shown.together.contains { $0.project.id == id }
      shown.leave([id])
      endings[kind] = shown
      guard wasNamed else { continue }
      let tag = News.endingsTag(kind)
      guard !shown.together.isEmpty else {
        await screen.withdraw(tag)
        continue
      }
      await renew(tag, isNews: false)
    }
  }

  /// Shows each of the failures by itself that one notification stands for, as far as a screen has room.
  func showFailures() async {
    let together = endings[.failed]?.together ?? []
    let named = together.prefix(Policy.namedTogether)
    for ending in named.reversed() {
      guard await show(ending.news) else { return }
      tornDown.insert(ending.project.id)
    }
    guard endings[.failed]?.together == together else { return }
    endings[.failed]?.together = []
    // Those there was no room for stay in one, in its place.
    let rest = Array(together.dropFirst(named.count))
    if !rest.isEmpty, await show(.endedTogether(rest)) { endings[.failed]?.together = rest }
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
