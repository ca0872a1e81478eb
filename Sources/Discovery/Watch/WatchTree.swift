/// The directories that are watched, by where they lie; a value without any access to them.
///
/// A directory knows its name and its parent alone, so that everything below one that is moved moves with it.
struct WatchTree {
  /// A directory, valid until it is removed.
  typealias Index = Int

  struct Node {
    /// Nil for one that lies below no other that is known.
    var parent: Index?
    var name: [UInt8]
    /// What is known of one without parent.
    var top: Top?
    var depth: Int
    /// The number of its watch.
    var watch: Int32
    /// The number of its project file's watch; nil if there is none.
    var fileWatch: Int32?
    /// Whether it has a project file, as far as is known.
    var hasFile = false
    /// Whether what appears in it is left alone, because it is watched by itself.
    var isSingle = false
    /// The walk that came by last.
    var walk = 0
    fileprivate var firstChild: Index?
    fileprivate var next: Index?
    fileprivate var previous: Index?
  }

  /// A directory below no other.
  struct Top {
    var path: String
    /// The path by which the rules know it.
    var relative: [UInt8]
    /// The file system that is not left.
    var device: UInt64
  }

  private var nodes: [Node?] = []
  private var free: [Index] = []

  /// The directory at an index that is in use.
  subscript(index: Index) -> Node? {
    get { nodes.indices.contains(index) ? nodes[index] : nil }
    set { nodes[index] = newValue }
  }

  /// Every directory.
  var indices: [Index] { nodes.indices.filter { nodes[$0] != nil } }

  /// Adds a directory without parent; see ``place(_:in:named:depth:)``.
  mutating func add(watch: Int32, top: Top, depth: Int) -> Index {
    let node = Node(parent: nil, name: [], top: top, depth: depth, watch: watch)
    if let index = free.popLast() {
      nodes[index] = node
      return index
    }
    nodes.append(node)
    return nodes.count - 1
  }

  /// Puts a directory, with all below it, into `parent`.
  mutating func place(_ index: Index, in parent: Index, named name: [UInt8], depth: Int) {
    let isNew = nodes[index]?.parent != parent
    if isNew {
      unlink(index)
      let first = nodes[parent]?.firstChild
      nodes[index]?.next = first
      if let first { nodes[first]?.previous = index }
      nodes[parent]?.firstChild = index
    }
    change(index) { node in
      node.parent = parent
      node.top = nil
      node.name = name
      node.depth = depth
    }
  }

  /// Takes a directory, with all below it, out of its parent.
  mutating func place(_ index: Index, at top: Top, depth: Int) {
    unlink(index)
    change(index) { node in
      node.top = top
      node.depth = depth
    }
  }

  /// Notes that a walk came by; `isAnew`: what is known of the project file is to be seen anew.
  mutating func note(_ index: Index, walk: Int, isAnew: Bool) {
    change(index) { node in
      node.walk = walk
      node.isSingle = false
      if isAnew { node.hasFile = false }
    }
  }

  /// In place, without a copy of the whole.
  private mutating func change(_ index: Index, _ body: (inout Node) -> Void) {
    guard nodes[index] != nil else { return }
    // The optional is what is stored; it is there, as was just seen.
    nodes.withUnsafeMutableBufferPointer { nodes in
      guard var node = nodes[index].take() else { return }
      body(&node)
      nodes[index] = node
    }
  }

  /// Removes a directory that has no others below it any more.
  mutating func remove(_ index: Index) {
    unlink(index)
    nodes[index] = nil
    free.append(index)
  }

  private mutating func unlink(_ index: Index) {
    guard let node = nodes[index], let parent = node.parent else { return }
    if let previous = node.previous {
      nodes[previous]?.next = node.next
    } else {
      nodes[parent]?.firstChild = node.next
    }
    if let next = node.next { nodes[next]?.previous = node.previous }
    nodes[index]?.parent = nil
    nodes[index]?.next = nil
    nodes[index]?.previous = nil
  }
}

extension WatchTree {
  /// The directory of that name in `parent`, if it is known.
  func child(of parent: Index, named name: UnsafeBufferPointer<UInt8>) -> Index? {
    var child = self[parent]?.firstChild
    while let index = child, let node = self[index] {
      if node.name.count == name.count, node.name.elementsEqual(name) { return index }
      child = node.next
    }
    return nil
  }

  /// A directory and all below it, each after those below it.
  func subtree(of index: Index) -> [Index] {
    var found = [index]
    var next = 0
    while next < found.count {
      var child = self[found[next]]?.firstChild
      while let index = child {
        found.append(index)
        child = self[index]?.next
      }
      next += 1
    }
    return found.reversed()
  }

  /// The absolute path of a directory.
  func path(of index: Index) -> String {
    let (top, below) = way(to: index)
    guard let top, !below.isEmpty else { return top?.path ?? "" }
    return (top.path == "/" ? "/" : top.path + "/") + String(decoding: below, as: UTF8.self)
  }

  /// The path by which the rules know a directory.
  func relativePath(of index: Index) -> [UInt8] {
    let (top, below) = way(to: index)
    guard let top, !top.relative.isEmpty else { return below }
    return below.isEmpty ? top.relative : top.relative + [slash] + below
  }

  /// The file system of a directory.
  func device(of index: Index) -> UInt64 { way(to: index).top?.device ?? 0 }

  private func way(to index: Index) -> (top: Top?, below: [UInt8]) {
    var names: [[UInt8]] = []
    var node = self[index]
    while let current = node, let parent = current.parent {
      names.append(current.name)
      node = self[parent]
    }
    return (node?.top, Array(names.reversed().joined(separator: [slash])))
  }
}
