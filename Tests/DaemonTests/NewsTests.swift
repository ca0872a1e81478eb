import Deadlines
import Notifications
import Testing

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
}
