import Deadlines
import Settings
import Testing
import Tray

@testable import Daemon

@Suite struct TrayViewTests {
  private static let now = Moment(wall: Timestamp(1_800_000_000), awake: .hours(5), bootID: "boot")
  private var now: Moment { Self.now }

  private static func project(
    _ number: Int64, due seconds: Int64 = 3_000, _ status: ProjectStatus = .scheduled
  ) -> Project {
    Project(
      id: Project.ID(number), path: "/srv/\(number)", name: "p\(number)", timeout: "2 hours", command: "true",
      status: status, generation: Generation(4), deadline: now.wall + .seconds(seconds),
      scheduledAt: now.wall - .hours(1), livesSince: now.wall - .hours(1), createdAt: now.wall - .hours(1),
      updatedAt: now.wall)
  }

  private func view(_ projects: [Project]) -> TrayView {
    TrayView(projects: projects, settings: Settings(), now: now)
  }

  private func submenu(_ entry: MenuEntry?) -> [MenuEntry] {
    if case .submenu(let entries)? = entry?.kind { entries } else { [] }
  }

  private func entry(_ projects: [Project], _ identity: String) -> MenuEntry? {
    let menu = view(projects).content.menu
    return (menu + menu.flatMap { submenu($0) }).first { $0.identity == identity }
  }

  @Test func whatCanBeDoneCarriesItsGeneration() throws {
    let extend = try #require(entry([Self.project(7)], "project/7/extend/3600"))
    #expect(extend.isEnabled)
    let key = ActionKey(project: Project.ID(7), generation: Generation(4), action: .extend(by: .hours(1)))
    #expect(extend.key.flatMap(TrayKey.init(text:)) == .project(key))
    let labels = submenu(view([Self.project(7)]).content.menu.first).filter { $0.kind == .item }.map(\.label)
    #expect(
      labels == ["Extend 15 min", "Extend 1 hour", "Extend 1 day", "Cancel", "Open folder", "Show log"])
  }

  /// What a rule would refuse is not offered.
  @Test(arguments: [
    (ProjectStatus.scheduled, true, true, false), (.failed, true, true, true),
    (.destroying, false, true, false),
  ])
  func whatIsRefusedCannotBePicked(status: ProjectStatus, extend: Bool, cancel: Bool, retry: Bool) {
    let projects = [Self.project(1, due: -60, status)]
    #expect(entry(projects, "project/1/extend/900")?.isEnabled == extend)
    #expect(entry(projects, "project/1/cancel")?.isEnabled == cancel)
    #expect((entry(projects, "project/1/retry") != nil) == retry)
  }

  @Test func aRunningTeardownIsStopped() {
    #expect(entry([Self.project(1, due: -60, .destroying)], "project/1/cancel")?.label == "Stop")
  }

  @Test func theLogIsThereOnceThereWasATeardown() {
    var view = view([Self.project(1)])
    let log = { (view: TrayView) in submenu(view.content.menu.first).last?.isEnabled }
    #expect(log(view) == false)
    view.logged = [Project.ID(1)]
    #expect(log(view) == true)
  }

  /// What waits for its user comes first, then what is due first.
  @Test func theMostPressingComesFirst() {
    let projects = [
      Self.project(1, due: 9_000), Self.project(2, due: 600), Self.project(3, due: -5, .failed),
    ]
    let shown = view(projects).content.menu.prefix(3).map(\.identity)
    #expect(shown == ["project/3", "project/2", "project/1"])
  }

  @Test func manyProjectsAreNotAMenuOfHundreds() {
    let menu = view((1...200).map { Self.project($0) }).content.menu
    #expect(menu.count { $0.identity.hasPrefix("project/") } == TrayView.linesAtMost)
    #expect(menu.first { $0.identity == "more" }?.label == "and 170 more")
  }

  @Test func withoutProjectsItSaysSoAndIsPassive() {
    let content = view([]).content
    #expect(content.face.status == .passive)
    #expect(content.menu.first?.label == "No active project")
    #expect(content.menu.last?.key == TrayKey.quit.text)
  }

  /// While any project is active, Quit takes a second look that says what does not happen then.
  @Test func quittingIsNoSlipOfTheHand() {
    let quit = view([Self.project(1)]).content.menu.last
    #expect(quit?.key == nil)
    #expect(submenu(quit).map(\.key) == [nil, nil, TrayKey.quit.text])
  }

  @Test func aPauseIsSeenAndEndedInTheSamePlace() {
    var view = view([Self.project(1)])
    let pause = { (view: TrayView) in view.content.menu.first { $0.identity == "pause" } }
    #expect(pause(view)?.key == TrayKey.pause.text)
    view.pausedUntil = now.wall + .hours(1)
    #expect(pause(view)?.key == TrayKey.unpause.text)
    #expect(pause(view)?.kind == .check(true))
  }

  @Test(arguments: [
    ([project(1, due: 7_000)], TrayFace.Status.active, Ring(filled: 12, colour: .green)),
    ([project(1, due: 3_000)], .active, Ring(filled: 5, colour: .yellow)),
    ([project(1, due: 300)], .active, Ring(filled: 1, colour: .red)),
    ([project(1, due: -5, .failed)], .needsAttention, Ring(filled: 12, colour: .red, badge: .attention)),
    ([project(1, due: -5, .destroying)], .active, Ring(filled: 0, colour: .grey)),
    ([], .passive, Ring(filled: 0, colour: .grey)),
  ])
  func theRingShowsWhatThereIs(projects: [Project], status: TrayFace.Status, ring: Ring) {
    let face = view(projects).content.face
    #expect(face.status == status)
    #expect(face.picture == TrayPicture(ring, isNamed: false))
  }

  @Test func whatHappenedCanBeLookedAtWhereThereIsALog() {
    var view = view([Self.project(1)])
    let event = { (id: Int64, kind: LogEvent.Kind) in
      LogEvent(id: id, projectID: Project.ID(1), kind: kind, message: "Something", createdAt: Self.now.wall)
    }
    view.recent = [(event(2, .error), Self.project(1)), (event(1, .extended), Self.project(1))]
    view.logged = [Project.ID(1)]
    let lines = submenu(view.content.menu.first { $0.identity == "activity" })
    #expect(lines.map(\.isEnabled) == [true, false])
    #expect(lines.first?.key == TrayKey.log(Project.ID(1)).text)
  }
}
