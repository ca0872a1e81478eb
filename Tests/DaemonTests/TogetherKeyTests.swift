import Deadlines
import Testing

@testable import Daemon

@Suite struct TogetherKeyTests {
  private func warnings(_ ids: [Int64]) -> [Deadlines.Warning] {
    ids.map { id in
      let project = Project(
        id: Project.ID(id), path: "/p\(id)", name: "p\(id)", timeout: "1h", command: "true",
        generation: Generation(id + 2), createdAt: Timestamp(0), updatedAt: Timestamp(0))
      return Deadlines.Warning(project: project, kind: .deadline, offset: .minutes(5), due: nil)
    }
  }

  @Test(arguments: [TogetherKey.Wish.extend(by: .hours(1)), .show])
  func comesBackAsItWent(wish: TogetherKey.Wish) {
    let key = TogetherKey(warnings([7, 12, 900]), wish)
    #expect(TogetherKey(text: key.text) == key)
    #expect(key.members.map(\.generation.number) == [9, 14, 902])
  }

  /// A key of more than 256 bytes would be refused by the notifier, and the summary with it.
  @Test func eightProjectsFit() {
    let key = TogetherKey(warnings((1...8).map { 9_000_000_000_000 + $0 }), .extend(by: .days(30)))
    #expect(key.text.utf8.count <= 256)
  }

  @Test(arguments: [
    "", "all", "all/", "all/1.2", "all//show", "all/1/show", "all/1.2.3/show", "all/1.x/show",
    "all/1.2,/show",
    "all/1.2/extend", "all/1.2/extend/0", "all/1.2/extend/-1", "all/1.2/extend/1/1", "all/1.2/destroy",
    "1.2/show", "all/99999999999999999999.1/show", "all/1.2/show/",
  ])
  func whatIsNotOursIsNothing(text: String) {
    #expect(TogetherKey(text: text) == nil)
  }
}
