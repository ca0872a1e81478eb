import DBus

/// Shows an item and its menu on one connection.
struct Stage: Sendable {
  let connection: Connection
  let shown: Shown

  /// Shows what there is to hosts that know where to look.
  func export(freshen: @escaping @Sendable () async -> Void, tell: @escaping @Sendable (TrayEvent) -> Void) {
    // The objects must not keep the connection that keeps them.
    let shown = shown
    let menu = MenuInterface(
      now: { shown.menu }, freshen: freshen,
      pick: { number throws(MethodError) in
        switch shown.pick(number) {
        case .key(let key): tell(.picked(key: key))
        case .nothing: return
        case .gone(let key):
          if let key { tell(.outdated(key: key)) }
          throw .noLine(number)
        case .disabled: throw .failed("The menu entry \(number) cannot be picked now")
        }
      })
    connection.export(ExportedObject([menu.interface]), at: MenuSheet.path)
    let actions = ItemActions(
      activate: { tell(.activated(x: $0, y: $1)) }, secondaryActivate: { tell(.secondaryActivated) })
    // The item last: who finds it finds its menu.
    connection.export(
      ExportedObject([StatusItem.interface(actions: actions) { shown.item }]), at: StatusItem.path)
  }

  /// Shows a new content and tells hosts of what differs, of nothing if nothing does.
  func show(_ content: TrayContent) {
    let changes = shown.take(content)
    tellOfItem(changes.item)
    for (signal, values) in changes.menu?.signals(revision: shown.menu.revision) ?? [] {
      send(signal, of: MenuSheet.interfaceName, at: MenuSheet.path, values)
    }
  }

  private func tellOfItem(_ changes: [StatusItem.Property]) {
    let item = shown.item
    var values: [MemberName: Value] = [:]
    for property in changes { values[property.name] = item.value(of: property) }
    connection.propertiesChanged(values, of: StatusItem.interfaceName, at: StatusItem.path)
    var told: Set<MemberName> = []
    for property in changes where told.insert(property.signal).inserted {
      let values = property == .status ? [item.value(of: .status)] : []
      send(property.signal, of: StatusItem.interfaceName, at: StatusItem.path, values)
    }
  }

  /// Sends a signal that is not worth an error: where it cannot be sent, nobody could hear it.
  private func send(_ member: MemberName, of interface: InterfaceName, at path: ObjectPath, _ values: [Value])
  {
    try? connection.send(.signal(member, of: interface, at: path, values))
  }
}
