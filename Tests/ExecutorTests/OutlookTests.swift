import Deadlines
import Executor
import Foundation
import RealParts
import SystemPackage
import Testing

/// What is told of a teardown before it begins; nothing but the tool itself may run for that.
@Suite(.timeLimit(.minutes(1))) struct OutlookTests {
  private let bench: Bench
  private let folder: TestFolder

  init() async throws {
    folder = try TestFolder("outlook")
    for place in ["bin", "outside"] { try folder.makeFolder(place) }
    try await folder.makeProgram("bin/terraform", "pwd -P > '\(folder.path("ran"))'; echo a.b")
    bench = try Bench(session: ["PATH": folder.path("bin") + ":/usr/bin:/bin"])
    try FileManager.default.createDirectory(
      atPath: bench.project.string + "/inner", withIntermediateDirectories: false)
    for (link, target) in [("in", "inner"), ("out", folder.path("outside"))] {
      try FileManager.default.createSymbolicLink(
        atPath: bench.project.string + "/" + link, withDestinationPath: target)
    }
  }

  private func outlook(
    _ command: String = "terraform destroy", in place: String? = nil, environment: [String: String] = [:],
    readsOnly: Bool = false
  ) async -> TeardownOutlook {
    var project = Project(
      id: Project.ID(1), path: bench.project.string, name: "demo", timeout: "1h", command: command,
      createdAt: Timestamp(0), updatedAt: Timestamp(0))
    project.wishes = ExecutionWishes(workingDirectory: place, environment: environment)
    return await bench.executor.outlook(
      of: project, policy: ExecutionPolicy(), readsOnly: readsOnly, limit: .seconds(20))
  }

  private var ranIn: String? { try? String(contentsOfFile: folder.path("ran"), encoding: .utf8) }

  @Test(arguments: [(nil, ""), ("inner", "/inner"), ("in", "/inner")])
  func `The tool is asked where the teardown would run`(place: String?, inside: String) async throws {
    #expect(await outlook(in: place).resources == .known(1))
    #expect(try #require(ranIn).hasSuffix("/project\(inside)\n"))
  }

  @Test(arguments: ["out", "..", "/tmp", "gone", "in/../../project/out"])
  func `Nothing is run or read where the teardown would be refused`(place: String) async throws {
    let state = #"{"version": 4, "resources": [{"mode": "managed", "instances": [{}, {}]}]}"#
    try folder.write(state, to: "outside/terraform.tfstate")
    #expect(await outlook(in: place).resources == .unknown)
    #expect(ranIn == nil)
  }

  @Test func `A program in a place that is refused is not looked for`() async throws {
    try await folder.makeProgram("outside/here")
    #expect(await outlook("./here", in: "out").shortfall.program == nil)
    #expect(await outlook("./gone", in: "out").shortfall.program == nil)
    #expect(await outlook("./gone", in: "in").shortfall.program == "./gone")
  }

  @Test func `Nothing is run where only reading is allowed`() async throws {
    #expect(await outlook(readsOnly: true).resources == .unknown)
    let state = #"{"version": 4, "resources": [{"mode": "managed", "instances": [{}, {}]}]}"#
    try state.write(toFile: bench.project.string + "/terraform.tfstate", atomically: false, encoding: .utf8)
    #expect(await outlook(readsOnly: true).resources == .known(2))
    #expect(ranIn == nil)
  }

  @Test(arguments: [".", "inner", "../project/inner"])
  func `A script of the tool's name in the project is not run`(place: String) async throws {
    let own = bench.project.string + "/inner/terraform"
    try await folder.makeProgram("own", "touch '\(folder.path("own ran"))'; echo a.b; echo c.d")
    try FileManager.default.copyItem(atPath: folder.path("own"), toPath: own)
    let path = "\(place):\(bench.project.string)/\(place):\(folder.path("bin")):/usr/bin:/bin"
    let outlook = await outlook(in: "inner", environment: ["PATH": path])
    #expect(outlook.resources == .unknown)
    #expect(!FileManager.default.fileExists(atPath: folder.path("own ran")))
  }

  /// What the project gives its command may put another program in the tool's place; that waits for the deadline.
  @Test(arguments: [
    ("AWS_PROFILE", ResourceCount.known(1)), ("TF_VAR_region", .known(1)), ("LD_PRELOAD", .unknown),
    ("TF_CLI_CONFIG_FILE", .unknown), ("TF_DATA_DIR", .unknown), ("AWS_CONFIG_FILE", .unknown),
    ("BASH_ENV", .unknown),
  ])
  func `Only variables that load nothing are given to a listing before the deadline`(
    name: String, count: ResourceCount
  ) async {
    #expect(await outlook(environment: [name: "x"]).resources == count)
  }
}
