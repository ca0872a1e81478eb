import DBus
import Foundation
import Testing

@testable import RemoteControl

@Suite struct DescriptionTests {
  static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../desktop/io.github.killallgit.KillallTofu1.xml")

  // The file is what other programs are written against.
  @Test func theFileSaysWhatTheCodeDoes() throws {
    let actions = FakeDaemon().actions
    let root = ManagerObject(
      state: DaemonState(version: "", database: ""), activeProjects: 0, nextDeadline: nil, actions: actions)
    let described = Interface.xml([
      root.interface, ProjectObject(state: project(1), actions: actions).interface,
    ])
    let text = try String(contentsOf: Self.file, encoding: .utf8)
    #expect(text.replacing(/(?s) *<!--.*?-->\n/, with: "") == described)
  }
}
