import Deadlines
import Testing
import Wording

@testable import Daemon

@Suite struct OrderBookTests {
  private let now = Timestamp(1_800_000_000)

  private func project(_ id: Int64, held reason: HoldReason? = nil) -> Project {
    var project = Project(
      id: Project.ID(id), path: "/p/\(id)", name: "p\(id)", timeout: "1h", command: "true", createdAt: now,
      updatedAt: now)
    project.status = reason == nil ? .scheduled : .held
    project.holdReason = reason
    return project
  }

  private func held(_ id: Int64) -> News { .held(project(id, held: .invalid), .invalid) }

  private func warning(_ id: Int64) -> Deadlines.Warning {
    Warning(project: project(id), kind: .deadline, offset: .zero, due: now)
  }

  /// What is taken out, in short, until nothing is left.
  private func all(_ book: OrderBook) -> [String] {
    var orders: [String] = []
    while let order = book.next() { orders.append(order.short) }
    return orders
  }

  @Test func warningsGoBeforeNews() {
    let book = OrderBook()
    book.tell((1...600).map { .attemptFailed(project($0), .exited(code: 1), lastLine: nil) })
    #expect(book.next()?.short == "tell project-1")
    book.add(.warn([warning(700)]))
    #expect(book.next()?.short == "warn 700")
    #expect(book.next()?.short == "tell project-2")
  }

  @Test func whatIsSaidOfOneProjectStaysInOrder() {
    let book = OrderBook()
    book.tell([.started(project(1)), .ended(project(2), .exited(code: 1), lastLine: nil)])
    book.add(.warn([warning(2), warning(3)]))
    book.tell([.started(project(3))])
    #expect(all(book) == ["ended 2", "warn 2, 3", "started 1", "started 3"])
  }

  @Test func whatSomebodyWaitsForGoesBeforeNews() {
    let book = OrderBook()
    book.tell((1...3).map(held))
    book.tell([.changed(project(1), .cancel)])
    book.tell([.clockBelieved])
    #expect(all(book) == ["tell project-1-change", "tell clock", "held 1", "held 2", "held 3"])
  }

  @Test func manyHoldsAreOneAndFewAreNot() {
    let book = OrderBook()
    book.tell((1...3).map(held))
    #expect(all(book) == ["held 1", "held 2", "held 3"])
    book.tell((1...3).map(held))
    book.tell([.started(project(9))])
    book.tell([held(4)])
    #expect(all(book) == ["together 1, 2, 3, 4", "started 9"])
  }

  @Test func manyBeginningsAreOneAndFewAreNot() {
    let book = OrderBook()
    book.tell((1...3).map { .started(project($0)) })
    #expect(all(book) == ["started 1", "started 2", "started 3"])
    book.tell((1...4).map { .started(project($0)) } + [held(9)])
    #expect(all(book) == ["tell started-together", "held 9"])
  }

  @Test func aHoldThatIsSettledIsNotTold() {
    let book = OrderBook()
    book.tell((1...5).map(held))
    book.add(.withdraw(Project.ID(3)))
    #expect(all(book) == ["withdraw 3", "together 1, 2, 4, 5"])
  }

  @Test func aFailureThatWasMadeGoodIsNotTold() {
    let book = OrderBook()
    book.tell((1...2).map { .ended(project($0), .exited(code: 1), lastLine: nil) })
    book.tell([.ended(project(1), .destroyed, lastLine: nil)])
    book.add(.withdrawFailure(Project.ID(1)))
    #expect(all(book) == ["withdrawFailure 1", "ended 2", "ended 1"])
  }

  @Test func anEndIsAlwaysToldAndABeginningOnlyBeforeIt() {
    let book = OrderBook()
    book.tell([.started(project(1))])
    book.tell([.ended(project(1), .exited(code: 1), lastLine: nil)])
    book.tell([.ended(project(1), .destroyed, lastLine: nil)])
    #expect(all(book) == ["ended 1", "ended 1"])
  }

  @Test func whatCouldNotBeToldComesFirstUnlessItIsOvertaken() {
    let book = OrderBook()
    book.tell([held(1), .started(project(2)), .clockBelieved])
    book.tellAgain([held(1), .ended(project(3), .destroyed, lastLine: nil), .settings("no")])
    #expect(all(book) == ["tell settings", "tell clock", "ended 3", "held 1", "started 2"])
  }
}

extension Order {
  fileprivate var short: String {
    switch self {
    case .warn(let warnings): "warn \(warnings.map { "\($0.project.id.number)" }.joined(separator: ", "))"
    case .withdraw(let id): "withdraw \(id.number)"
    case .withdrawFailure(let id): "withdrawFailure \(id.number)"
    case .tell(.started(let project)): "started \(project.id.number)"
    case .tell(.ended(let project, _, _, _)): "ended \(project.id.number)"
    case .tell(.held(let project, _)): "held \(project.id.number)"
    case .tell(.heldTogether(let projects)):
      "together \(projects.map { "\($0.id.number)" }.joined(separator: ", "))"
    case .tell(let news): "tell \(news.tag)"
    default: "\(self)"
    }
  }
}
