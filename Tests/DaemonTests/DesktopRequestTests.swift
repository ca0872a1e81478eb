import Deadlines
import Notifications
import Testing

@testable import Daemon

/// What a desktop asks for: always to be seen, and no storm of it.
@Suite(.timeLimit(.minutes(1))) struct DesktopRequestTests {
  @Test(arguments: [true, false]) func aStormIsOnePopup(asksForSettings: Bool) async throws {
    try await Watch.with { watch in
      try await watch.serverComes()
      let input: Input =
        asksForSettings ? .settingsWanted(path: watch.folder + "/none.yaml") : .overviewWanted
      let tag = asksForSettings ? "no-settings" : "overview"
      for _ in 0..<200 { watch.mailbox.post(input) }
      await watch.settle()
      try await watch.announcer.showAllTold()
      #expect(watch.shown.all.count { $0.tag == tag } == 1)
      // Whoever asks later is shown it again, whatever became of the first.
      watch.serverSays(.closed(tag: tag, reason: .expired))
      watch.pass(.seconds(2))
      watch.mailbox.post(input)
      _ = try await watch.shown.first(times: 2) { $0.tag == tag }
    }
  }
}
