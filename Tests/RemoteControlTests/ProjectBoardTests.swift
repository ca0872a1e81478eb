import DBus
import Deadlines
import RealParts
import Testing

@testable import RemoteControl

@Suite(.timeLimit(.minutes(1))) struct ProjectBoardTests {
  let bus: PrivateBus
  let board = ProjectBoard()
  let daemon = FakeDaemon()

  init() async throws {
    bus = try await PrivateBus()
  }

  private func show() async throws -> RemoteControl {
    let state = DaemonState(version: "1.2.3", database: "/data/a.db")
    return RemoteControl(on: try await bus.connect(), daemon: state, board: board, actions: daemon.actions)
  }

  private func call(
    _ member: MemberName, of interface: InterfaceName, at path: ObjectPath, _ body: [Value] = []
  ) async throws -> [Value] {
    let client = try await bus.connect()
    return try await client.call(member, of: interface, at: path, on: RemoteNames.service, body)
  }

  private func listed() async throws -> Set<Value> {
    let answer = try await call(
      "GetManagedObjects", of: "org.freedesktop.DBus.ObjectManager", at: RemoteNames.root)
    return Set(answer.first?.entries?.keys.map(\.self) ?? [])
  }

  private func path(_ id: Int64) -> ObjectPath {
    ObjectPath.project(Project.ID(id)) ?? .root
  }

  // After a start and after the bus came back nobody is to be told of ten thousand projects one by one.
  @Test func whatStoodThereIsShownAndNotToldOf() async throws {
    let client = try await bus.connect()
    let told = try await client.signals(matching: MatchRule(pathNamespace: RemoteNames.root))
    board.note(project(1))
    board.note(project(2))
    let remote = try await show()
    #expect(try await remote.takeName() == .owned)
    #expect(try await listed() == [.objectPath(path(1)), .objectPath(path(2))])
    remote.publish(project(3))
    #expect(await told.first { _ in true }?.body.first == .objectPath(path(3)))
    #expect(try await listed().count == 3)
  }

  @Test func theNextConnectionShowsWhatChangedMeanwhile() async throws {
    board.note(project(1))
    let first = try await show()
    first.publish(project(2))
    board.forget(Project.ID(1))
    board.note(project(4))
    let second = try await show()
    #expect(try await second.takeName() == .owned)
    #expect(try await listed() == [.objectPath(path(2)), .objectPath(path(4))])
    #expect(board[Project.ID(1)] == nil)
    #expect(board[Project.ID(2)] == project(2))
  }

  @Test func whatIsRemovedWhileNobodyCanBeToldIsShownNoMore() {
    board.note(project(1))
    var removed = project(1, status: .cancelled)
    removed.project.removedAt = Timestamp(5)
    board.note(removed)
    #expect(board[Project.ID(1)] == nil)
    #expect(board.withLock { $0.activeCount } == 0)
  }

  // The objects are made by name, and a name comes from whoever asks.
  @Test(arguments: ["07", "00", "9223372036854775808", "x", "7_", "8"])
  func noOtherNameStandsForAProject(_ name: String) async throws {
    board.note(project(7))
    board.note(project(0))
    let remote = try await show()
    #expect(try await remote.takeName() == .owned)
    let path = try RemoteNames.projects.appending(name)
    let error = await #expect(throws: BusError.self) {
      _ = try await call("Cancel", of: RemoteNames.project, at: path, [.uint64(0)])
    }
    guard case .refused(let refusal) = error else { return }
    #expect(refusal.name == "org.freedesktop.DBus.Error.UnknownObject")
    #expect(daemon.calls.isEmpty)
  }

  @Test func idsBelowZeroHaveNoObject() async throws {
    board.note(project(-3))
    #expect(board[Project.ID(-3)] == nil)
    #expect(board.withLock { $0.activeCount } == 0)
  }
}
