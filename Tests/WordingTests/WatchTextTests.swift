import Testing
import Wording

@Suite struct WatchTextTests {
  @Test(arguments: [
    (8_192, 524_288), (524_288, 1_048_576), (1_048_576, 2_097_152), (Int.max, 1_073_741_824), (0, 524_288),
  ])
  func theLimitIsNamedWithTheLineThatRaisesIt(limit: Int, raised: Int) {
    let text = WatchText.limitReached(watched: 100, limit: limit)
    #expect(text.body.contains("sudo sysctl fs.inotify.max_user_watches=\(raised)\n"), "\(text.body)")
    #expect(text.body.contains("allows \(limit) watches"))
  }

  @Test func whatCannotBeSeenIsNamed() {
    let words = WatchText.cannotSee("/srv/a\u{1B}", because: "Permission denied")
    #expect(
      words == "“/srv/a\u{FFFD}” cannot be looked at: Permission denied; projects in it stay as they are")
  }
}
