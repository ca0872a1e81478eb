import Testing

@testable import Notifications

extension NotifierTests {
  /// Popups that an earlier process of ours left up.
  @Suite struct LeftBehindTests {
    let desktop: Desktop
    let server: FakeServer

    init() throws {
      desktop = try #require(Desktop.current)
      server = try FakeServer(on: desktop)
    }

    /// What a first notifier shows, and leaves up.
    private func leave(_ tags: String...) async throws -> LeftBehind {
      let notifier = Notifier.forTests()
      try await notifier.hearServer()
      var left: LeftBehind?
      for tag in tags {
        let accepted = try await notifier.show(.warning(tag))
        let identity = try #require(accepted.server)
        left = LeftBehind(server: identity, popups: left?.popups ?? [:])
        left?.popups[tag] = accepted.id
      }
      await notifier.stop()
      for _ in tags { _ = await server.calls.first { _ in true } }
      return try #require(left)
    }

    @Test func `on the same server they are changed in place, with live buttons, or taken down`() async throws
    {
      let left = try await leave("one", "two")
      #expect(left.popups == ["one": 1, "two": 2])
      let notifier = Notifier.forTests(leftBehind: left)
      try await notifier.hear("taking over") { $0 == .tookOver(tags: ["one", "two"]) }
      let accepted = try await notifier.show(.warning("one"), replacing: .update)
      #expect(accepted == Accepted(id: 1, hasActions: true, server: left.server))
      guard case .notify(id: 1, replacing: 1, _, _, _)? = await server.calls.first(where: { _ in true })
      else {
        return #expect(Bool(false), "not in place")
      }
      await notifier.withdraw(tag: "two")
      #expect(await server.calls.first { _ in true } == .close(id: 2))
      server.emitAction(1, "extend:one")
      #expect(
        try await notifier.hear { _ in true } == [.actionInvoked(tag: "one", key: "extend:one")])
      await notifier.stop()
      server.end()
    }

    /// Its numbers start over, so that an old one may be another program's.
    @Test func `another server's numbers are not touched`() async throws {
      let left = try await leave("one")
      let successor = try FakeServer(on: desktop)
      let notifier = Notifier.forTests(leftBehind: left)
      try await notifier.hear("taking over") { $0 == .tookOver(tags: []) }
      await #expect(throws: NotificationFailure.notShown(tag: "one")) {
        try await notifier.show(.warning("one"), replacing: .update)
      }
      await notifier.withdraw(tag: "one")
      _ = try await notifier.show(.warning("one"))
      guard case .notify(id: 1, replacing: 0, _, _, _)? = await successor.calls.first(where: { _ in true })
      else { return #expect(Bool(false), "touched") }
      await notifier.stop()
      successor.end()
      server.end()
    }

    /// The same unique name is given again on a bus that was started anew.
    @Test func `the same name on another bus is another server`() async throws {
      var left = try await leave("one")
      left.server.bus = String(left.server.bus.reversed())
      let notifier = Notifier.forTests(leftBehind: left)
      try await notifier.hear("taking over") { $0 == .tookOver(tags: []) }
      await notifier.stop()
      server.end()
    }
  }
}
