import DBus
import Deadlines
import RealParts
import Synchronization

@testable import RemoteControl

/// What a daemon does, noted down: every action answers with the error set here, or with a fixed value.
final class FakeDaemon: Sendable {
  private struct State {
    var calls: [String] = []
    var refusal: RemoteError?
  }

  private let state = Mutex(State())

  var calls: [String] { state.withLock(\.calls) }

  func refuse(_ error: RemoteError?) {
    state.withLock { $0.refusal = error }
  }

  private func note(_ call: String) throws(RemoteError) {
    let refusal = state.withLock { state in
      state.calls.append(call)
      return state.refusal
    }
    if let refusal { throw refusal }
  }

  var actions: RemoteActions {
    RemoteActions(
      extend: { project, duration, generation throws(RemoteError) in
        try self.note("extend \(project.brief) \(duration.wholeSeconds) \(generation.brief)")
        return Timestamp(5_000)
      },
      cancel: { project, generation throws(RemoteError) in
        try self.note("cancel \(project.brief) \(generation.brief)")
      },
      resume: { project, generation throws(RemoteError) in
        try self.note("resume \(project.brief) \(generation.brief)")
        return Timestamp(6_000)
      },
      find: { project throws(RemoteError) in
        try self.note("find \(project.brief)")
        return Project.ID(7)
      },
      requestDestroy: { project throws(RemoteError) in try self.note("destroy \(project.brief)") },
      rescan: { () throws(RemoteError) in try self.note("rescan") })
  }
}

extension ProjectReference {
  fileprivate var brief: String {
    switch self {
    case .text(let text): text
    case .id(let id): "#\(id.number)"
    }
  }
}

extension Generation? {
  fileprivate var brief: String { map { "g\($0.number)" } ?? "current" }
}

extension RemoteControl {
  /// One on a connection of its own to `bus`.
  static func start(on bus: PrivateBus, _ daemon: FakeDaemon) async throws -> RemoteControl {
    let state = DaemonState(version: "1.2.3", database: "/data/a.db", notificationsAvailable: true)
    return RemoteControl(on: try await bus.connect(), daemon: state, actions: daemon.actions)
  }
}

/// A scheduled project with the id and deadline given.
func project(_ id: Int64, deadline: Int64? = 2_000, status: ProjectStatus = .scheduled) -> ProjectState {
  ProjectState(
    Project(
      id: Project.ID(id), path: "/home/p\(id)", name: "p\(id)", timeout: "2 hours", command: "true",
      status: status, tags: ["dev"], deadline: deadline.map { Timestamp($0) }, createdAt: Timestamp(1),
      updatedAt: Timestamp(1)))
}
