import Foundation
import RealParts
import Settings
import Testing

@testable import Daemon

@Suite struct WatchPlanTests {
  private func plan(_ settings: Settings, ignoreFile: String = "/nowhere", former: WatchPlan? = nil)
    -> WatchPlan
  {
    WatchPlan(settings, ignoreFile: ignoreFile, former: former) { _ in }
  }

  /// A mark at the beginning of a name joins the slash before it to one character, but the bytes stay.
  @Test(arguments: [
    ("/srv/a", true), ("/srv/a/b", true), ("/srv/ab", false), ("/srv", false), ("/srv/a/\u{301}x", true),
  ])
  func filesBelowARootMakeProjects(path: String, isCovered: Bool) {
    var settings = Settings()
    settings.scanner.watchDirectories = ["/srv/a"]
    #expect(plan(settings).covers(path) == isCovered)
  }

  /// What it keeps out must not come in because of a slip.
  @Test func anIgnoreFileThatFailsLeavesTheRulesAsTheyWere() throws {
    let folder = try TestFolder("plan")
    let file = folder.path("ignore")
    try "secret/\n".write(toFile: file, atomically: true, encoding: .utf8)
    let before = plan(Settings(), ignoreFile: file)
    try Data(repeating: 0x41, count: 100_000).write(to: URL(filePath: file))
    #expect(plan(Settings(), ignoreFile: file, former: before).rules == before.rules)
    #expect(plan(Settings(), ignoreFile: file).rules != before.rules)
  }
}
