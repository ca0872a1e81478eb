import CNotify
import Logging
import Testing

@testable import Notifications

extension NotifierTests {
  /// With a bus or a server that is not there, not yet, or no longer.
  @Suite struct WithoutServer {
    let desktop: Desktop

    init() throws {
      desktop = try #require(Desktop.current)
    }

    @Test func `no server is absent until one comes`() async throws {
      let notifier = Notifier.forTests()
      await #expect(throws: NotificationFailure.serverAbsent) { try await notifier.show(.warning("demo")) }
      #expect(notifier.server == .absent)
      let server = try FakeServer(on: desktop)
      let about = try await notifier.hearServer()
      #expect(about.offersActions && about.readsMarkup && about.name == "fake")
      #expect(notifier.server == .present(about))
      _ = try await notifier.show(.warning("demo"))
      server.end()
      await notifier.stop()
    }

    @Test func `a server the bus can start is started`() async throws {
      await desktop.endBus()
      let display = try await desktop.screen()
      try await desktop.startBus(startedByBus: "/usr/bin/env DISPLAY=\(display) dunst -config /dev/null")
      let notifier = Notifier.forTests()
      try await notifier.hear { $0 == .serverChanged(.activatable) }
      #expect(try await notifier.show(.warning("demo")).hasActions)
      #expect(try await notifier.hearServer().name == "dunst")
      await notifier.stop()
    }

    @Test func `a server that cannot be started says why`() async throws {
      await desktop.endBus()
      try await desktop.startBus(startedByBus: "/bin/false")
      let notifier = Notifier.forTests()
      let failure = await #expect(throws: NotificationFailure.self) {
        try await notifier.show(.warning("demo"))
      }
      guard case .rejected(let text) = failure else {
        Issue.record("\(String(describing: failure))")
        return
      }
      #expect(text.contains("org.freedesktop.DBus.Error.Spawn"))
      await notifier.stop()
    }

    @Test func `no bus is absent until there is one`() async throws {
      await desktop.endBus()
      let notifier = Notifier.forTests()
      try await notifier.hear { $0 == .serverChanged(.absent) }
      await #expect(throws: NotificationFailure.serverAbsent) { try await notifier.show(.warning("demo")) }
      try await desktop.startBus()
      let server = try FakeServer(on: desktop)
      try await notifier.hearServer()
      server.end()
      await notifier.stop()
    }

    @Test func `a lost bus is survived, and the next one found`() async throws {
      let server = try FakeServer(on: desktop)
      let notifier = Notifier.forTests()
      try await notifier.hearServer()
      _ = try await notifier.show(.warning("demo"))
      // Test tasks block the SIGTERM that GDBus would otherwise end the process with.
      let connection = try #require(g_bus_get_sync(G_BUS_TYPE_SESSION, nil, nil))
      #expect(g_dbus_connection_get_exit_on_close(connection) == 0)
      g_object_unref(UnsafeMutableRawPointer(connection))
      await desktop.endBus()
      try await notifier.hear { $0 == .serverChanged(.absent) }
      await #expect(throws: NotificationFailure.serverAbsent) { try await notifier.show(.warning("demo")) }
      await notifier.withdraw(tag: "demo")
      server.end()
      try await desktop.startBus()
      let next = try FakeServer(on: desktop)
      try await notifier.hearServer()
      _ = try await notifier.show(.warning("demo"))
      next.emitAction(1, "extend:demo")
      #expect(try await notifier.hear { _ in true } == [.actionInvoked(tag: "demo", key: "extend:demo")])
      next.end()
      await notifier.stop()
    }

    @Test func `a silent server is asked again`() async throws {
      let server = try FakeServer(on: desktop, .init(isSilent: true))
      let notifier = Notifier.forTests()
      try await notifier.hear { $0 == .serverChanged(.unresponsive) }
      server.behave { $0.isSilent = false }
      try await notifier.hearServer()
      server.end()
      await notifier.stop()
    }

    @Test func `a notifier that does not run shows nothing, and stopping ends its events`() async throws {
      let notifier = Notifier(application: .init(name: "", id: "a.b"), logger: .init(label: "test"))
      await #expect(throws: NotificationFailure.stopped) { try await notifier.show(.warning("demo")) }
      await notifier.withdraw(tag: "demo")
      notifier.start()
      notifier.start()
      await notifier.stop()
      notifier.start()
      await #expect(throws: NotificationFailure.stopped) { try await notifier.show(.warning("demo")) }
      for await event in notifier.events { #expect(event == .serverChanged(.absent)) }
    }

    @Test func `a request that cannot be shown is refused before it is sent`() async throws {
      let notifier = Notifier.forTests()
      await #expect(throws: NotificationFailure.invalid(.emptySummary)) {
        try await notifier.show(NotificationRequest(tag: "t", summary: " \n"))
      }
      await notifier.stop()
    }
  }
}
