import Deadlines
import Notifications
import Settings
import Testing
import Wording

@testable import Daemon

@Suite struct NewsTests {
  /// How far a teardown is comes from what a command prints, which may be anything.
  @Test(arguments: [
    (0, 12, 0), (7, 12, 58), (12, 12, 100), (13, 12, 100), (.max, 12, 100), (.max, .max, 100), (1, .max, 0),
    (.max - 1, .max, 100), (-5, 12, 0), (.min, 12, 0), (3, 0, nil), (3, -1, nil), (3, .min, nil),
    (3, nil, nil),
  ])
  func `Any progress can be shown`(done: Int, total: Int?, percent: Int?) {
    let project = Project(
      id: Project.ID(1), path: "/srv/demo", name: "demo", timeout: "1h", command: "true",
      createdAt: Timestamp(0), updatedAt: Timestamp(0))
    let now = Moment(wall: Timestamp(0), awake: .zero, bootID: "boot")
    let news = News.progress(project, done: done, of: total)
    #expect(news.request(at: now, policy: Policy(), home: nil).progress == percent)
  }

  /// LXQt cuts what is longer, beside an icon or two other buttons.
  @Test(arguments: [
    ("failed", ["Nochmal", "Protokoll zeigen"]), ("still running", ["Hart beenden", "Protokoll zeigen"]),
    ("attempt failed", ["+1 Std.", "Absagen"]),
  ])
  func `German labels fit a narrow button`(kind: String, labels: [String]) throws {
    let news = try #require(News.samples.first { $0.name == kind }?.news)
    let now = Moment(wall: Timestamp(1_800_000_000), awake: .zero, bootID: "boot")
    Language.$current.withValue(.german) {
      let request = news.request(at: now, policy: Policy(), home: nil)
      #expect(request.actions.map { $0.shortLabel ?? $0.label } == labels)
      let warning = Warning(project: .told(), kind: .deadline, offset: .zero, due: now.wall + .hours(1))
      let warned = warning.request(
        at: now.wall, settings: Settings(), home: nil, briefing: Briefing(), staysUp: false)
      #expect(warned.actions.last?.shortLabel == "Absagen" && warned.actions.last?.label == "Abbau absagen")
    }
  }
}
