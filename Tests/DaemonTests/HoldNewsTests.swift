import Deadlines
import Notifications
import RemoteControl
import Testing

@testable import Daemon

/// What the daemon says of projects that are held, one or many.
@Suite(.timeLimit(.minutes(1))) struct HoldNewsTests {
  @Test func aFileOfBadRowsIsOneNotification() async throws {
    try await Watch.with(prepare: { watch in
      for number in 1...12 { _ = try await watch.add("x\(number)", timeout: "bad") }
    }) { watch in
      try await watch.serverComes()
      let told = try await watch.shown.first { $0.summary == "12 projects are held" }
      #expect(told.expiry == .never)
      #expect(
        told.body.hasPrefix(
          "x1, x2, x3, x4, x5, x6, x7, x8: what stands in the file cannot be carried out\nand 4 more\n"),
        "\(told.body)")
      #expect(told.body.contains("killall-tofu list"))
      // One is cancelled, by somebody else: the notification goes on without it.
      _ = try await watch.mailbox.ask(Command(project: .text("x2"), action: .cancel))
      let left = try await watch.shown.first { $0.summary == "11 projects are held" }
      #expect(left.tag == told.tag && left.body.hasPrefix("x1, x3, "))
      // And one more comes, which is named first.
      _ = try await watch.add("late", timeout: "bad")
      let more = try await watch.shown.first {
        $0.summary == "12 projects are held" && $0.body.hasPrefix("late, ")
      }
      #expect(more.tag == told.tag)
      #expect(watch.shown.all.allSatisfy { !$0.summary.hasSuffix(" is held") })
    }
  }

  @Test func aFewHoldsAreToldEachByItselfUntilTheyAreMany() async throws {
    try await Watch.with(prepare: { watch in
      for name in ["a", "b", "c"] { _ = try await watch.add(name, timeout: "bad") }
    }) { watch in
      try await watch.serverComes()
      for name in ["a", "b", "c"] { _ = try await watch.shown.first { $0.summary == "\(name) is held" } }
      _ = try await watch.add("d", timeout: "bad")
      let told = try await watch.shown.first { $0.summary == "4 projects are held" }
      #expect(told.body.hasPrefix("d, a, b, c: "))
      for id in 1...3 { _ = try await watch.withdrawn.first { $0 == "project-\(id)" } }
    }
  }

  @Test func aHeldRowThatIsDeletedIsNoLongerTold() async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      let id = try await watch.add("a", timeout: "bad")
      _ = try await watch.shown.first { $0.summary == "a is held" }
      try await watch.sqlite("DELETE FROM projects")
      _ = try await watch.withdrawn.first { $0 == "project-\(id.number)" }
    }
  }
}
