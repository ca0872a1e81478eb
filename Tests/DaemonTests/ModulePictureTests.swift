import Foundation
import RealParts
import Testing

/// The picture of the modules in the page for developers shows what Package.swift says, and nothing else.
@Suite struct ModulePictureTests {
  private static let root = ManPage.desktop.appendingPathComponent("..").standardizedFileURL
  private static let catalog = root.appendingPathComponent("Sources/Daemon/Documentation.docc")

  /// The modules of the package by name, with what each may import.
  private func modules() throws -> [String: Set<String>] {
    let package = try String(contentsOf: Self.root.appendingPathComponent("Package.swift"), encoding: .utf8)
    let products = package.matches(of: /let (\w+) = Target\.Dependency\.product\(name: "(\w+)"/)
    let libraries = Dictionary(products.map { (String($0.1), String($0.2)) }) { first, _ in first }
    let start = try #require(package.firstRange(of: "targets: [")).upperBound
    let targets = package[start..<(try #require(package.firstRange(of: "    realParts,\n")).lowerBound)]
    var modules: [String: Set<String>] = [:]
    for target in targets.matches(of: /\n    \.?(\w+)\(\s*(?:name: )?"([\w-]+)"((?s).*?)\)(?=,\n)/) {
      let own = ["module", "program", "residentProgram", "smallProgram"].contains(target.1)
      let list = own ? target.3.firstMatch(of: /\[((?s).*?)\]/)?.1 ?? "" : ""
      let imports = list.matches(of: /"([\w-]+)"|(\w+)/).map { name in
        name.1.map(String.init) ?? libraries[String(name.2 ?? "")] ?? "\(name.0)"
      }
      modules[String(target.2)] = Set(imports)
    }
    return modules
  }

  @Test func itHasEveryModuleAndImport() throws {
    let modules = try modules()
    #expect(modules.count >= 19 && modules["Wording"] == ["Deadlines"])
    let picture = try String(
      contentsOf: Self.catalog.appendingPathComponent("modules.svg"), encoding: .utf8)
    let drawn = picture.matches(of: #/ id="((?:module|import)-[\w-]+)"/#).map { String($0.1) }
    let expected =
      modules.keys.map { "module-\($0)" }
      + modules.flatMap { module, imports in imports.map { "import-\(module)-\($0)" } }
    #expect(drawn.sorted() == expected.sorted())
    let names = picture.matches(of: /<text class="name"[^>]*>([^<]+)</).map { String($0.1) }
    #expect(names.sorted() == modules.keys.sorted())
  }

  /// A line that leads up would be an import that the architecture does not allow.
  @Test func everyLineLeadsDown() throws {
    let picture = try String(
      contentsOf: Self.catalog.appendingPathComponent("modules.svg"), encoding: .utf8)
    let lines = picture.matches(of: /<path id="import-[^"]+"[^>]* d="M\d+ (\d+)[^"]* (\d+)"/)
    #expect(lines.count > 30)
    for line in lines { #expect(try #require(Int(line.1)) < (try #require(Int(line.2))), "\(line.0)") }
  }

  @Test func theTableNamesEveryModule() throws {
    let page = try String(contentsOf: Self.catalog.appendingPathComponent("Architecture.md"), encoding: .utf8)
    let rows = page.matches(of: /(?m)^\| (`[^|]+) \|/).flatMap {
      $0.1.matches(of: /`([\w-]+)`/).map { String($0.1) }
    }
    #expect(rows.sorted() == (try modules().keys.sorted()))
  }

  @Test func everyArticleIsNamed() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.catalog.path)
    let articles = names.filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }
    let linked = try articles.flatMap { article in
      try String(contentsOf: Self.catalog.appendingPathComponent("\(article).md"), encoding: .utf8)
        .matches(of: /<doc:(\w+)>/).map { String($0.1) }
    }
    #expect(Set(linked).union(["Documentation"]) == Set(articles))
  }
}
