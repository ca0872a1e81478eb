import Deadlines
import Synchronization

/// What the announcer is to do.
enum Order: Sendable {
  case warn([Deadlines.Warning])
  case remind([Reminder])
  case withdraw(Project.ID)
  case withdrawFailure(Project.ID)
  case withdrawReminder(Project.ID)
  case takeDown(tag: String)
  case tell(News)
  case showAgain(tag: String)
  case showDecision(tag: String)
  case showEach([TogetherKey.Member])
  case renewHolds
  case showFailures
  case rested(Announcer.Calmed)
  case takeOver(tags: [String])
  case reviewQuestion(Project)
  case endQuestion(Project.ID)
  case retell
  case report(@Sendable () -> Void)
}

/// The orders that the announcer has yet to carry out.
///
/// Warnings go before news, and so does what somebody waits for: news may come by the hundred, and a deadline does not
/// wait for it. What is said of one project stays in order, or old news would take a warning's place on the screen.
final class OrderBook: Sendable {
  fileprivate struct Lists {
    var first: ArraySlice<(order: Order, place: Int)> = []
    var news: ArraySlice<(news: News, place: Int)> = []
    /// Grows with everything put in, so that older and newer can be told apart across the lists.
    var lastPlace = 0
    var renewsHolds = false
  }

  /// Holds, beginnings, or endings of one kind, that wait together beyond this many are told as one.
  static let toldApart = 3

  /// Speaks up when something was put in; for one reader, who then takes until nothing is left.
  let calls: AsyncStream<Void>
  private let caller: AsyncStream<Void>.Continuation
  private let lists = Mutex(Lists())

  init() {
    (calls, caller) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Puts in what goes before news.
  func add(_ order: Order) {
    lists.withLock { $0.add(order) }
    caller.yield()
  }

  /// Puts in what is to be told, all at once; what waits and is overtaken by it is dropped.
  func tell(_ news: [News]) {
    lists.withLock { $0.tell(news) }
    caller.yield()
  }

  /// Has the notification of many holds renewed, once however many leave it.
  func renewHolds() {
    lists.withLock { $0.renewsHolds = true }
    caller.yield()
  }

  /// Puts in once more what could not be told, before whatever waits.
  func tellAgain(_ untold: [News]) {
    lists.withLock { $0.tellAgain(untold) }
    caller.yield()
  }

  /// Whether nothing waits to be carried out.
  var isEmpty: Bool { lists.withLock { $0.first.isEmpty && $0.news.isEmpty && !$0.renewsHolds } }

  /// Takes out what is to be done next; nil if nothing is.
  func next() -> Order? {
    lists.withLock { $0.next() }
  }
}

extension OrderBook.Lists {
  mutating func add(_ order: Order) {
    // A hold that is settled before it was told is no news.
    if case .withdraw(let id) = order { news.removeAll { $0.news.heldProject?.id == id } }
    // Nor is a failure that was made good.
    if case .withdrawFailure(let id) = order { news.removeAll { $0.news.failedProject?.id == id } }
    lastPlace += 1
    first.append((order, lastPlace))
  }

  mutating func tell(_ told: [News]) {
    let tags = Set(told.map(\.tag))
    news.removeAll { $0.news.canBeOvertaken && tags.contains($0.news.tag) }
    lastPlace += 1
    for item in told {
      if item.givesWay { news.append((item, lastPlace)) } else { first.append((.tell(item), lastPlace)) }
    }
  }

  mutating func tellAgain(_ untold: [News]) {
    let later = Set(news.map(\.news.tag))
    let again = untold.filter { !$0.canBeOvertaken || !later.contains($0.tag) }
    first = again.filter { !$0.givesWay }.map { (.tell($0), 0) } + first
    news = again.filter(\.givesWay).map { ($0, 0) } + news
  }

  mutating func next() -> Order? {
    if case (.warn(let warnings), let place)? = first.first,
      let older = takeNews(of: Set(warnings.map(\.project.id)), before: place)
    {
      return .tell(older)
    }
    if let (order, _) = first.popFirst() { return order }
    if renewsHolds {
      renewsHolds = false
      return .renewHolds
    }
    if let kind = news.first?.news.ending?.kind {
      let ended = news.compactMap(\.news.ending).filter { $0.kind == kind }
      guard ended.count > OrderBook.toldApart else { return news.popFirst().map { .tell($0.news) } }
      news.removeAll { $0.news.ending?.kind == kind }
      return .tell(.endedTogether(ended))
    }
    let begun = news.first?.news.begunProject == nil ? [] : news.compactMap(\.news.begunProject)
    if begun.count > OrderBook.toldApart {
      news.removeAll { $0.news.begunProject != nil }
      return .tell(.startedTogether(begun))
    }
    let held = news.first?.news.heldProject == nil ? [] : news.compactMap(\.news.heldProject)
    guard held.count > OrderBook.toldApart else { return news.popFirst().map { .tell($0.news) } }
    news.removeAll { $0.news.heldProject != nil }
    return .tell(.heldTogether(held))
  }

  private mutating func takeNews(of ids: Set<Project.ID>, before place: Int) -> News? {
    news.firstIndex { item in
      item.place < place && item.news.project.map { ids.contains($0.id) } ?? false
    }.map { news.remove(at: $0).news }
  }
}
