import Foundation
import RealParts
import Testing

/// The man pages of the programs say all that the programs can do, and nothing else.
@Suite struct ManPageTests {
  private static let common: Set<String> = ["--database", "--help", "-h", "--version"]

  /// Each command of the page with the options that are told of it.
  private func documented() throws -> [String: Set<String>] {
    var commands: [String: Set<String>] = [:]
    var current: String?
    for section in ["Projects and their deadlines", "Project files", "History", "This machine"] {
      for entry in try ManPage("killall-tofu.1").entries(in: section) {
        if let rest = entry.title.firstMatch(of: /^killall-tofu ([a-z ]+?)(?: *\[?[A-Z].*)?$/) {
          let name = String(rest.1)
          commands[name] = []
          current = name
        } else if let current {
          commands[current, default: []].formUnion(options(in: entry.title))
        }
      }
    }
    return commands
  }

  private func options(in text: String) -> Set<String> {
    Set(text.matches(of: /(?:^|[\s,\[])(--?[a-z][a-z-]*)/).map { String($0.1) })
  }

  @Test func everyCommandAndOptionIsToldAndNoOther() async throws {
    try await Desk.with(bus: false) { desk in
      let documented = try documented()
      let commands = try await CommandTree.read(desk).commands.filter { ($0.subcommands ?? []).isEmpty }
      #expect(Set(documented.keys) == Set(commands.map(\.name)))
      for command in commands {
        let options = Set(command.options).subtracting(Self.common)
        #expect(documented[command.name] == options, "\(command.name)")
      }
    }
  }

  /// Programs rely on what is told of the keys.
  @Test func everyKeyOfTheJSONIsToldAndNoOther() async throws {
    try await Desk.with(bus: false) { desk in
      _ = try await desk.killallTofu("add", desk.project, "--timeout", "1h", "--command", "true")
      let output = try await desk.killallTofu("show", "1", "--json").output
      let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
      let keys = Set(try #require(object as? [String: Any]).keys)
      let page = try ManPage("killall-tofu.1").text
      let start = try #require(page.range(of: "one object with\n")).upperBound
      let rest = page[start...]
      let end = try #require(rest.range(of: "history --json")).lowerBound
      // What stands in brackets are values.
      let told = rest[..<end].replacing(/\([^)]*\)/, with: "").matches(of: /[a-z_]+/).map { String($0.0) }
      #expect(Set(told).subtracting(["and"]) == keys)
    }
  }

  /// Also in running text no option is named that nothing takes.
  @Test(arguments: ["killall-tofu.1", "killall-tofu-daemon.8", "killall.yaml.5", "killall-tofu-config.5"])
  func noOptionIsMadeUp(page: String) async throws {
    try await Desk.with(bus: false) { desk in
      let all = try await CommandTree.read(desk).commands
      var known = Set(all.flatMap(\.options)).union(Self.common)
      for line in try ManPage(page).text.split(separator: "\n") {
        // What another program takes is not ours.
        known.formUnion(
          line.contains("systemctl ") || line.contains("journalctl ") ? options(in: String(line)) : [])
      }
      let named = Set(try ManPage(page).text.matches(of: /--[a-z][a-z-]*/).map { String($0.0) })
      #expect(named.subtracting(known) == [])
      let names = Set(all.flatMap { $0.name.split(separator: " ").map(String.init) } + ["help"])
      for match in try ManPage(page).text.matches(of: /killall-tofu ([a-z]+)/) {
        #expect(names.contains(String(match.1)), "\(match.0)")
      }
    }
  }

  /// Each exit code and variable of the page occurs in the sources that make or read it.
  @Test func everyVariableOfOursIsTold() throws {
    let page = try ManPage("killall-tofu.1")
    // What whoever runs the daemon as a service says stands in the page of the daemon.
    let entries =
      try page.entries(in: "ENVIRONMENT") + ManPage("killall-tofu-daemon.8").entries(in: "ENVIRONMENT")
    let told = Set(entries.flatMap { $0.title.split(separator: ", ").map(String.init) })
    let sources = ManPage.desktop.appendingPathComponent("../Sources").standardizedFileURL
    var read: Set<String> = []
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      read.formUnion(text.matches(of: /KILLALL_TOFU_[A-Z]+(_[A-Z]+)*/).map { String($0.0) })
    }
    #expect(told.filter { $0.hasPrefix("KILLALL") } == read)
    #expect(
      try page.entries(in: "EXIT STATUS").map(\.title).filter { $0 != "130" && $0 != "69" } == exitCodes())
  }

  /// The codes of `Failure.Code`, and success.
  private func exitCodes() throws -> [String] {
    let file = ManPage.desktop.appendingPathComponent("../Sources/killall-tofu/Failure.swift")
    let text = try String(contentsOf: file, encoding: .utf8)
    return ["0"] + text.matches(of: /case [a-zA-Z]+ = ([0-9]+)/).map { String($0.1) }
  }

  /// Every page names the others that there are, and no file of ours that is not there.
  @Test func pagesReferToEachOther() throws {
    let pages = try FileManager.default.contentsOfDirectory(
      atPath: ManPage.desktop.appendingPathComponent("man").path)
    let names = Set(
      pages.map { page in
        let dot = page.lastIndex(of: ".") ?? page.endIndex
        return "\(page[..<dot])(\(page[dot...].dropFirst()))"
      })
    #expect(names.count == 5)
    for page in pages {
      let named = try ManPage(page).text.matches(of: /killall[a-z.-]*\([0-9]\)/).map { String($0.0) }
      #expect(Set(named).isSubset(of: names), "\(page)")
      #expect(named.count > 1, "\(page)")
    }
  }
}
