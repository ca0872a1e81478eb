import Testing

@testable import ExecutionJournal

@Suite struct LeftoversTests {
  @Test(arguments: [
    ("aws_instance.web", 1), ("", 0), ("  \t\r", 0), ("data.aws_ami.base", 0),
    ("module.net.data.aws_ami.base", 0),
    ("module.a[\"x.data.y\"].aws_vpc.main", 1), ("module.a[\"x]\"].data.b.c", 1), ("aws_s3_bucket.data", 1),
    ("module.data.aws_vpc.main", 1), ("aws_s3_bucket.data[\"data.x\"]", 1), ("  aws_vpc.main  ", 1),
    ("module.a[0].module.b.data.c.d", 0), ("data", 1), ("module.only", 1),
  ])
  func `Only what was made counts`(line: String, count: Int) {
    var leftovers = Leftovers()
    leftovers.add(line: Array(line.utf8))
    #expect(leftovers.count == count)
  }

  @Test func `All are counted, the first are named`() {
    var leftovers = Leftovers()
    for number in 0..<1000 {
      leftovers.add(line: Array("a.b\(number)\(String(repeating: "x", count: 500))".utf8))
    }
    #expect(leftovers.count == 1000)
    #expect(leftovers.names.count == Leftovers.shownCount)
    #expect(leftovers.names.allSatisfy { $0.utf8.count <= Leftovers.longestName })
  }
}
