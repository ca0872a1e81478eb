import Deadlines
import Testing

@testable import Daemon

@Suite struct TrayKeyTests {
  private static let project = ActionKey(
    project: Project.ID(7), generation: Generation(3), action: .extend(by: .hours(1)))

  @Test(arguments: [
    TrayKey.project(project), .log(Project.ID(7)), .folder(Project.ID(-7)), .ask(Project.ID(7)), .overview,
    .pause, .unpause,
    .settings, .quit,
  ])
  func comesBackAsItWent(key: TrayKey) {
    #expect(TrayKey(text: key.text) == key)
  }

  /// Whatever a panel sends that is not of our making is nothing.
  @Test(arguments: [
    "", "/", "do/", "do/7/3", "do/7/3/fly", "log/", "log/x", "log/7/3", "folder/", "quit/", "Quit", "do",
    "do/7/3/destroy/9", "log/99999999999999999999",
  ])
  func whatIsNotOursIsNothing(text: String) {
    #expect(TrayKey(text: text) == nil)
  }
}
