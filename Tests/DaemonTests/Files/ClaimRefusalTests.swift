import Deadlines
import Discovery
import Foundation
import ProjectStore
import Settings
import Testing

@testable import Daemon

/// The last look before a claim: what it refuses must not be done, whatever else would stop it.
@Suite(.timeLimit(.minutes(1))) struct ClaimRefusalTests {
  let desk: FileDesk

  init() throws {
    desk = try FileDesk()
  }

  /// The directory in which it is going to be done.
  private func directory(_ name: String = "demo") async throws -> FileIdentity {
    let found = try await desk.found(name)
    return FileIdentity(device: try #require(found.device), inode: try #require(found.inode))
  }

  private func allowed() async throws -> Project {
    try desk.write(projectFile())
    try await desk.allow()
    return try await desk.project()
  }

  @Test func whatIsAllowedIsNotRefused() async throws {
    let project = try await allowed()
    #expect(try await desk.registrar.refusal(of: project, in: try await directory()) == nil)
    #expect(try await desk.project() == project)
  }

  /// The same bytes at the same path by now, but not where the command would run.
  @Test(arguments: ["device", "inode", "both"])
  func anotherDirectoryIs(what: String) async throws {
    let project = try await allowed()
    var place = try await directory()
    if what != "inode" { place.device += 1 }
    if what != "device" { place.inode += 1 }
    #expect(try await desk.registrar.refusal(of: project, in: place) != nil)
  }

  @Test(
    arguments: [
      ("deleted", .gone), ("changed", .changed), ("longer", .allowed), ("withdrawn", .unasked),
      ("writable", .unsafe), ("unmounted", .unseen), ("denied", .denied), ("row", .differs),
      ("bad", .allowed),
    ] as [(String, Consent)])
  func whatIsNotAllowedAsItWasIs(what: String, consent: Consent) async throws {
    var project = try await allowed()
    let place = try await directory()
    let file = desk.path("demo/.killall.yaml")
    switch what {
    case "deleted": try FileManager.default.removeItem(atPath: file)
    case "changed": try desk.write(projectFile("false"))
    // What was allowed is, but it is not there any more.
    case "bad": try desk.write(projectFile("true", timeout: "2h", "tgas: [x]\n"))
    // It is allowed, but its deadline moved.
    case "longer": try desk.write(projectFile(timeout: "3h"))
    case "withdrawn": try desk.consents.withdraw(file)
    case "writable": try desk.chmod(file, 0o666)
    case "denied": try desk.consents.deny(try await desk.found())
    case "unmounted":
      try FileManager.default.removeItem(atPath: file)
      project = try await change(project) { $0.file?.directory = "1:2:3" }
    default: project = try await change(project) { $0.command = "rm -rf ~" }
    }
    let refusal = try #require(try await desk.registrar.refusal(of: project, in: place))
    #expect(refusal.file?.consent == consent)
    #expect(refusal.holdReason == (what == "bad" ? .invalid : what == "longer" ? nil : .untrusted))
    #expect(try await desk.project() == refusal)
  }

  private func change(
    _ project: Project, _ rule: @escaping @Sendable (inout Project) -> Void
  ) async throws -> Project {
    try await desk.store.projects.update(project.id, at: desk.now.wall) { row throws(Refusal) in
      rule(&row)
      return nil
    }
  }

  /// A row that is not there any more, or of another project that was given its place.
  @Test func anotherRowIs() async throws {
    var project = try await allowed()
    let place = try await directory()
    project.id = Project.ID(project.id.number + 7)
    #expect(try await desk.registrar.refusal(of: project, in: place) != nil)
    try await desk.store.projects.delete(try await desk.project().id)
    #expect(try await desk.registrar.refusal(of: project, in: place) != nil)
    #expect(try await desk.store.projects.count() == 0)
  }

  @Test func whatComesFromNoFileIsNot() async throws {
    let path = try desk.folder()
    let new = NewProject(path: path, name: "mine", timeout: "1h", command: "false", deadline: nil)
    let project = try await desk.store.projects.create(new, at: desk.now.wall)
    let place = FileIdentity(device: 1, inode: 2)
    #expect(try await desk.registrar.refusal(of: project, in: place) == nil)
  }
}
