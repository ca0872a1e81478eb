import Deadlines
import Testing

@testable import Wording

/// Names from right to left in sentences from left to right.
@Suite struct IsolationTests {
  private let now = Moment(wall: Timestamp(1_800_000_000), awake: .hours(5), bootID: "boot")

  private func project(_ name: String) -> Project {
    Project(
      id: Project.ID(1), path: "/srv/demo", name: name, timeout: "2 hours", command: "true",
      status: .scheduled,
      deadline: now.wall + .seconds(840), scheduledAt: now.wall, createdAt: now.wall, updatedAt: now.wall)
  }

  private func onTheDesktop<T>(_ make: () -> T) -> T {
    Language.$current.withValue(.english, operation: make)
  }

  @Test(arguments: ["مشروع 3", "פרויקט", "demo-שלום", "\u{1E900}"])
  func theDesktopIsolatesThem(name: String) {
    let project = project(name)
    #expect(onTheDesktop { project.shownName } == "\u{2068}\(name)\u{2069}")
    let line = onTheDesktop { project.trayLine(at: now, policy: Policy()) }
    #expect(line.hasPrefix("\u{2068}\(name)\u{2069}: in 14 minutes"))
    // A terminal's table counts columns.
    #expect(project.shownName == name)
  }

  @Test(arguments: ["demo", "проект", "プロジェクト", "🔥", "é", "Ω"])
  func allOthersStayAsTheyAre(name: String) {
    #expect(onTheDesktop { project(name).shownName } == name)
  }

  @Test func whoeverForgesMarksHasNone() {
    #expect(onTheDesktop { project("\u{2069}\u{202E}א").shownName } == "\u{2068}\u{FFFD}\u{FFFD}א\u{2069}")
  }

  @Test func whatIsCutStaysBalanced() {
    let text = "\u{2068}אבגדהוזחט\u{2069}: due"
    #expect(text.fitted(to: 9) == "\u{2068}אבגד\u{2069}… due")
    #expect(text.fitted(to: 13) == "\u{2068}אבגדהו\u{2069}…\u{2068}ט\u{2069}: due")
    #expect(text.cut(to: 4) == "\u{2068}אבג\u{2069}…")
    #expect(text.cutInTheMiddle(5) == "\u{2068}א\u{2069}…ue")
  }
}
