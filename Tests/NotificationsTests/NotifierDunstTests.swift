import Testing

@testable import Notifications

/// What touches the process's one session bus runs one after the other.
@Suite(.serialized, .privateBus, .timeLimit(.minutes(1)))
struct NotifierTests {}

extension NotifierTests {
  /// On a real notification server.
  @Suite struct WithDunst {
    let desktop: Desktop
    let dunst: Dunst
    let notifier = Notifier.forTests()

    init() async throws {
      desktop = try #require(Desktop.current)
      dunst = try await Dunst.start(on: desktop)
      try await notifier.hearServer()
    }

    @Test(arguments: [("Extend", "extend"), ("Later", "later"), ("Cancel", "cancel")])
    func `each button reports its tag and key, once`(label: String, key: String) async throws {
      let accepted = try await notifier.show(.warning("demo"))
      #expect(accepted.hasActions)
      _ = try await notifier.show(.warning("other"))
      try await dunst.press("\(label) demo")
      let heard = try await notifier.hear { if case .actionInvoked = $0 { true } else { false } }
      #expect(heard == [.actionInvoked(tag: "demo", key: "\(key):demo")])
      await end()
    }

    func end() async {
      await notifier.stop()
    }
  }
}
