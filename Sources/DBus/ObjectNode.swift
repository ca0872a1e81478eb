/// One element of a path: what lies there, and the ways that lead on.
struct ObjectNode {
  private(set) var object: ExportedObject?
  private(set) var family: ObjectFamily?
  private(set) var children: [Substring: ObjectNode] = [:]

  private var leadsNowhere: Bool { object == nil && family == nil && children.isEmpty }

  /// Puts an object at the end of a way; whether none was there before.
  mutating func insert(_ object: ExportedObject, _ way: ArraySlice<Substring>) -> Bool {
    guard let first = way.first else {
      defer { self.object = object }
      return self.object == nil
    }
    return children[first, default: Self()].insert(object, way.dropFirst())
  }

  /// Puts a family below the end of a way.
  mutating func insert(_ family: ObjectFamily, _ way: ArraySlice<Substring>) {
    guard let first = way.first else { return self.family = family }
    children[first, default: Self()].insert(family, way.dropFirst())
  }

  /// Takes away the end of a way, and what leads nowhere then.
  mutating func remove(_ way: ArraySlice<Substring>) -> Self? {
    guard let first = way.first else {
      defer { self = Self() }
      return self
    }
    guard way.count > 1 else { return children.removeValue(forKey: first) }
    let removed = children[first]?.remove(way.dropFirst())
    if children[first]?.leadsNowhere == true { children[first] = nil }
    return removed
  }

  /// What lies at the end of a way.
  func find(_ way: ArraySlice<Substring>) -> Self? {
    guard let first = way.first else { return self }
    return children[first]?.find(way.dropFirst())
  }

  /// Goes to the objects here and below, this node being at `path`.
  func visit(at path: ObjectPath, _ body: (ObjectPath, ExportedObject) -> Void) {
    if let object { body(path, object) }
    for (name, child) in children {
      if let path = try? path.appending(String(name)) { child.visit(at: path, body) }
    }
    family?.visit(below: path) { path, object in
      // One that was put there by hand stands for the family's of that name.
      if children[path.elements.last ?? ""] == nil { body(path, object) }
    }
  }

  /// The nearest object above `path` that lists what lies below it, this node being the root.
  func lister(of path: ObjectPath) -> ObjectPath? {
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
