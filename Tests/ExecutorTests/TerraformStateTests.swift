import Foundation
import RealParts
import SystemPackage
import Testing

@testable import Executor

/// What a state holds, told without and with the program itself; here it is a script.
@Suite struct TerraformStateTests {
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder("state")
    try folder.makeFolder("bin")
  }

  /// A state of so many resources, and a data source.
  private func state(_ count: Int) -> String {
    let instances = (0..<count).map { #"{"index_key": \#($0), "attributes": {"id": "\#($0)"}}"# }
    return """
      {"version": 4, "serial": 1, "lineage": "x", "outputs": {}, "resources": [
        {"mode": "data", "type": "a", "name": "d", "instances": [{}]},
        {"mode": "managed", "type": "a", "name": "b", "instances": [\(instances.joined(separator: ","))]}]}
      """
  }

  private func count(
    _ line: String = "terraform destroy", script: String = "exit 1", environment: [String: String] = [:]
  ) async throws -> Int? {
    try await folder.makeProgram("bin/terraform", script)
    let path = ["PATH": folder.path("bin") + ":/usr/bin:/bin"]
    return try await folder.count(line, environment: path.merging(environment) { $1 })
  }

  @Test func `Each instance of a managed resource counts`() async throws {
    try folder.write(state(3), to: "terraform.tfstate")
    #expect(try await count() == 3)
    try folder.write(state(0), to: "terraform.tfstate")
    #expect(try await count() == 0)
  }

  @Test(arguments: [
    ("a", "terraform -chdir=a destroy"), ("a/b", "cd a && terraform -chdir=b destroy"),
    ("a/b", "cd a/b\nterraform destroy"),
  ])
  func `The line says where the state lies`(place: String, line: String) async throws {
    try folder.makeFolder(place)
    try folder.write(state(2), to: "\(place)/terraform.tfstate")
    #expect(try await count(line) == 2)
    try folder.write(state(4), to: "\(place)/other")
    #expect(try await count(line + " -state other") == 4)
    #expect(try await count(line + " -state=\(folder.path(place))/other") == 4)
  }

  @Test func `Several states are added up, each once`() async throws {
    for (place, size) in [("a", 2), ("b", 3)] {
      try folder.makeFolder(place)
      try folder.write(state(size), to: "\(place)/terraform.tfstate")
    }
    #expect(try await count("tofu -chdir=a destroy; tofu -chdir=b destroy || tofu -chdir=b destroy") == 5)
  }

  @Test func `The chosen workspace has a state of its own`() async throws {
    try folder.makeFolder("terraform.tfstate.d/demo")
    try folder.write(state(5), to: "terraform.tfstate")
    try folder.write(state(1), to: "terraform.tfstate.d/demo/terraform.tfstate")
    #expect(try await count(environment: ["TF_WORKSPACE": "demo"]) == 1)
    #expect(try await count("TF_WORKSPACE=demo terraform destroy") == 1)
    #expect(try await count("export TF_WORKSPACE=demo; terraform destroy") == 1)
    #expect(try await count(environment: ["TF_WORKSPACE": "default"]) == 5)
    try folder.makeFolder(".terraform")
    try folder.write("demo\n", to: ".terraform/environment")
    #expect(try await count() == 1)
    #expect(try await count(environment: ["TF_WORKSPACE": ""]) == 1)
    try folder.makeFolder("data")
    #expect(try await count(environment: ["TF_DATA_DIR": "data"]) == 5)
  }

  @Test func `A local backend may keep it elsewhere`() async throws {
    try folder.makeFolder(".terraform")
    try folder.makeFolder("spaces/demo")
    try folder.write(
      #"{"version": 3, "backend": {"type": "local", "config": {"path": "x/y", "workspace_dir": "spaces"}}}"#,
      to: ".terraform/terraform.tfstate")
    try folder.makeFolder("x")
    try folder.write(state(2), to: "x/y")
    try folder.write(state(3), to: "spaces/demo/terraform.tfstate")
    #expect(try await count() == 2)
    #expect(try await count(environment: ["TF_WORKSPACE": "demo"]) == 3)
  }

  @Test(arguments: [
    ("remote", #"{"version": 3, "backend": {"type": "s3", "config": {"path": 7}}}"#, nil),
    ("remote", #"{"version": 3, "backend": {"type": "remote"}}"#, nil),
    ("no JSON", "{", nil), ("encrypted", nil, #"{"encrypted_data": "x", "encryption_version": "v0"}"#),
    ("later", nil, #"{"version": 5, "resources": []}"#), ("no state", nil, ""), ("none", nil, nil),
  ])
  func `The program is asked where the file does not tell`(what: String, backend: String?, state: String?)
    async throws
  {
    try folder.write(self.state(9), to: "terraform.tfstate")
    try folder.makeFolder(".terraform")
    if let backend {
      try folder.write(backend, to: ".terraform/terraform.tfstate")
    } else {
      try FileManager.default.removeItem(atPath: folder.path("terraform.tfstate"))
    }
    if let state { try folder.write(state, to: "terraform.tfstate") }
    let script = """
      [ "$*" = "state list" ] && printf '%s\\n' 'a.b[0]' 'a.b["x"]' '' data.a.d 'module.m.data.a.d[0]' 'module.data.a.b'
      """
    #expect(try await count(script: script, environment: ["TF_WORKSPACE": ""]) == 3, "\(what)")
    #expect(try await count(script: "echo a.b; exit 1") == nil, "\(what)")
  }

  /// At the warning it would run with arguments of which its author knows nothing.
  @Test(arguments: [
    "./x.sh prod -- terraform destroy", "./terraform destroy", "PATH=.:$PATH terraform destroy",
    "PATH=.:$PATH; terraform destroy", "exec ./terraform destroy", "./env terraform destroy",
  ])
  func `Nothing of the project's is run to count`(line: String) async throws {
    for name in ["x.sh", "terraform", "env"] {
      try await folder.makeProgram(name, "touch '\(folder.path("ran"))'; echo a.b")
    }
    #expect(try await count(line, script: "echo a.b") == nil)
    #expect(!FileManager.default.fileExists(atPath: folder.path("ran")))
  }

  @Test func `A state that is there is counted without any program`() async throws {
    try folder.write(state(3), to: "terraform.tfstate")
    #expect(try await count("./terraform destroy") == 3)
    #expect(try await count("./x.sh -- terraform destroy") == nil)
  }

  @Test func `The program gets this environment, and the directory`() async throws {
    try folder.makeFolder("it's $HOME")
    try await folder.makeProgram("bin/terraform", "[ -z \"$HOME\" ] && [ -f here ] && echo \"$WHAT\"")
    try folder.write("", to: "it's $HOME/here")
    let environment = ["PATH": folder.path("bin"), "WHAT": "a.b"]
    #expect(try await folder.count("terraform destroy", in: "it's $HOME", environment: environment) == 1)
    #expect(try await folder.count("terraform destroy", in: "gone", environment: environment) == nil)
  }

  /// It hangs, and so does a process that it started.
  @Test func `A listing that takes too long is ended with all its processes`() async throws {
    try await folder.makeProgram(
      "bin/terraform", "echo $$ > leader; sleep 600 & echo $! > child; echo a.b; wait")
    let environment = ["PATH": folder.path("bin") + ":/usr/bin:/bin"]
    // Long enough for all of them to be there.
    #expect(try await folder.count(environment: environment, limit: .seconds(3)) == nil)
    for name in ["leader", "child"] {
      let text = try String(contentsOfFile: folder.path(name), encoding: .utf8)
      let pid = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
      let limit = ContinuousClock.now + .seconds(10)
      while kill(pid, 0) == 0, !isZombie(pid), ContinuousClock.now < limit { await Task.yield() }
      #expect(kill(pid, 0) != 0 || isZombie(pid), "\(name) lives")
    }
  }

  @Test func `One that closes its output and goes on is ended as well`() async throws {
    try await folder.makeProgram("bin/terraform", "echo a.b; exec >&-; sleep 600")
    let environment = ["PATH": folder.path("bin") + ":/usr/bin:/bin"]
    #expect(try await folder.count(environment: environment, limit: .milliseconds(300)) == nil)
  }

  @Test func `A listing without end is not kept`() async throws {
    try await folder.makeProgram("bin/terraform", "yes a.b.c.d.e.f")
    let environment = ["PATH": folder.path("bin") + ":/usr/bin:/bin"]
    #expect(try await folder.count(environment: environment) == nil)
  }

  @Test func `A pipe and a huge file in its place are not read`() async throws {
    try #require(mkfifo(folder.path("terraform.tfstate"), 0o600) == 0)
    #expect(try await count() == nil)
    try FileManager.default.removeItem(atPath: folder.path("terraform.tfstate"))
    try folder.write(state(1), to: "terraform.tfstate")
    #expect(try await count() == 1)
    truncate(folder.path("terraform.tfstate"), LocalState.limit + 1)
    #expect(try await count() == nil)
  }

  @Test func `A large state is counted`() async throws {
    try folder.write(state(200_000), to: "terraform.tfstate")
    let size =
      try FileManager.default.attributesOfItem(atPath: folder.path("terraform.tfstate"))[.size] as? Int
    try #require(try #require(size) > 8 << 20)
    #expect(try await folder.count() == 200_000)
  }

  @Test(arguments: [
    "terraform destroy -target=a.b", "terraform plan", ". ./x; terraform destroy",
    "terraform workspace select x; terraform destroy",
  ])
  func `What is not known to be destroyed is not counted`(line: String) async throws {
    try folder.write(state(3), to: "terraform.tfstate")
    #expect(try await count(line, script: "echo a.b") == nil)
  }

  @Test(arguments: [
    ("a.data", true), ("module.data.a.b", true), ("a.b[\"x.data.y\"]", true), ("a.b[\"\\\".data.x\"]", true),
    ("data.a.b", false), ("module.m[\"x\"].data.a.b", false), ("module.m.data.a.b[0]", false), ("  ", false),
  ])
  func `Data sources are no resources`(address: String, counts: Bool) {
    #expect(TerraformState.resources(in: Array("\(address)\r\n".utf8)) == (counts ? [address] : []))
  }
}
