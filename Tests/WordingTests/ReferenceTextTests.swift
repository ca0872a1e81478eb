import Deadlines
import Foundation
import Testing
import Wording

@Suite struct ReferenceTextTests {
  private static func project(
    _ id: Int64, _ name: String, _ path: String, _ status: ProjectStatus = .scheduled
  ) -> Project {
    Project(
      id: Project.ID(id), path: path, name: name, timeout: "1h", command: "true", status: status,
      holdReason: status == .held ? .unwarned : nil, createdAt: Timestamp(0), updatedAt: Timestamp(0))
  }

  private static let projects = [
    project(1, "demo", "/home/anna/stacks/demo"), project(2, "Staging", "/srv/staging"),
    project(3, "demo-2", "/srv/demo-2"), project(12, "名前", "/srv/x/demo"),
  ]

  private func unknown(_ reference: String) -> String {
    ReferenceText.unknown(reference, among: Self.projects, home: "/home/anna")
  }

  @Test(arguments: [
    ("demp", ["demo"]), ("dem", ["demo", "demo-2"]), ("staging", ["Staging"]), ("stagng", ["Staging"]),
    ("dmeo", ["demo"]),
    ("/srv/stagin", ["Staging"]), ("/other/demo", ["demo", "名前"]),
  ])
  func nearestAreNamed(reference: String, names: [String]) {
    let words = unknown(reference)
    #expect(words.hasPrefix("no project is known as “\(reference)”; did you mean "))
    for name in names { #expect(words.contains("“\(name)” (id "), "\(words)") }
    #expect(words.components(separatedBy: " (id ").count == names.count + 1, "\(words)")
  }

  @Test(arguments: ["production", "x", "7", "/nowhere", String(repeating: "demo", count: 10_000)])
  func whatComesNearNothingIsLookedForInTheList(reference: String) {
    #expect(unknown(reference).hasSuffix("; see killall-tofu list --all"))
  }

  @Test func pathsAreShort() {
    #expect(unknown("demp") == "no project is known as “demp”; did you mean “demo” (id 1, ~/stacks/demo)?")
  }

  @Test func theProjectAroundTheCurrentDirectoryIsNamed() {
    let words = { (directory: String) in
      ReferenceText.unknownHere(directory, among: Self.projects, home: "/home/anna")
    }
    #expect(
      words("/home/anna/stacks/demo/modules/net")
        == "no project is known as “~/stacks/demo/modules/net”, the current directory; the one around it is "
        + "“demo” (id 1, ~/stacks/demo)")
    #expect(words("/home/anna/stacks/demolition").hasSuffix("see killall-tofu list --all"))
  }

  @Test func candidatesStandBelowOneAnother() {
    let removed = {
      var project = Self.project(12, "twin", "/srv/x", .cancelled)
      project.removedAt = Timestamp(5)
      return project
    }()
    #expect(
      ReferenceText.ambiguous(
        "twin", [Self.project(1, "twin", "/home/anna/a", .held), removed], home: "/home/anna")
          == """
          “twin” fits 2 projects; name one by its number or its path:
            1   twin  ~/a     held: unwarned
            12  twin  /srv/x  cancelled, removed
          """)
  }
}
