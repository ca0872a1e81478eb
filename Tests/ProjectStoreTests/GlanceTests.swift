import Deadlines
import Foundation
import RealParts
import Testing

@testable import ProjectStore

/// A look that must be quick, and must leave no trace.
@Suite struct GlanceTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder("glance")
  }

  @Test func theNearestDeadlineComesFirstAndWhatIsOverLast() async throws {
    let store = try await openStore(in: folder)
    for (path, hours) in [("/srv/late", Int64(3)), ("/srv/soon", 1), ("/srv/over", 2)] {
      _ = try await store.projects.add(sample(path, deadline: noon + .hours(hours)))
    }
    try await OtherProgram.run("UPDATE projects SET active = 0 WHERE path = '/srv/over'", on: folder.file)
    let seen = ProjectStore.glance(at: folder.file)
    #expect(seen.map(\.path) == ["/srv/soon", "/srv/late", "/srv/over"])
    #expect(seen.map(\.status) == [.scheduled, .scheduled, .cancelled])
  }

  @Test func aRowThatMakesNoSenseHidesNoOther() async throws {
    let store = try await openStore(in: folder)
    for path in ["/srv/a", "/srv/b"] { _ = try await store.projects.add(sample(path)) }
    try await OtherProgram.run("UPDATE projects SET name = x'ff00' WHERE path = '/srv/a'", on: folder.file)
    #expect(ProjectStore.glance(at: folder.file).map(\.path) == ["/srv/b"])
  }

  @Test func nothingIsMade() throws {
    #expect(ProjectStore.glance(at: folder.file) == [])
    #expect(try folder.names == [])
  }
}
