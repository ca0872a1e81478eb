extension Connection {
  /// Shows `object` to others at `path`.
  ///
  /// An object that was there is replaced in silence, between two calls of any peer. A new one is told of with
  /// InterfacesAdded where an object above lists those below it.
  public func export(_ object: ExportedObject, at path: ObjectPath) {
    guard tree.insert(object, at: path) != nil else { return }
    tellAdded(object, at: path)
  }

  /// Takes away the object at `path` and all below it, telling of each with InterfacesRemoved where listed.
  public func withdraw(_ path: ObjectPath) {
    let (objects, lister) = tree.remove(path)
    guard let lister else { return }
    for (path, object) in objects { tellRemoved(object.interfaces.map(\.name), at: path, by: lister) }
  }

  /// Lets `family` make the objects right below `path`; of those there are already nothing is told.
  ///
  /// A family that was there is replaced in silence.
  public func export(_ family: ObjectFamily, below path: ObjectPath) {
    tree.insert(family, below: path)
  }

  /// Tells with InterfacesAdded that a family has a new member, where an object above lists those below it.
  ///
  /// - Parameter object: the member as the family makes it now.
  public func tellAdded(_ object: ExportedObject, at path: ObjectPath) {
    guard let lister = tree.lister(of: path) else { return }
    tell(
      .signal("InterfacesAdded", of: objectManager, at: lister, [.objectPath(path), object.values]))
  }

  /// Tells with InterfacesRemoved that a member of a family, with these interfaces, is gone.
  public func tellRemoved(_ interfaces: [InterfaceName], at path: ObjectPath) {
    guard let lister = tree.lister(of: path) else { return }
    tellRemoved(interfaces, at: path, by: lister)
  }

  /// Tells that properties of an object have new values.
  public func propertiesChanged(
    _ values: [MemberName: Value], of interface: InterfaceName, at path: ObjectPath
  ) {
    guard !values.isEmpty else { return }
    var named: [String: Value] = [:]
    for (name, value) in values { named[name.text] = value }
    tell(
      .signal(
        "PropertiesChanged", of: "org.freedesktop.DBus.Properties", at: path,
        [.string(interface.text), .options(named), .strings([])]))
  }

  private func tellRemoved(_ interfaces: [InterfaceName], at path: ObjectPath, by lister: ObjectPath) {
    tell(
      .signal(
        "InterfacesRemoved", of: objectManager, at: lister,
        [.objectPath(path), .strings(interfaces.map(\.text))]))
  }

  /// Sends a signal that is not worth an error: where it cannot be sent, nobody could hear it.
  private func tell(_ signal: Message) {
    tree.noteTold()
    try? send(signal)
  }
}

private let objectManager: InterfaceName = "org.freedesktop.DBus.ObjectManager"
