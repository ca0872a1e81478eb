import Executor
import Foundation
import SystemPackage
import Testing

@Suite(.timeLimit(.minutes(1))) struct WorkingDirectoryTests {
  private let bench: Bench

  init() throws {
    bench = try Bench()
    let files = FileManager.default
    for name in ["project/inner/deep", "other"] {
      try files.createDirectory(atPath: bench.root.string + "/" + name, withIntermediateDirectories: true)
    }
    for (link, target) in [("in", "inner/deep"), ("out", "../other"), ("up", "..")] {
      try files.createSymbolicLink(atPath: bench.project.string + "/" + link, withDestinationPath: target)
    }
    try Data().write(to: URL(filePath: bench.project.string + "/file"))
  }

  @Test(arguments: [
    ("inner", "inner"), ("inner/../inner/deep", "inner/deep"), ("in", "inner/deep"), (".", ""), ("", ""),
  ])
  func `The command runs where its project says`(wanted: String, place: String) async throws {
    let result = try await bench.run("pwd -P") { $0.workingDirectory = wanted }
    let path = URL(filePath: bench.project.pushing(FilePath(place)).string).resolvingSymlinksInPath().path
    #expect(result.output == path + "\n")
  }

  @Test(arguments: ["..", "out", "up", "inner/../../other", "up/project/../other", "/tmp", "/"])
  func `A place outside of the project is refused by name`(wanted: String) async throws {
    await #expect(throws: ExecutorError.outsideProject(path: wanted, project: bench.project.string)) {
      _ = try await bench.prepare("touch ran") { $0.workingDirectory = wanted }
    }
  }

  @Test(arguments: [("none", ENOENT), ("file", ENOTDIR)])
  func `A place that is none is refused`(wanted: String, errno: Int32) async throws {
    let path = bench.project.appending(wanted).string
    await #expect(throws: ExecutorError.directory(path: path, errno: errno)) {
      _ = try await bench.prepare("touch ran") { $0.workingDirectory = wanted }
    }
  }

  @Test func `A place that was changed for another after the claim is refused`() async throws {
    let prepared = try await bench.prepare("touch ran") { $0.workingDirectory = "inner" }
    try FileManager.default.moveItem(
      atPath: bench.project.string + "/inner", toPath: bench.project.string + "/gone")
    try FileManager.default.createSymbolicLink(
      atPath: bench.project.string + "/inner", withDestinationPath: "../other")
    guard case .couldNotStart(.directoryReplaced) = try await prepared.launch().ending().ending else {
      return #expect(Bool(false), "another directory was taken")
    }
  }
}
