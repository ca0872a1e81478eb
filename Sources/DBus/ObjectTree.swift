import Synchronization

/// The objects of one connection, by path.
final class ObjectTree: Sendable {
  /// What lies at a path: an object, or only the way to others.
  struct Place: Sendable {
    var path: ObjectPath
    var object: ExportedObject?
    var children: [String]
  }

  fileprivate struct Node {
    var object: ExportedObject?
    var children: [Substring: Node] = [:]
  }

  private let root = Mutex(Node())

  /// Puts `object` at `path`; says which object above it lists it, if one does and none was there before.
  func insert(_ object: ExportedObject, at path: ObjectPath) -> ObjectPath? {
    root.withLock { root in
      let isNew = root.insert(object, path.elements[...])
      return isNew ? root.lister(of: path) : nil
    }
  }

  /// Takes away whatever lies at `path` and below.
  func remove(_ path: ObjectPath) -> (
    objects: [(path: ObjectPath, object: ExportedObject)], lister: ObjectPath?
  ) {
    root.withLock { root in
      let lister = root.lister(of: path)
      let removed = root.remove(path.elements[...])
      return (removed?.objects(below: path.text) ?? [], lister)
    }
  }

  /// What lies at `path`, nil if nothing does.
  func place(_ path: ObjectPath) -> Place? {
    root.withLock { root in
      root.find(path.elements[...]).map { node in
        Place(path: path, object: node.object, children: node.children.keys.map(String.init))
      }
    }
  }

  /// The objects below `path`, that one excepted.
  func objects(below path: ObjectPath) -> [(path: ObjectPath, object: ExportedObject)] {
    root.withLock { $0.find(path.elements[...]) }?.objects(below: path.text).filter { $0.path != path } ?? []
  }
}

extension ObjectTree.Node {
  /// Puts an object at the end of a way; whether none was there before.
  fileprivate mutating func insert(_ object: ExportedObject, _ way: ArraySlice<Substring>) -> Bool {
    guard let first = way.first else {
      defer { self.object = object }
      return self.object == nil
    }
    return children[first, default: Self()].insert(object, way.dropFirst())
  }

  fileprivate mutating func remove(_ way: ArraySlice<Substring>) -> Self? {
    guard let first = way.first else {
      defer { self = Self() }
      return self
    }
    guard way.count > 1 else { return children.removeValue(forKey: first) }
    let removed = children[first]?.remove(way.dropFirst())
    // A way that leads nowhere any more goes too.
    if let child = children[first], child.object == nil, child.children.isEmpty { children[first] = nil }
    return removed
  }

  fileprivate func find(_ way: ArraySlice<Substring>) -> Self? {
    guard let first = way.first else { return self }
    return children[first]?.find(way.dropFirst())
  }

  fileprivate func objects(below path: String) -> [(path: ObjectPath, object: ExportedObject)] {
    var found: [(path: ObjectPath, object: ExportedObject)] = []
    if let object, let path = try? ObjectPath(path) { found.append((path, object)) }
    for (name, child) in children {
      found += child.objects(below: path == "/" ? "/\(name)" : "\(path)/\(name)")
    }
    return found
  }

  /// The nearest object above `path` that lists what lies below it.
  fileprivate func lister(of path: ObjectPath) -> ObjectPath? {
    var node = self
    var walked = ""
    var nearest: ObjectPath?
    for element in path.elements {
      if node.object?.listsObjects == true { nearest = (try? ObjectPath(walked.isEmpty ? "/" : walked)) }
      guard let next = node.children[element] else { break }
      walked += "/" + element
      node = next
    }
    return nearest
  }
}
