import DBus
import Deadlines

/// The object of one project in one state; a new state makes a new object.
struct ProjectObject {
  let state: ProjectState
  let actions: RemoteActions

  /// The interface with its values and what it does.
  var interface: Interface {
    let project = state.project
    return Interface(
      RemoteNames.project,
      methods: methods(for: .id(project.id)),
      properties: Self.properties.map { property in
        .init(property.name, property.type, change: property.change) { property.value(state) }
      })
  }

  /// The values that differ from those of `old`.
  func changes(since old: ProjectState) -> [MemberName: Value] {
    var changes: [MemberName: Value] = [:]
    for property in Self.properties {
      let value = property.value(state)
      if value != property.value(old) { changes[property.name] = value }
    }
    return changes
  }

  private func methods(for project: ProjectReference) -> [Interface.Method] {
    let generation = Interface.Argument("generation", .uint64)
    let deadline = Interface.Argument("deadline", .uint64)
    return [
      .init("Extend", takes: [.init("seconds", .uint64), generation], returns: [deadline]) {
        [extend = actions.extend] arguments, _ throws(MethodError) in
        let seconds = try arguments.seconds(at: 0)
        let generation = try arguments.generation(at: 1)
        return [
          .time(try await named { () throws(RemoteError) in try await extend(project, seconds, generation) })
        ]
      },
      .init("Cancel", takes: [generation]) { [cancel = actions.cancel] arguments, _ throws(MethodError) in
        let generation = try arguments.generation(at: 0)
        try await named { () throws(RemoteError) in try await cancel(project, generation) }
        return []
      },
      .init("Resume", takes: [generation], returns: [deadline]) {
        [resume = actions.resume] arguments, _ throws(MethodError) in
        let generation = try arguments.generation(at: 0)
        return [.time(try await named { () throws(RemoteError) in try await resume(project, generation) })]
      },
    ]
  }
}

extension ProjectObject {
  private struct Property: Sendable {
    var name: MemberName
    var type: ValueType
    var change = Interface.Property.Change.announced
    var value: @Sendable (ProjectState) -> Value

    init(
      _ name: MemberName, _ type: ValueType, _ change: Interface.Property.Change = .announced,
      _ value: @escaping @Sendable (ProjectState) -> Value
    ) {
      self.name = name
      self.type = type
      self.change = change
      self.value = value
    }
  }

  private static let properties: [Property] = [
    Property("Id", .int64, .constant) { .int64($0.project.id.number) },
    Property("Name", .string) { .text($0.project.name) },
    Property("Path", .string) { .text($0.project.path) },
    Property("Command", .string) { .text($0.project.command) },
    Property("Tags", .array(.string)) { .array($0.project.tags.map { .text($0) }, of: .string) },
    Property("Timeout", .string) { .text($0.project.timeout) },
    Property("Deadline", .uint64) { .time($0.project.deadline) },
    Property("Status", .string) { .string($0.project.status.rawValue) },
    Property("HoldReason", .string) { .string($0.project.holdReason?.rawValue ?? "") },
    Property("Generation", .uint64) { .uint64(UInt64(clamping: $0.project.generation.number)) },
    Property("Active", .bool) { .bool($0.project.status.isActive) },
    Property("LastExecution", .int64) { .int64($0.lastExecution?.number ?? 0) },
  ]
}

/// Runs an action and gives its error the form the bus carries.
func named<Result>(
  _ action: () async throws(RemoteError) -> Result
) async throws(MethodError) -> Result {
  do {
    return try await action()
  } catch {
    throw error.onBus
  }
}
