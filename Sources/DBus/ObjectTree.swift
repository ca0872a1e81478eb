import Synchronization

/// The objects of one connection, by path.
final class ObjectTree: Sendable {
  /// What lies at a path: an object, or only the way to others.
  struct Place: Sendable {
    var path: ObjectPath
    var object: ExportedObject?
    var children: [String]
  }

  private let root = Mutex(ObjectNode())
  private let tellings = Atomic<UInt64>(0)

  /// How many changes of objects have been told of, or are about to be.
  var told: UInt64 { tellings.load(ordering: .acquiring) }

  /// A change of an object is about to be told of; it can be read already.
  func noteTold() { tellings.add(1, ordering: .acquiringAndReleasing) }

  /// Puts `object` at `path`; says which object above it lists it, if one does and none was there before.
  func insert(_ object: ExportedObject, at path: ObjectPath) -> ObjectPath? {
    root.withLock { root in
      let isNew = root.insert(object, path.elements[...])
      return isNew ? root.lister(of: path) : nil
    }
  }

  /// Lets `family` make the objects right below `path` that are not put there one by one.
  func insert(_ family: ObjectFamily, below path: ObjectPath) {
    root.withLock { $0.insert(family, path.elements[...]) }
  }

  /// Takes away whatever lies at `path` and below; the objects are named only where another lists them.
  func remove(_ path: ObjectPath) -> (
    objects: [(path: ObjectPath, object: ExportedObject)], lister: ObjectPath?
  ) {
    let (removed, lister) = root.withLock { root in
      let lister = root.lister(of: path)
      return (root.remove(path.elements[...]), lister)
    }
    var objects: [(path: ObjectPath, object: ExportedObject)] = []
    if lister != nil { removed?.visit(at: path) { objects.append(($0, $1)) } }
    return (objects, lister)
  }

  /// What lies at `path`, nil if nothing does.
  func place(_ path: ObjectPath) -> Place? {
    let elements = path.elements
    let (node, family) = root.withLock { root in
      (root.find(elements[...]), elements.isEmpty ? nil : root.find(elements.dropLast())?.family)
    }
    // A family is asked only now: it may wait for whoever tells of its members, and that one for this tree.
    if let node {
      let children = Set(node.children.keys.map(String.init)).union(node.family?.names() ?? [])
      return Place(path: path, object: node.object, children: Array(children))
    }
    guard let name = elements.last, let object = family?.member(String(name)) else { return nil }
    return Place(path: path, object: object, children: [])
  }

  /// Goes to the objects below `path`, that one excepted, one after the other: together they may be large.
  func visit(below path: ObjectPath, _ body: (ObjectPath, ExportedObject) -> Void) {
    root.withLock { $0.find(path.elements[...]) }?.visit(at: path) { found, object in
      if found != path { body(found, object) }
    }
  }

  /// The nearest object above `path` that lists what lies below it.
  func lister(of path: ObjectPath) -> ObjectPath? {
    root.withLock { $0.lister(of: path) }
  }
}
