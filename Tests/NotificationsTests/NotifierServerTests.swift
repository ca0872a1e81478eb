import Testing

@testable import Notifications

extension NotifierTests {
  /// With servers, and other peers, that behave in ways a test can choose.
  @Suite struct WithAnyServer {
    let desktop: Desktop
    let server: FakeServer

    init() throws {
      desktop = try #require(Desktop.current)
      server = try FakeServer(on: desktop)
    }

    @Test func `without buttons the body says what to type`() async throws {
      server.behave { $0.capabilities = ["body"] }
      let notifier = Notifier.forTests()
      #expect(try await !notifier.hearServer().offersActions)
      var request = NotificationRequest.warning("demo")
      request.bodyWithoutActions = "type <killall-tofu extend demo 1h>"
      #expect(try await !notifier.show(request).hasActions)
      #expect(
        await server.calls.first { _ in true }
          == .notify(
            id: 1, replacing: 0, summary: request.summary, body: "type <killall-tofu extend demo 1h>",
            actions: []))
      await end(notifier)
    }

    @Test func `an answer too late is closed again`() async throws {
      let notifier = Notifier.forTests(timeLimit: .milliseconds(200))
      try await notifier.hearServer()
      server.behave { $0.isHung = true }
      await #expect(throws: NotificationFailure.timedOut(.milliseconds(200))) {
        try await notifier.show(.warning("late"))
      }
      server.answerNow()
      let calls = await server.calls.prefix(2).reduce(into: []) { $0.append($1) }
      #expect(calls.last == .close(id: 1))
      await end(notifier)
    }

    @Test func `a given up task is told at once, and nothing of it stays up`() async throws {
      let notifier = Notifier.forTests()
      try await notifier.hearServer()
      server.behave { $0.isHung = true }
      let call = Task { () throws(NotificationFailure) in try await notifier.show(.warning("demo")) }
      _ = await server.calls.first { _ in true }
      call.cancel()
      await #expect(throws: NotificationFailure.cancelled) { try await call.value }
      server.answerNow()
      #expect(await server.calls.first { _ in true } == .close(id: 1))
      await end(notifier)
    }

    @Test func `stopping waits a second at most for a server that hangs`() async throws {
      let notifier = Notifier.forTests(timeLimit: .seconds(30))
      try await notifier.hearServer()
      server.behave { $0.isHung = true }
      let call = Task { () throws(NotificationFailure) in try await notifier.show(.warning("demo")) }
      _ = await server.calls.first { _ in true }
      let duration = await ContinuousClock().measure { await notifier.stop() }
      // Far from the 25 seconds that GDBus gives the call.
      #expect(duration < .seconds(5))
      await #expect(throws: NotificationFailure.stopped) { try await call.value }
      await #expect(throws: NotificationFailure.stopped) { try await notifier.show(.warning("demo")) }
      server.answerNow()
      server.end()
    }

    @Test func `a refusal carries the server's words`() async throws {
      let notifier = Notifier.forTests()
      try await notifier.hearServer()
      let error = "org.freedesktop.Notifications.Error.ExcessNotificationGeneration"
      server.behave { $0.error = error }
      await #expect(throws: NotificationFailure.rejected("\(error): not today")) {
        try await notifier.show(.warning("demo"))
      }
      await end(notifier)
    }

    @Test func `a server that numbers it 0 has not accepted it`() async throws {
      let notifier = Notifier.forTests()
      try await notifier.hearServer()
      server.behave { $0.numbersZero = true }
      await #expect(throws: NotificationFailure.rejected("the server numbered it 0")) {
        try await notifier.show(.warning("demo"))
      }
      await end(notifier)
    }

    @Test func `an answered popup that stays up is closed, and closed twice is told once`() async throws {
      let notifier = Notifier.forTests()
      try await notifier.hearServer()
      _ = try await notifier.show(.warning("one"))
      _ = try await notifier.show(.warning("two"))
      server.emitAction(1, "extend:one")
      let calls = await server.calls.prefix(3).reduce(into: []) { $0.append($1) }
      #expect(calls.last == .close(id: 1))
      server.emitAction(1, "extend:one")
      for _ in 1...2 { server.emitClosed(1, reason: 3) }
      for _ in 1...2 { server.emitClosed(2, reason: 1) }
      _ = try await notifier.show(.warning("three"))
      server.emitClosed(3, reason: 9)
      let heard = try await notifier.hear { $0 == .closed(tag: "three", reason: .unknown) }
      #expect(
        heard == [
          .actionInvoked(tag: "one", key: "extend:one"), .closed(tag: "two", reason: .expired),
          .closed(tag: "three", reason: .unknown),
        ])
      await end(notifier)
    }

    @Test func `a forged click is ignored, broadcast or aimed`() async throws {
      let notifier = Notifier.forTests()
      try await notifier.hearServer()
      _ = try await notifier.show(.warning("demo"))
      let forger = try FakeServer(on: desktop, isBystander: true)
      forger.emitAction(1, "cancel:demo")
      forger.emitAction(1, "cancel:demo", to: server.client)
      forger.emitClosed(1, reason: 2)
      server.emitAction(1, "extend:demo")
      #expect(try await notifier.hear { _ in true } == [.actionInvoked(tag: "demo", key: "extend:demo")])
      forger.end()
      await end(notifier)
    }

    /// Both servers number from 1, and the replaced one still lives and still talks.
    @Test func `a replaced server is not believed, its successor's numbers are not mixed up`() async throws {
      let notifier = Notifier.forTests()
      try await notifier.hearServer()
      var request = NotificationRequest.warning("old")
      request.defaultActionLabel = "Show"
      _ = try await notifier.show(request)
      let successor = try FakeServer(on: desktop)
      try await notifier.hearServer()
      (request.tag, request.summary) = ("new", "new")
      #expect(try await notifier.show(request).id == 1)
      server.emitAction(1, "default", to: server.client)
      server.emitAction(1, "default")
      successor.emitAction(1, "default")
      #expect(try await notifier.hear { _ in true } == [.actionInvoked(tag: "new", key: "default")])
      successor.end()
      await end(notifier)
    }

    @Test func `a server replaced while it is asked has accepted nothing`() async throws {
      let notifier = Notifier.forTests()
      try await notifier.hearServer()
      server.behave { $0.isHung = true }
      let call = Task { () throws(NotificationFailure) in try await notifier.show(.warning("demo")) }
      _ = await server.calls.first { _ in true }
      let successor = try FakeServer(on: desktop)
      server.answerNow()
      await #expect(throws: NotificationFailure.serverReplaced) { try await call.value }
      try await notifier.hearServer()
      successor.end()
      await end(notifier)
    }

    @Test func `a server that says it is inhibited has accepted nothing`() async throws {
      server.behave { $0.isInhibited = true }
      let notifier = Notifier.forTests()
      try await notifier.hearServer()
      await #expect(throws: NotificationFailure.inhibited) { try await notifier.show(.warning("demo")) }
      server.behave { $0.isInhibited = false }
      server.emitInhibitionChange()
      #expect(try await notifier.hear { _ in true } == [.inhibitionChanged(false)])
      _ = try await notifier.show(.warning("demo"))
      await end(notifier)
    }

    private func end(_ notifier: Notifier) async {
      await notifier.stop()
      server.end()
    }
  }
}
