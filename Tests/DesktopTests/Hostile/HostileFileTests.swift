import Foundation
import RealParts
import Testing

/// What the command line says of each file of a stranger's repository, and what it does not let itself be made to do.
@Suite struct HostileFileTests {
  @Test func eachIsSaidClearlyAndNothingIsRun() async throws {
    try await Desk.with(bus: false) { desk in
      let stacks = try desk.makeStacks()
      try desk.settings("scanner: {watch_dirs: [\(stacks)]}")
      try await desk.makeHostileRepository()
      try await desk.cloneHostileRepository(into: stacks)
      let all = HostileFile.all(marks: "\(desk.folder)/marks")
      let scan = try await desk.killallTofu("scan")
      #expect(scan.code == 1)
      for file in all {
        if let trouble = file.trouble {
          #expect(scan.output.contains(trouble), "\(file.name) in \(scan.output)")
        }
      }
      for words in ["symbolic link", "no regular file"] {
        #expect(scan.output.contains(words), "\(scan.output)")
      }
      #expect(!scan.output.contains("\u{1B}"))
      for file in all {
        let answer = try await desk.killallTofu("review", "\(stacks)/clone/\(file.name)")
        #expect(answer.code == (file.trouble == nil ? 0 : 1), "\(file.name): \(answer.errors)")
        #expect(!answer.output.contains("\u{1B}"))
      }
      for file in all where file.trouble != nil {
        #expect(try await desk.killallTofu("allow", "\(stacks)/clone/\(file.name)").code == 1, "\(file.name)")
      }
      #expect(try desk.marks().isEmpty)
    }
  }
}
