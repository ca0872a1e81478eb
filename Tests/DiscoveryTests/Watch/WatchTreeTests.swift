import Testing

@testable import Discovery

@Suite struct WatchTreeTests {
  private var tree = WatchTree()
  private let top: WatchTree.Index

  init() {
    top = tree.add(watch: 1, top: .init(path: "/top", relative: [], device: 7), depth: 0)
  }

  private mutating func add(_ name: String, to parent: WatchTree.Index, watch: Int32) -> WatchTree.Index {
    let index = tree.add(watch: watch, top: .init(path: "", relative: [], device: 0), depth: 0)
    tree.place(index, in: parent, named: Array(name.utf8), depth: (tree[parent]?.depth ?? 0) + 1)
    return index
  }

  private func child(_ name: String, of parent: WatchTree.Index) -> WatchTree.Index? {
    Array(name.utf8).withUnsafeBufferPointer { tree.child(of: parent, named: $0) }
  }

  @Test mutating func aDirectoryKnowsWhereItLies() {
    let a = add("a", to: top, watch: 2)
    let b = add("b", to: a, watch: 3)
    #expect(tree.path(of: top) == "/top")
    #expect(tree.path(of: b) == "/top/a/b")
    #expect(tree.relativePath(of: top).isEmpty)
    #expect(tree.relativePath(of: b) == Array("a/b".utf8))
    #expect(tree.device(of: b) == 7)
    #expect(child("a", of: top) == a)
    #expect(child("ab", of: top) == nil)
  }

  @Test mutating func theRootOfEverythingNeedsNoSecondSlash() {
    tree.place(top, at: .init(path: "/", relative: [], device: 7), depth: 0)
    let a = add("a", to: top, watch: 2)
    #expect(tree.path(of: a) == "/a")
  }

  @Test mutating func whatIsBelowMovesToo() {
    let a = add("a", to: top, watch: 2)
    let b = add("b", to: a, watch: 3)
    let c = add("c", to: top, watch: 4)
    tree.place(a, in: c, named: Array("z".utf8), depth: 2)
    #expect(tree.path(of: b) == "/top/c/z/b")
    #expect(child("a", of: top) == nil)
    tree.place(a, at: .init(path: "/else", relative: Array("link".utf8), device: 8), depth: 1)
    #expect(tree.path(of: b) == "/else/b")
    #expect(tree.relativePath(of: b) == Array("link/b".utf8))
    #expect(tree.device(of: b) == 8)
    #expect(child("z", of: c) == nil)
  }

  @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]]) mutating func siblingsGoInAnyOrder(
    order: [Int]
  ) {
    let children = (0..<3).map { add("\($0)", to: top, watch: Int32($0) + 2) }
    var left = Set(children)
    for number in order {
      tree.remove(children[number])
      left.remove(children[number])
      #expect(Set(tree.subtree(of: top)) == left.union([top]))
    }
    #expect(tree.indices == [top])
  }

  @Test mutating func aSubtreeBeginsWithWhatIsDeepest() {
    let a = add("a", to: top, watch: 2)
    let b = add("b", to: a, watch: 3)
    #expect(tree.subtree(of: top) == [b, a, top])
  }
}
