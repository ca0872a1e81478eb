import Foundation
import Glibc
import RealParts
import Testing

extension Desk {
  /// What commands left that a stranger's files name.
  func marks() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(folder)/marks")
  }

  /// The folder for clones, with every link resolved.
  func makeStacks() throws -> String {
    let stacks = "\(directory.dropLast("project".count))stacks"
    try FileManager.default.createDirectory(atPath: stacks, withIntermediateDirectories: true)
    return stacks
  }

  /// A repository with all that such a file can be up to, and what git keeps of links.
  func makeHostileRepository() async throws {
    let origin = "\(folder)/origin"
    let files = FileManager.default
    try files.createDirectory(atPath: "\(folder)/marks", withIntermediateDirectories: true)
    for file in HostileFile.all(marks: "\(folder)/marks") {
      try writeFile(bytes: file.bytes, in: "\(origin)/\(file.name)")
    }
    try files.createDirectory(atPath: "\(origin)/linked", withIntermediateDirectories: true)
    try files.createSymbolicLink(
      atPath: "\(origin)/linked/.killall.yaml", withDestinationPath: "../plain/.killall.yaml")
    try files.createSymbolicLink(atPath: "\(origin)/inner-link/link", withDestinationPath: "/etc")
    try files.createSymbolicLink(atPath: "\(origin)/way", withDestinationPath: "plain")
    try writeFile("timeout: 1s\ncommand: true", in: "\(origin)/folder/.killall.yaml")
    try writeFile("timeout: 1s\ncommand: touch ../../../marks/screen", in: "\(origin)/a\u{1B}[2J\nb")
    for arguments in [
      ["init", "-q"], ["add", "-A"],
      ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x"],
    ] {
      let answer = try await start(["git", "-C", origin] + arguments).finished()
      try #require(answer.code == 0, "\(answer.errors)")
    }
  }

  /// Clones it, and leaves a pipe where a file might be, which git does not keep.
  func cloneHostileRepository(into stacks: String) async throws {
    let clone = try await run("git", "clone", "-q", "\(folder)/origin", "\(stacks)/clone")
    try #require(clone.code == 0, "\(clone.errors)")
    let pipe = "\(stacks)/clone/pipe"
    try FileManager.default.createDirectory(atPath: pipe, withIntermediateDirectories: true)
    try #require(mkfifo("\(pipe)/.killall.yaml", 0o600) == 0)
  }
}
