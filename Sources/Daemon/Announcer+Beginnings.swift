import Deadlines
import Notifications
import Wording

// What tells that teardowns begin: each by itself while they are few, otherwise all in one notification, which changes
// silently, and not with every one of them.

/// The teardowns that one notification says run.
struct Beginnings {
  /// For how long beginnings belong together.
  static let moment: Duration = .seconds(20)

  /// What began last at the front.
  var together: [Project] = []
  /// Whether they stand on the screen.
  var isUp = false
  /// How many were told of by themselves in this moment.
  var toldApart = 0
  /// When, awake, the last of them was told.
  var toldAt: Duration?
  /// When, awake, the one notification popped up last.
  var shownAt: Duration?
}

extension News {
  /// The project whose teardown it says has begun.
  var begunProject: Project? {
    if case .started(let project) = self { project } else { nil }
  }
}

extension Announcer {
  func showBeginnings(_ told: [Project]) async {
    let now = clock.now().awake
    if beginnings.toldAt.map({ now - $0 >= Beginnings.moment }) ?? true { beginnings.toldApart = 0 }
    beginnings.toldAt = now
    let ids = Set(told.map(\.id))
    beginnings.together.removeAll { ids.contains($0.id) }
    guard beginnings.isUp || beginnings.toldApart + told.count > OrderBook.toldApart else {
      beginnings.toldApart += told.count
      for project in told where await show(.started(project)) { tornDown.insert(project.id) }
      return
    }
    beginnings.together = told + beginnings.together
    // Its warning is void.
    for project in told { await screen.withdraw(project.tag) }
    await renew(News.startedTogetherTag)
  }

  func renewBeginnings() async {
    guard !beginnings.together.isEmpty else { return }
    guard !beginnings.isUp else {
      beginnings.isUp = await show(.startedTogether(beginnings.together), .update, isNews: false)
      return
    }
    let now = clock.now().awake
    if let shownAt = beginnings.shownAt, now - shownAt < Beginnings.moment {
      // Where each is over at once, and another begins, it would pop up with every one of them.
      isOwed[.update(tag: News.startedTogetherTag)] = true
      return
    }
    beginnings.shownAt = now
    beginnings.isUp = await show(.startedTogether(beginnings.together))
  }

  /// The teardown has ended, or is told of otherwise from here on: what tells of many goes on without it.
  func leaveBeginnings(_ id: Project.ID) async {
    guard let place = beginnings.together.firstIndex(where: { $0.id == id }) else { return }
    beginnings.together.remove(at: place)
    guard beginnings.isUp else { return }
    guard beginnings.together.isEmpty else {
      return await renew(News.startedTogetherTag, isNews: false)
    }
    beginnings.isUp = false
    await screen.withdraw(News.startedTogetherTag)
  }
}
