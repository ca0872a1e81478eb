import DBus
import Deadlines
import RealParts
import Testing

@testable import RemoteControl

@Suite struct RemoteControlTests {
  let bus: PrivateBus
  let daemon = FakeDaemon()
  let remote: RemoteControl
  let client: Connection

  init() async throws {
    bus = try await PrivateBus()
    remote = try await RemoteControl.start(on: bus, daemon)
    client = try await bus.connect()
    #expect(try await remote.takeName() == .owned)
  }

  /// Every signal of ours from now on.
  private func signals(_ member: MemberName? = nil) async throws -> AsyncStream<Message> {
    try await client.signals(matching: MatchRule(sender: RemoteNames.service, member: member))
  }

  private func managed() async throws -> [Value: Value] {
    let answer = try await client.call(
      "GetManagedObjects", of: "org.freedesktop.DBus.ObjectManager", at: RemoteNames.root,
      on: RemoteNames.service)
    return answer.first?.entries ?? [:]
  }

  private func root(_ property: String) async throws -> Value? {
    try await client.call(
      "Get", of: "org.freedesktop.DBus.Properties", at: RemoteNames.root, on: RemoteNames.service,
      [.string(RemoteNames.manager.text), .string(property)]
    ).first?.unboxed
  }

  @Test func aSecondDaemonLearnsWhoIsThere() async throws {
    let second = try await RemoteControl.start(on: bus, daemon)
    guard case .taken(let owner) = try await second.takeName() else {
      Issue.record("both have the name")
      return
    }
    #expect(try await client.nameOwner(of: RemoteNames.service) == owner)
    await remote.withdraw()
    #expect(try await second.takeName() == .owned)
  }

  @Test func projectsComeChangeAndGo() async throws {
    let told = try await signals()
    remote.publish(project(7))
    remote.publish(project(7))
    var changed = project(7)
    changed.project.deadline = Timestamp(3_000)
    changed.project.generation = Generation(2)
    remote.publish(changed)
    remote.remove(Project.ID(7))
    remote.remove(Project.ID(7))
    let heard = await told.prefix(6).collected()
    #expect(
      heard.map(\.member) == [
        "InterfacesAdded", "PropertiesChanged", "PropertiesChanged", "PropertiesChanged", "InterfacesRemoved",
        "PropertiesChanged",
      ])
    #expect(heard[2].path == "/io/github/killallgit/KillallTofu1/projects/7")
    #expect(heard[1].body[1] == .options(["ActiveProjects": .uint32(1), "NextDeadline": .uint64(2_000)]))
    #expect(heard[2].body[1] == .options(["Deadline": .uint64(3_000), "Generation": .uint64(2)]))
    #expect(heard[3].body[1] == .options(["NextDeadline": .uint64(3_000)]))
    #expect(heard[5].body[1] == .options(["ActiveProjects": .uint32(0), "NextDeadline": .uint64(0)]))
  }

  @Test func aProjectShowsWhatItIs() async throws {
    var state = project(7, status: .held)
    state.project.holdReason = .unwarned
    state.lastExecution = Execution.ID(12)
    remote.publish([state])
    let shown = try await managed()[.objectPath("/io/github/killallgit/KillallTofu1/projects/7")]
    #expect(
      shown?[RemoteNames.project.text]
        == .options([
          "Id": .int64(7), "Name": .string("p7"), "Path": .string("/home/p7"), "Command": .string("true"),
          "Tags": .strings(["dev"]), "Timeout": .string("2 hours"), "Deadline": .uint64(2_000),
          "Status": .string("held"), "HoldReason": .string("unwarned"), "Generation": .uint64(1),
          "Active": .bool(true), "LastExecution": .int64(12),
        ]))
  }

  @Test func aRemovedProjectHasNoObjectUntilItIsActiveAgain() async throws {
    let told = try await signals()
    var removed = project(7, status: .cancelled)
    remote.publish([removed])
    removed.project.removedAt = Timestamp(1_000)
    remote.publish(removed)
    remote.publish([removed, project(8, status: .cancelled)])
    #expect(try await Array(managed().keys) == [.objectPath("/io/github/killallgit/KillallTofu1/projects/8")])
    removed.project.status = .scheduled
    remote.publish(removed)
    #expect(try await managed().count == 2)
    let heard = await told.prefix(4).collected()
    #expect(
      heard.map(\.member) == ["InterfacesAdded", "InterfacesRemoved", "InterfacesAdded", "InterfacesAdded"])
  }

  // Cells of the file may hold anything; the bus carries no NUL and no time before 1970.
  @Test func oddCellsAreShownAsWellAsTheyCan() async throws {
    var state = project(7, deadline: -5)
    state.project.name = "a\0b\"'<&>\n\u{202E}"
    state.project.generation = Generation(-1)
    remote.publish(state)
    remote.publish(project(-3))
    let shown = try await managed()
    let seven = shown[.objectPath("/io/github/killallgit/KillallTofu1/projects/7")]?[RemoteNames.project.text]
    #expect(seven?["Name"] == .string("a\u{FFFD}b\"'<&>\n\u{202E}"))
    #expect(seven?["Deadline"] == .uint64(0))
    #expect(seven?["Generation"] == .uint64(0))
    #expect(shown.count == 1)
  }

  @Test func theRootCountsAndKnowsTheNextDeadline() async throws {
    remote.publish([
      project(1, deadline: 3_000), project(2, deadline: 1_000, status: .held), project(3, deadline: nil),
      project(4, deadline: 500, status: .cancelled), project(5, deadline: 4_000, status: .failed),
    ])
    #expect(try await root("ActiveProjects") == .uint32(4))
    #expect(try await root("NextDeadline") == .uint64(3_000))
    remote.publish([project(5, deadline: 4_000)])
    #expect(try await root("ActiveProjects") == .uint32(1))
    #expect(try await root("NextDeadline") == .uint64(4_000))
    #expect(try await managed().count == 1)
    #expect(try await root("Version") == .string("1.2.3"))
    #expect(try await root("NotificationsAvailable") == .bool(true))
    remote.publish(DaemonState(version: "1.2.3", database: "/data/b.db", trayAvailable: true))
    #expect(try await root("Database") == .string("/data/b.db"))
    #expect(try await root("NotificationsAvailable") == .bool(false))
    #expect(try await root("TrayAvailable") == .bool(true))
  }

  @Test func whatHappensIsTold() async throws {
    let told = try await signals()
    remote.warned(Project.ID(7), deadline: Timestamp(2_000))
    remote.executionStarted(Execution.ID(3), of: Project.ID(7))
    remote.executionFinished(Execution.ID(3), of: Project.ID(7), status: .completed, exitCode: 0)
    remote.executionFinished(Execution.ID(4), of: Project.ID(7), status: .failed, exitCode: nil)
    let path = Value.objectPath("/io/github/killallgit/KillallTofu1/projects/7")
    let heard = await told.prefix(4).collected()
    #expect(heard.map(\.member) == ["Warned", "ExecutionStarted", "ExecutionFinished", "ExecutionFinished"])
    #expect(
      heard.map(\.body) == [
        [path, .uint64(2_000)], [path, .int64(3)],
        [path, .int64(3), .string("completed"), .int32(0)], [path, .int64(4), .string("failed"), .int32(-1)],
      ])
  }
}
