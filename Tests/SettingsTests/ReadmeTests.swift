import Foundation
import RealParts
import Testing

@testable import Settings

/// What the README says is so.
@Suite struct ReadmeTests {
  private static let root = ManPage.desktop.appendingPathComponent("..").standardizedFileURL
  private let text: String

  init() throws {
    text = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
  }

  private func section(_ title: String) -> Substring {
    let start = text.firstRange(of: "\n## \(title)\n")?.upperBound ?? text.endIndex
    return text[start...].prefix(upTo: text[start...].firstRange(of: "\n## ")?.lowerBound ?? text.endIndex)
  }

  /// The keys in force, with dots, and what they are in force as; nil for one that is not set.
  private var inForce: [String: String?] {
    var path: [String] = []
    var values: [String: String?] = [:]
    for line in Settings().effectiveYAML.split(separator: "\n") {
      let depth = line.prefix { $0 == " " }.count / 2
      guard let match = line.firstMatch(of: /^ *(# )?([a-z_]+):(.*)$/) else { continue }
      path = path.prefix(depth) + [String(match.2)]
      if !match.3.isEmpty {
        values[path.joined(separator: ".")] =
          match.1 == nil ? match.3.trimmingCharacters(in: .whitespaces) : .some(nil)
      }
    }
    return values
  }

  /// 15m for 15 min, and no quotes.
  private func normal(_ text: String) -> String {
    let plain = text.replacing("\"", with: "").replacing("'", with: "")
    let short = plain.replacing(/([0-9]+) (?:m|h|d|s)(?:in|ours?|ays?|econds?)?/) { match in
      "\(match.1)\(match.0.drop { $0.isNumber || $0 == " " }.prefix(1))"
    }
    return ["[]", "{}"].contains(short) ? "none" : short
  }

  @Test("names every setting with its default, and no other")
  func settings() {
    let rows = section("Settings").matches(of: /\n\| `([a-z_.]+)` \| ([^|]+) \|/)
    var expected = inForce.mapValues { $0.map(normal) ?? "none" }
    expected["version"] = nil
    let told = Dictionary(rows.map { (String($0.1), normal(String($0.2))) }) { first, _ in first }
    #expect(told == expected)
    #expect(told.count == rows.count && told.count > 15)
  }

  @Test("has an example of a project file that is understood")
  func projectFile() throws {
    let example = try #require(section("Projects by file").firstMatch(of: /```yaml\n((?s).*?)```/)).1
    let file = try ProjectFile(bytes: Array(example.utf8), at: "/srv/demo/.killall.yaml")
    #expect(file.name == "demo")
  }

  /// A link that leads nowhere is found out before its reader does.
  @Test("links only to what is there", arguments: ["README.md"] + pages())
  func links(page: String) throws {
    let file = Self.root.appendingPathComponent(page)
    let text = try String(contentsOf: file, encoding: .utf8)
    let headings = text.matches(of: /(?m)^#+ (.*)$/).map { heading in
      heading.1.lowercased().filter { $0.isLetter || $0.isNumber || " -".contains($0) }.replacing(
        " ", with: "-")
    }
    for match in text.matches(of: /\]\(([^)\s]+)\)/) where !match.1.hasPrefix("https://") {
      if match.1.hasPrefix("#") {
        #expect(headings.contains(String(match.1.dropFirst())), "\(match.1)")
      } else if !match.1.hasPrefix("doc:") {
        let target = file.deletingLastPathComponent().appendingPathComponent(String(match.1))
        #expect(FileManager.default.fileExists(atPath: target.path), "\(match.1)")
      }
    }
  }

  private static func pages() -> [String] {
    let catalog = "Sources/Daemon/Documentation.docc"
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: root.appendingPathComponent(catalog).path)
    return (names ?? []).filter { $0.hasSuffix(".md") }.sorted().map { "\(catalog)/\($0)" }
  }

  /// A person decides on the first screens whether they want it.
  @Test("is short, and within the width of its other lines")
  func isShort() {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count < 400)
    // Tables, pictures and links cannot be broken.
    let long = lines.filter { $0.count > 140 && !$0.hasPrefix("|") && !$0.hasPrefix("!") }
    #expect(long.isEmpty, "\(long)")
  }
}
