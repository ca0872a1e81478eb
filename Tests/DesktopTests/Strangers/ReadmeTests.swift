import Foundation
import RealParts
import Testing

/// The README's examples for D-Bus, run as they stand there by programs that are not ours.
@Suite(.desktop) struct ReadmeTests {
  private func example(in language: String) throws -> String {
    let readme = ManPage.desktop.appendingPathComponent("../README.md")
    let text = try String(contentsOf: readme, encoding: .utf8)
    let fence = try #require(text.firstRange(of: "```\(language)\n"), "no example in \(language)")
    let rest = text[fence.upperBound...]
    return String(rest[..<(try #require(rest.firstRange(of: "```")).lowerBound)])
  }

  @Test func theShellExtendsAndLists() async throws {
    try await Desk.with { desk in
      try await desk.startDaemon()
      try await desk.add("true")
      let before = try await desk.number("SELECT destroy_at FROM projects")
      try await desk.wait("the project") {
        try await desk.run("sh", "-euc", try example(in: "sh")).code == 0
      }
      let answer = try await desk.run("sh", "-euc", try example(in: "sh"))
      let after = try await desk.number("SELECT destroy_at FROM projects")
      #expect(answer.code == 0 && after == before + 7_200, "\(answer)")
      #expect(answer.output.contains("(uint64 \(after),)") && answer.output.hasSuffix("s \"scheduled\"\n"))
      #expect(answer.output.contains("/io/github/killallgit/KillallTofu1/projects/1"))
    }
  }

  @Test func pythonListsAndKeeps() async throws {
    try await Desk.with { desk in
      try await desk.startDaemon()
      for (name, tag) in [("demo", "keep"), ("web", "aws")] {
        let place = "\(desk.folder)/\(name)"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
        let added = try await desk.killallTofu(
          "add", place, "--timeout", "1h", "--command", "true", "--tag", tag)
        #expect(added.code == 0)
      }
      let before = try await desk.number("SELECT sum(destroy_at) FROM projects")
      try await desk.wait("both projects") {
        let count = try await desk.run(
          "sh", "-c",
          "busctl --user get-property io.github.killallgit.KillallTofu1 /io/github/killallgit/KillallTofu1 io.github.killallgit.KillallTofu1.Manager ActiveProjects"
        )
        return count.output == "u 2\n"
      }
      let answer = try await desk.run("/usr/bin/python3", "-c", try example(in: "python"))
      #expect(answer.code == 0, "\(answer)")
      #expect(answer.output.contains(/demo scheduled \d+\n/) && answer.output.contains(/web scheduled \d+\n/))
      #expect(try await desk.number("SELECT sum(destroy_at) FROM projects") == before + 3_600)
    }
  }
}
