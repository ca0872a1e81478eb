import CDBus

/// The interfaces every object has without declaring them.
struct StandardInterfaces {
  let place: ObjectTree.Place
  let tree: ObjectTree

  /// All of them, for the object or the bare node at `place`.
  var all: [Interface] {
    guard let object = place.object else { return [introspectable, Self.peer] }
    return [introspectable, Self.peer, properties(of: object)] + (object.listsObjects ? [objectManager] : [])
  }

  private var introspectable: Interface {
    Interface(
      "org.freedesktop.DBus.Introspectable",
      methods: [
        .init("Introspect", returns: [.init("xml_data", .string)]) { _, _ in
          let interfaces = self.all + (place.object?.interfaces ?? [])
          return [.string(Introspection.document(interfaces, children: place.children))]
        }
      ])
  }

  /// What every peer answers, on any path.
  static let peer = Interface(
    "org.freedesktop.DBus.Peer",
    methods: [
      .init("Ping") { _, _ in [] },
      .init("GetMachineId", returns: [.init("machine_uuid", .string)]) { _, _ throws(MethodError) in
        guard let characters = dbus_try_get_local_machine_id(nil) else {
          throw .failed("This machine has no id")
        }
        defer { dbus_free(characters) }
        return [.string(String(cString: characters))]
      },
    ])

  private var objectManager: Interface {
    Interface(
      "org.freedesktop.DBus.ObjectManager",
      methods: [
        .init(
          "GetManagedObjects", returns: [.init("objects", managedObjects)],
          reading: { _ in
            var values: [Value: Value] = [:]
            tree.visit(below: place.path) { path, object in values[.objectPath(path)] = object.values }
            return [.dictionary(values, key: .objectPath, value: .dictionary(.string, .options))]
          })
      ],
      signals: [
        .init(
          "InterfacesAdded",
          [.init("object", .objectPath), .init("interfaces", .dictionary(.string, .options))]),
        .init("InterfacesRemoved", [.init("object", .objectPath), .init("interfaces", .array(.string))]),
      ])
  }
}

private let managedObjects = ValueType.dictionary(.objectPath, .dictionary(.string, .options))
