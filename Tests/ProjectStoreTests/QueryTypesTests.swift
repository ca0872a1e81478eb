import Foundation
import RealParts
import Testing

/// Asks the compiler itself what a caller could write.
@Suite("A query that makes no sense", .enabled("no swiftc on PATH") { await Compiler.isThere })
struct QueryTypesTests {
  /// What must compile, in the same file: were the modules not found, or everything refused, this would tell.
  private let sound = """
    import Deadlines
    import ProjectStore
    func sound(_ store: ProjectStore) async throws {
      let query = Query<Project>.active.filter { $0.deadline < Timestamp(7) && $0.name == "a" || $0.isActive.isSet }
      let page = query.ordered(by: \\.createdAt, .descending).page(2, of: 20)
      let listing: Listing<Project> = try await store.projects.fetch(page)
      _ = try await store.executions.fetch(.of(listing.values[0].id).filter { $0.exitCode == 0 })
    }
    func senseless(_ store: ProjectStore) async throws {
    """

  private let senseless = #"""
    _ = Query<Project>.all.filter { $0.deadlin.isPresent }
    _ = Query<Project>.all.filter { $0.exitCode == 0 }
    _ = Query<Project>.all.filter { $0.name == 5 }
    _ = Query<Project>.all.filter { $0.deadline < 5 }
    _ = Query<Project>.all.filter { $0.deadline < "tomorrow" }
    _ = Query<Project>.all.filter { $0.id == Execution.ID(1) }
    _ = Query<Project>.all.filter { $0.status == .failing }
    _ = Query<Project>.all.filter { $0.status < .failed }
    _ = Query<Project>.all.filter { $0.status == Execution.Status.failed }
    _ = Query<Project>.all.filter { $0.name.isSet }
    _ = Query<Project>.all.filter { $0.name == $0.path }
    _ = Query<Project>.all.filter { $0.isActive == 1 }
    _ = Query<Project>.all.filter { _ in Execution.columns.isUnderWay.isSet }
    _ = Query<Project>.all.ordered(by: \.exitCode)
    _ = Query<Project>.all.ordered(by: "created_at")
    _ = Query<Project>.all.limit("20")
    _ = Query<Project>.underWay
    _ = try await store.projects.fetch(Query<Execution>.underWay)
    _ = try await store.events.fetch(.active)
    _ = Column<Project, String>("path")
    """#

  @Test("does not compile, line by line, and one that makes sense does")
  func refused() async throws {
    let folder = try TestFolder("query")
    let lines = { (text: String) in text.split(separator: "\n").count }
    let wrong = Set(lines(sound) + 1...lines(sound) + lines(senseless))
    let output = try await Compiler.check(sound + "\n" + senseless + "\n}\n", in: folder)
    let named = output.matches(of: #/query\.swift:(\d+):\d+: error: /#).compactMap { Int($0.1) }
    #expect(Set(named) == wrong, "\(output)")
  }
}

private enum Compiler {
  static var isThere: Bool {
    get async { (try? await ChildProcess.run(["swiftc", "--version"]).code) == 0 }
  }

  /// What the compiler says of `source`, which may use our built modules.
  static func check(_ source: String, in folder: TestFolder) async throws -> String {
    try source.write(toFile: folder.path("query.swift"), atomically: true, encoding: .utf8)
    // Our modules name these C modules; nothing here looks into them.
    let imported = ["GRDBSQLite", "CSQLite", "CSystem"].map { "module \($0) {}\n" }.joined()
    try imported.write(toFile: folder.path("module.modulemap"), atomically: true, encoding: .utf8)
    return try await ChildProcess.run([
      "swiftc", "-typecheck", "-swift-version", "6", "-diagnostic-style", "llvm", "-I", folder.path,
      "-I", BuiltPrograms.path("Modules"), folder.path("query.swift"),
    ]).errors
  }
}
