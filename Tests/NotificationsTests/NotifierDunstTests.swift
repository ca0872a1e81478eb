import Testing

@testable import Notifications

/// What touches the process's one session bus runs one after the other.
@Suite(.serialized, .ownDesktop, .timeLimit(.minutes(1)))
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
      #expect(try await notifier.hearServer().name == "dunst")
    }

    @Test(arguments: [("Extend", "extend"), ("Later", "later"), ("Cancel", "cancel")])
    func `each button reports its tag and key, once`(label: String, key: String) async throws {
      #expect(try await notifier.show(.warning("demo")).hasActions)
      _ = try await notifier.show(.warning("other"))
      try await dunst.press("\(label) demo")
      let heard = try await notifier.hear { if case .actionInvoked = $0 { true } else { false } }
      #expect(heard == [.actionInvoked(tag: "demo", key: "\(key):demo")])
      #expect(try await dunst.comesToShow(1))
      await notifier.stop()
    }

    @Test func `closing it is no answer`() async throws {
      _ = try await notifier.show(.warning("demo"))
      try await dunst.control("close")
      #expect(try await notifier.hear { _ in true } == [.closed(tag: "demo", reason: .dismissed)])
      await #expect(throws: NotificationFailure.notShown(tag: "demo")) {
        try await notifier.show(.warning("demo"), replacing: .update)
      }
      await notifier.stop()
    }

    @Test(arguments: [
      "<b>not bold</b> & co", #"'single' "double" \back\slash $HOME `id` %s %n"#, "🔥 ünï-cödé 消す",
      "two\nlines",
      "&lt;already&gt;",
    ])
    func `text arrives as it was written`(text: String) async throws {
      _ = try await notifier.show(NotificationRequest(tag: "t", summary: "x", body: text))
      try await dunst.control("close")
      let history = try await dunst.control("history")
      #expect(history.contains(text.escapedForMarkup.escapedForJSON), "\(history)")
      await notifier.stop()
    }

    @Test func `endless text is cut and shown`() async throws {
      let endless = "start " + String(repeating: "<é&", count: 33_000) + " end"
      let request = NotificationRequest(
        tag: endless, summary: endless, body: endless, actions: [.init(key: "k", label: endless)],
        defaultActionLabel: endless, category: endless, icon: endless, sound: endless, progress: .max)
      #expect(try await notifier.show(request).hasActions)
      try await dunst.control("close")
      let history = try await dunst.control("history")
      #expect(history.contains("start &lt;é&amp;") && history.contains("&lt;é&amp; end"))
      await notifier.stop()
    }

    @Test func `replacing and withdrawing leave one popup, then none`() async throws {
      let first = try await notifier.show(.warning("demo"))
      let second = try await notifier.show(.warning("demo"), replacing: .update)
      #expect(second.id == first.id)
      let third = try await notifier.show(.warning("demo"), replacing: .anew)
      #expect(third.id != first.id)
      #expect(try await dunst.comesToShow(1))
      await notifier.withdraw(tag: "demo")
      #expect(try await dunst.comesToShow(0))
      await notifier.stop()
    }

    @Test func `held back is not accepted, and its end is told`() async throws {
      try await dunst.control("set-paused", "true")
      try await notifier.hear { $0 == .inhibitionChanged(true) }
      await #expect(throws: NotificationFailure.inhibited) { try await notifier.show(.warning("demo")) }
      try await dunst.control("set-paused", "false")
      try await notifier.hear { $0 == .inhibitionChanged(false) }
      _ = try await notifier.show(.warning("demo"))
      #expect(try await dunst.comesToShow(1))
      await notifier.stop()
    }

    @Test func `after a restart a click means the new notification`() async throws {
      let old = try await notifier.show(.warning("old"))
      await dunst.end()
      try await notifier.hear { $0 == .serverChanged(.absent) }
      let next = try await Dunst.start(on: desktop)
      try await notifier.hearServer()
      let new = try await notifier.show(.warning("new"))
      #expect(new.id == old.id)
      try await next.press("Extend new")
      #expect(try await notifier.hear { _ in true } == [.actionInvoked(tag: "new", key: "extend:new")])
      await notifier.stop()
    }
  }

  /// With a real server that stands still.
  @Test func `what a frozen server shows too late is taken down`() async throws {
    let dunst = try await Dunst.start(on: try #require(Desktop.current))
    let notifier = Notifier.forTests(timeLimit: .milliseconds(300))
    try await notifier.hearServer()
    dunst.freeze()
    await #expect(throws: NotificationFailure.timedOut(.milliseconds(300))) {
      try await notifier.show(.warning("late"))
    }
    dunst.thaw()
    _ = try await notifier.show(.warning("after"))
    #expect(try await dunst.comesToShow(1))
    await notifier.stop()
  }
}

extension String {
  fileprivate var escapedForJSON: String {
    reduce(into: "") { text, character in
      switch character {
      case "\n": text += "\\n"
      case "\\": text += "\\\\"
      case "\"": text += "\\\""
      default: text.append(character)
      }
    }
  }
}
