import Deadlines
import Notifications
import Settings
import Wording

extension Announcer {
  /// Tells of holds: each by itself while few stand on the screen, otherwise all in one notification.
  func showHolds(_ held: [Project]) async {
    let ids = Set(held.map(\.id))
    heldApart.removeAll { ids.contains($0.id) }
    let isFew = heldApart.count + held.count <= OrderBook.toldApart
    guard !heldTogether.isEmpty || !isFew else {
      for project in held where await show(project.heldNews) { heldApart.append(project) }
      return
    }
    heldTogether = held + heldApart + heldTogether.filter { !ids.contains($0.id) }
    let apart = heldApart
    heldApart = []
    guard await show(.heldTogether(heldTogether)) else { return heldTogether = [] }
    for project in apart { await screen.withdraw(project.tag) }
  }

  /// The project is not held any more: the notification of many holds goes on without it.
  func leaveHolds(_ id: Project.ID) {
    heldApart.removeAll { $0.id == id }
    guard let place = heldTogether.firstIndex(where: { $0.id == id }) else { return }
    heldTogether.remove(at: place)
    book.renewHolds()
  }

  /// Shows the notification of many holds as it is now, in place.
  func renewHolds() async {
    guard !heldTogether.isEmpty else { return await screen.withdraw(News.heldTogetherTag) }
    // Closed by its user, or gone with its server, it does not come back for that.
    if await !show(.heldTogether(heldTogether), .update, isNews: false) { heldTogether = [] }
  }

  /// The user closed what stood under the tag.
  func noteClosed(_ tag: String) {
    heldApart.removeAll { $0.tag == tag }
    standing[tag] = nil
    decisions.forget(tag)
    questions.end(tag: tag)
    noteEndingClosed(tag)
    if tag == News.heldTogetherTag { heldTogether = [] }
    if tag == News.remindersTag { reminded = [] }
  }
}
