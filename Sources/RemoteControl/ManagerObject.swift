import DBus
import Deadlines

/// The root object in one state; a new state makes a new object.
struct ManagerObject {
  let state: DaemonState
  let activeProjects: UInt32
  let nextDeadline: Timestamp?
  let actions: RemoteActions

  /// The interface with its values and what it does.
  var interface: Interface {
    Interface(RemoteNames.manager, methods: methods, properties: properties, signals: Self.signals)
  }

  /// The values that differ from those of `old`.
  func changes(since old: ManagerObject) -> [MemberName: Value] {
    let before = old.values
    var changes: [MemberName: Value] = [:]
    for (name, value) in values where before[name] != value { changes[name] = value }
    return changes
  }

  private var values: [MemberName: Value] {
    Dictionary(uniqueKeysWithValues: table.map { ($0.name, $0.value) })
  }

  private var properties: [Interface.Property] {
    table.map { entry in .init(entry.name, entry.value.type) { entry.value } }
  }

  private var table: [(name: MemberName, value: Value)] {
    [
      ("Version", .text(state.version)),
      ("Database", .text(state.database)),
      ("ActiveProjects", .uint32(activeProjects)),
      ("NextDeadline", .time(nextDeadline)),
      ("NotificationsAvailable", .bool(state.notificationsAvailable)),
      ("TrayAvailable", .bool(state.trayAvailable)),
    ]
  }

  private var methods: [Interface.Method] {
    let project = Interface.Argument("project", .string)
    let deadline = Interface.Argument("deadline", .uint64)
    return [
      .init("Extend", takes: [project, .init("seconds", .uint64)], returns: [deadline]) {
        arguments, _ throws(MethodError) in
        let project = ProjectReference.text(try arguments.text(at: 0))
        let seconds = try arguments.seconds(at: 1)
        return [
          .time(try await named { () throws(RemoteError) in try await actions.extend(project, seconds, nil) })
        ]
      },
      .init("Cancel", takes: [project]) { arguments, _ throws(MethodError) in
        let project = ProjectReference.text(try arguments.text(at: 0))
        try await named { () throws(RemoteError) in try await actions.cancel(project, nil) }
        return []
      },
      .init("Resume", takes: [project], returns: [deadline]) { arguments, _ throws(MethodError) in
        let project = ProjectReference.text(try arguments.text(at: 0))
        return [.time(try await named { () throws(RemoteError) in try await actions.resume(project, nil) })]
      },
      .init("FindProject", takes: [project], returns: [.init("object", .objectPath)]) {
        arguments, _ throws(MethodError) in
        let text = try arguments.text(at: 0)
        let id = try await named { () throws(RemoteError) in try await actions.find(.text(text)) }
        guard let path = ObjectPath.project(id) else {
          throw RemoteError(.notFound, "\(id.number) has no object").onBus
        }
        return [.objectPath(path)]
      },
      .init("RequestDestroy", takes: [project]) { arguments, _ throws(MethodError) in
        let project = ProjectReference.text(try arguments.text(at: 0))
        try await named { () throws(RemoteError) in try await actions.requestDestroy(project) }
        return []
      },
      .init("Rescan") { _, _ throws(MethodError) in
        try await named { () throws(RemoteError) in try await actions.rescan() }
        return []
      },
    ]
  }

  private static let signals: [Interface.Signal] = [
    .init("Warned", [.init("project", .objectPath), .init("deadline", .uint64)]),
    .init("ExecutionStarted", [.init("project", .objectPath), .init("execution", .int64)]),
    .init(
      "ExecutionFinished",
      [
        .init("project", .objectPath), .init("execution", .int64), .init("status", .string),
        .init("exit_code", .int32),
      ]),
  ]
}
