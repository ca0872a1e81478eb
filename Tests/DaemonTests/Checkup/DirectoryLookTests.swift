import Deadlines
import Foundation
import RealParts
import Testing
import Wording

@testable import Daemon

@Suite(.timeLimit(.minutes(1))) struct DirectoryLookTests {
  private func project(_ id: Int64, _ path: String) -> Project {
    Project(
      id: Project.ID(id), path: path, name: "p\(id)", timeout: "1h", command: "true", createdAt: Timestamp(0),
      updatedAt: Timestamp(0))
  }

  @Test func tellsWhatIsNotThere() async throws {
    let folder = try TestFolder("directories")
    try Data().write(to: URL(fileURLWithPath: folder.path + "/file"))
    let projects = [
      project(1, folder.path), project(2, folder.path + "/gone"), project(3, folder.path + "/file"),
      project(4, folder.path + "/file/below"), project(5, "relative"), project(6, ""),
    ]
    let flaws = await DirectoryLook().flaws(of: projects)
    #expect(flaws == [Project.ID(2): .gone, Project.ID(3): .notDirectory, Project.ID(4): .gone])
  }

  /// A mount whose server went away answers nobody, and costs no more than the limit, nor the others anything.
  @Test func aFileSystemThatHangsIsSaidAndHoldsUpNoOther() async {
    let end = DispatchSemaphore(value: 0)
    var look = DirectoryLook()
    look.mounts = Mounts("1 1 0:1 / / rw - ext4 a rw\n2 1 0:2 / /net rw - nfs b rw\n")
    look.limit = .milliseconds(200)
    look.look = { path in
      if path.hasPrefix("/net/") { end.wait() }
      return path == "/gone" ? .gone : nil
    }
    let flaws = await look.flaws(of: [
      project(1, "/net/a"), project(2, "/gone"), project(3, "/net/b"), project(4, "/"),
    ])
    #expect(
      flaws == [
        Project.ID(1): .silent(within: .milliseconds(200)), Project.ID(2): .gone,
        Project.ID(3): .silent(within: .milliseconds(200)),
      ])
    for _ in 0..<2 { end.signal() }
  }
}
