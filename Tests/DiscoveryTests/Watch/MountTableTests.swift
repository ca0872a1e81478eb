import Testing

@testable import Discovery

@Suite struct MountTableTests {
  private let text = """
    22 27 0:21 / /proc rw,relatime - proc proc rw
    27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
    28 27 0:25 / /home/u/a\\040b rw - tmpfs tmpfs rw
    29 27 0:26 /sub /home/u/a\\134b rw - tmpfs tmpfs rw
    30 27 0:27 / /home/user rw - tmpfs tmpfs rw
    broken
    """

  @Test(
    arguments: [
      (["/home/u"], [27, 28, 29]), (["/home/u/a b/c"], [27, 28]), (["/home/u/a\\b"], [27, 29]),
      (["/home/user", "/proc/1"], [22, 27, 30]), ([], []),
    ] as [([String], [Int])])
  func theMountsAboveAndBelowCount(paths: [String], ids: [Int]) {
    let mounts = MountTable.mounts(in: text, around: paths)
    #expect(mounts.map { Int($0.prefix { $0 != " " }) } == ids)
  }

  @Test func whatDoesNotChangeHasNotChanged() {
    let table = MountTable()
    #expect(table.hasChanged(around: ["/"]))
    // Other programs may mount something meanwhile, but hardly every time.
    #expect((0..<10).contains { _ in !table.hasChanged(around: ["/"]) })
  }
}
