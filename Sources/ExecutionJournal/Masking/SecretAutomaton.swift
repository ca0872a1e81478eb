/// Finds any of many patterns in one pass: Aho and Corasick, 1975.
///
/// The nodes hang in lists, not in tables of 256 entries: a key of 2 KiB has some 30,000 of them in all its forms, and the
/// whole program is to stay small. Most have one child, so it is about as fast.
final class SecretAutomaton {
  private struct Node {
    var byte: UInt8
    var firstChild: UInt32 = 0
    var sibling: UInt32 = 0
    /// The node of the longest proper suffix that is the beginning of a pattern.
    var fallback: UInt32 = 0
    /// The length of the text that leads here.
    var depth: UInt32
    /// The length of the longest pattern that ends here; 0 for none.
    var matched: UInt32 = 0
  }

  private var nodes = [Node(byte: 0, depth: 0)]
  /// The root's children by their byte; 0 for none.
  private var roots = [UInt32](repeating: 0, count: 256)

  /// Nil if there are no patterns; none of them is empty.
  init?(_ patterns: some Collection<[UInt8]>) {
    let patterns = patterns.filter { !$0.isEmpty }
    guard !patterns.isEmpty else { return nil }
    nodes.reserveCapacity(patterns.reduce(1) { $0 + $1.count })
    for pattern in patterns { insert(pattern) }
    connect()
  }

  /// The length of the text that has led to a state: as much of it may yet become a match.
  func depth(of state: Int) -> Int { Int(nodes[state].depth) }

  /// Goes on from `state` over `bytes` from `start`; returns the state at the end.
  ///
  /// State 0 is that of a beginning. `found` hears of each place where a pattern ends, and how long the longest of those
  /// is.
  func scan(
    _ bytes: UnsafeRawBufferPointer, from start: Int, state: Int, found: (_ end: Int, _ length: Int) -> Void
  ) -> Int {
    nodes.withUnsafeBufferPointer { nodes in
      roots.withUnsafeBufferPointer { roots in
        var state = UInt32(state)
        var index = start
        let end = bytes.count
        while index < end {
          let byte = bytes[index]
          index += 1
          if state == 0 {
            state = roots[Int(byte)]
            if state == 0 { continue }
          } else {
            state = Self.step(nodes, roots, from: state, byte)
          }
          let matched = nodes[Int(state)].matched
          if matched != 0 { found(index, Int(matched)) }
        }
        return Int(state)
      }
    }
  }

  @inline(__always)
  private static func step(
    _ nodes: UnsafeBufferPointer<Node>, _ roots: UnsafeBufferPointer<UInt32>, from state: UInt32,
    _ byte: UInt8
  ) -> UInt32 {
    var state = state
    while state != 0 {
      var child = nodes[Int(state)].firstChild
      while child != 0 {
        if nodes[Int(child)].byte == byte { return child }
        child = nodes[Int(child)].sibling
      }
      state = nodes[Int(state)].fallback
    }
    return roots[Int(byte)]
  }

  private func insert(_ pattern: [UInt8]) {
    var node = 0
    for byte in pattern {
      node = child(of: node, byte) ?? addChild(to: node, byte)
    }
    nodes[node].matched = UInt32(pattern.count)
  }

  private func child(of node: Int, _ byte: UInt8) -> Int? {
    if node == 0 { return roots[Int(byte)] == 0 ? nil : Int(roots[Int(byte)]) }
    var child = Int(nodes[node].firstChild)
    while child != 0, nodes[child].byte != byte { child = Int(nodes[child].sibling) }
    return child == 0 ? nil : child
  }

  private func addChild(to node: Int, _ byte: UInt8) -> Int {
    let new = UInt32(nodes.count)
    nodes.append(Node(byte: byte, sibling: nodes[node].firstChild, depth: nodes[node].depth + 1))
    nodes[node].firstChild = new
    if node == 0 { roots[Int(byte)] = new }
    return Int(new)
  }

  /// Sets the fallbacks, by depth: that of a node lies less deep than the node.
  private func connect() {
    var level = [0]
    while !level.isEmpty {
      var next: [Int] = []
      for node in level {
        var child = Int(nodes[node].firstChild)
        while child != 0 {
          if node != 0 { nodes[child].fallback = UInt32(fallback(after: node, nodes[child].byte)) }
          let other = nodes[Int(nodes[child].fallback)].matched
          if nodes[child].matched == 0 { nodes[child].matched = other }
          next.append(child)
          child = Int(nodes[child].sibling)
        }
      }
      level = next
    }
  }

  private func fallback(after parent: Int, _ byte: UInt8) -> Int {
    var node = Int(nodes[parent].fallback)
    while true {
      if let child = child(of: node, byte) { return child }
      if node == 0 { return 0 }
      node = Int(nodes[node].fallback)
    }
  }
}
