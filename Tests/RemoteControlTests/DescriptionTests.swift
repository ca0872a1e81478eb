import DBus
import Foundation
import Testing

@testable import RemoteControl

@Suite struct DescriptionTests {
  private func file(_ name: String) throws -> String {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../desktop")
    let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    return text.replacing(/(?s) *<!--.*?-->\n/, with: "")
  }

  // The file is what other programs are written against.
  @Test func theFileSaysWhatTheCodeDoes() throws {
    let actions = FakeDaemon().actions
    let root = ManagerObject(
      state: DaemonState(version: "", database: ""), activeProjects: 0, nextDeadline: nil, actions: actions)
    let described = Interface.xml([
      root.interface, ProjectObject(state: project(1), actions: actions).interface,
    ])
    #expect(try file("io.github.killallgit.KillallTofu1.xml") == described)
  }

  @Test func soDoesThatOfTheApplication() throws {
    let application = DesktopApplication { _ throws(RemoteError) in }
    #expect(
      try file("io.github.killallgit.KillallTofu.xml") == Interface.xml([application.interface]))
  }

  /// A desktop offers what the entry lists, and the daemon knows nothing else.
  @Test func theEntryOffersEveryAction() throws {
    let entry = try file("io.github.killallgit.KillallTofu.desktop")
    let actions = DesktopAction.allCases.map(\.rawValue)
    #expect(entry.contains("\nActions=\(actions.joined(separator: ";"));\n"))
    for action in actions {
      #expect(entry.contains("\n[Desktop Action \(action)]\n"))
      #expect(entry.contains(" \(RemoteNames.application.text) \(action)\n"))
    }
    #expect(entry.contains("\nDBusActivatable=true\n") && !entry.contains("NoDisplay"))
  }

  @Test(arguments: OwnName.allCases) func eachNameHasAServiceFileThatStartsTheDaemon(name: OwnName) throws {
    let service = try file("\(name.rawValue).service")
    #expect(service.contains("\nName=\(name.rawValue)\nExec=@bindir@/killall-tofu daemon\n"))
    #expect(service.contains("\nSystemdService=killall-tofu.service\n"))
    #expect(name.busName.text == name.rawValue)
  }
}
