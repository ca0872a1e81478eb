import Foundation
import RealParts
import Testing

@testable import Settings

/// The man pages of both files name every key there is, and no other.
@Suite struct ManPageTests {
  /// The keys of a page, with dots, as its lists have them.
  private func documented(_ page: String) throws -> [String] {
    try ManPage(page).entries().map(\.title).filter { $0.contains(/^[a-z_]+(\.[a-z_]+)*$/) }
  }

  /// A text in which nothing but the key has a value, which is none of the kinds there are.
  private func text(_ key: String) -> String {
    var lines = key == "version" ? [] : ["version: 1"]
    for (depth, part) in key.split(separator: ".").enumerated() {
      lines.append(String(repeating: "  ", count: depth) + "\(part):")
    }
    return lines.joined(separator: "\n") + " [[]]\n"
  }

  private func isUnknown(_ error: SettingsError) -> Bool {
    if case .unknownKey = error.problem { true } else { false }
  }

  @Test func everySettingIsTold() throws {
    // What is in force names every key, the unset ones in remarks.
    var path: [String] = []
    var keys: Set<String> = []
    for line in Settings().effectiveYAML.split(separator: "\n") {
      let depth = line.prefix { $0 == " " }.count / 2
      guard let match = line.firstMatch(of: /^ *(?:# )?([a-z_]+):(.*)$/) else { continue }
      path = path.prefix(depth) + [String(match.1)]
      if match.2.isEmpty { continue }
      keys.insert(path.joined(separator: "."))
    }
    #expect(keys.count > 15)
    #expect(Set(try documented("killall-tofu-config.5")) == keys)
  }

  @Test func everySettingOfThePageIsKnown() throws {
    for key in try documented("killall-tofu-config.5") {
      let error = #expect(throws: SettingsError.self) {
        try Settings(yaml: text(key), file: "config.yaml", home: "/home/ana")
      }
      #expect(error.map(isUnknown) == false, "\(key)")
    }
  }

  /// The reader's own lists are the truth; here they are read from its source.
  @Test func everyKeyOfAProjectFileIsTold() throws {
    let sources = ManPage.desktop.appendingPathComponent("../Sources/Settings/ProjectFile")
    let root = try String(contentsOf: sources.appendingPathComponent("ProjectFile.swift"), encoding: .utf8)
    let wishes = try String(
      contentsOf: sources.appendingPathComponent("ExecutionWishes+File.swift"), encoding: .utf8)
    let lists = (root + wishes).matches(of: /allowing\(\s*\[([^\]]*)\]/).map { match in
      match.1.matches(of: /"([a-z_]+)"/).map { String($0.1) }
    }
    try #require(lists.count == 3)
    let keys =
      lists[0].filter { $0 != "execution" && $0 != "hooks" } + lists[1].map { "execution.\($0)" }
      + lists[2].map { "hooks.\($0)" }
    #expect(Set(try documented("killall.yaml.5")) == Set(keys))
    let page = try ManPage("killall.yaml.5").text
    for match in wishes.matches(of: /"([a-z_]+)": "/) {
      // Spellings of the original, one of which stands there in its camelCase.
      let name = String(match.1)
      #expect(page.contains(name) || page.contains(name.replacing("_d", with: "D")), "\(name)")
    }
  }

  @Test func everyKeyOfThePageIsKnown() throws {
    for key in try documented("killall.yaml.5") {
      let lifetime = key == "timeout" ? "" : "timeout: 2h\n"
      let error = #expect(throws: SettingsError.self) {
        try ProjectFile(bytes: Array((lifetime + text(key)).utf8), at: "/srv/demo/.killall.yaml")
      }
      #expect(error.map(isUnknown) == false, "\(key): \(error?.description ?? "")")
    }
  }

  /// What the page says of a number is what the reader says of it, and so are the defaults.
  @Test(arguments: [
    ("scanner.max_depth", 64), ("execution.retry.max_attempts", 100), ("advanced.max_concurrent", 64),
    ("safety.max_resources", 1_000_000), ("database.retention.executions", 36_500),
  ])
  func rangesAreThoseOfTheReader(key: String, largest: Int) throws {
    let entry = try #require(try ManPage("killall-tofu-config.5").entries().first { $0.title == key })
    #expect(entry.text.replacing("\n", with: " ").contains("1 to \(largest)"))
    let good = text(key).replacing("[[]]", with: "\(largest)")
    #expect(throws: Never.self) { try Settings(yaml: good, file: "config.yaml") }
    for bad in [0, largest + 1] {
      #expect(throws: SettingsError.self) {
        try Settings(yaml: text(key).replacing("[[]]", with: "\(bad)"), file: "config.yaml")
      }
    }
  }

  @Test func defaultsAreThoseInForce() throws {
    let lines = Settings().effectiveYAML
    for entry in try ManPage("killall-tofu-config.5").entries() {
      guard let said = entry.text.firstMatch(of: /Default: (.*)\.\n/)?.1 else { continue }
      let key = entry.title.split(separator: ".").last ?? ""
      guard
        let value = lines.firstMatch(of: try Regex("(?m)^ *\(key): (.*)$", as: (Substring, Substring).self))?
          .1
      else { continue }
      let isNone = said == "none" && ["[]", "{}"].contains(value)
      #expect(isNone || normal("\(said)") == normal("\(value)"), "\(entry.title)")
    }
  }

  /// Durations as the page has them: 15m for 15 min.
  private func normal(_ text: String) -> String {
    text.replacing(/([0-9]+) (m|h|d)(?:in|our|ay)s?/) { "\($0.1)\($0.2)" }
  }

  @Test(arguments: [("killall.yaml.5", "timeout: 2h"), ("killall-tofu-config.5", "version: 1")])
  func theExamplesAreUnderstood(page: String, sign: String) throws {
    let source = try String(
      contentsOf: ManPage.desktop.appendingPathComponent("man/\(page)"), encoding: .utf8)
    let examples = source.matches(of: /(?s)\.EX\n(.*?)\.EE/).map { $0.1.replacing("\\-", with: "-") }
      .filter { $0.contains(sign) }
    #expect(examples.count == 2)
    for example in examples {
      if page == "killall.yaml.5" {
        _ = try ProjectFile(bytes: Array(example.utf8), at: "/srv/demo/.killall.yaml")
      } else {
        _ = try Settings(yaml: String(example), file: "config.yaml", home: "/home/ana")
      }
    }
  }
}
