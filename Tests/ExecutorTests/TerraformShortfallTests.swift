import Deadlines
import Executor
import RealParts
import Testing

@Suite struct SeenEnvironmentTests {
  @Test func `Names of credentials are remembered, never their values`() {
    let seen = SeenEnvironment(of: [
      "PATH": "/opt/bin:bin::.:/usr/bin", "AWS_PROFILE": "demo", "HCLOUD_TOKEN": "t", "TF_VAR_region": "eu",
      "KUBECONFIG": "/k", "MY_DB_PASSWORD": "p", "MYSQL_PWD": "p", "EMPTY_TOKEN": "", "AWS_PAGER": "less",
      "PWD": "/",
      "HOME": "/h", "SSH_AUTH_SOCK": "/s", "KEYBOARD": "de", "GPG_KEY_ID": "1", "TF_INPUT": "0", "LANG": "C",
      "BASH_FUNC_x_TOKEN%%": "()", "TF_LOG": "debug",
    ])
    #expect(seen.path == "/opt/bin:/usr/bin")
    #expect(
      seen.credentials == [
        "AWS_PROFILE", "HCLOUD_TOKEN", "KUBECONFIG", "MYSQL_PWD", "MY_DB_PASSWORD", "TF_VAR_region",
      ])
  }

  @Test func `There may be nothing to remember`() {
    #expect(SeenEnvironment(of: [:]) == SeenEnvironment())
    #expect(SeenEnvironment(of: ["PATH": "."]).path == nil)
  }
}

@Suite struct TerraformShortfallTests {
  private let folder: TestFolder

  init() async throws {
    folder = try TestFolder("shortfall")
    for place in ["seen", "session", "project/infra/bin"] { try folder.makeFolder(place) }
    for program in ["seen/tofu", "session/docker", "project/clean.sh", "project/infra/bin/x"] {
      try await folder.makeProgram(program)
    }
    try folder.write("", to: "session/notes")
  }

  private func shortfall(
    _ command: String = "tofu destroy", credentials: [String] = [], session: [String: String] = [:],
    wishes: ExecutionWishes = ExecutionWishes(), policy: ExecutionPolicy = ExecutionPolicy(),
    isSeen: Bool = true
  ) -> Shortfall {
    var project = Project(
      id: Project.ID(1), path: folder.path("project"), name: "demo", timeout: "1h", command: command,
      createdAt: Timestamp(0), updatedAt: Timestamp(0))
    project.wishes = wishes
    if isSeen {
      project.seenEnvironment = SeenEnvironment(path: folder.path("seen"), credentials: credentials)
    }
    let session = ["PATH": folder.path("session")].merging(session) { $1 }
    return Shortfall(project, daemonEnvironment: session, policy: policy)
  }

  @Test func `It names the variables that the daemon lacks and nobody gives`() {
    let credentials = ["AWS_PROFILE", "A_TOKEN", "B_TOKEN", "C_TOKEN", "D_TOKEN", "TF_CLI_ARGS"]
    var policy = ExecutionPolicy()
    policy.environment = ["B_TOKEN": "b"]
    let lack = shortfall(
      credentials: credentials, session: ["A_TOKEN": "a", "D_TOKEN": "", "TF_CLI_ARGS": "-x"],
      wishes: ExecutionWishes(environment: ["C_TOKEN": "c"]), policy: policy)
    #expect(lack.variables == ["AWS_PROFILE", "D_TOKEN", "TF_CLI_ARGS"] && !lack.isEmpty)
  }

  @Test(arguments: [
    ("tofu destroy", nil), ("docker compose down", nil), ("notes", "notes"),
    ("terraform destroy", "terraform"),
    ("A=b exec terraform destroy", "terraform"), ("'terraform' destroy", "terraform"),
    ("set -e; cd infra; gone", "gone"),
    ("./clean.sh --all", nil), ("./gone.sh", "./gone.sh"), ("/nonexistent/x", "/nonexistent/x"),
    ("cd infra && bin/x", nil), ("cd infra && bin/gone", nil), ("tofu destroy && gone", nil),
    ("gone || tofu destroy", nil),
    ("PATH=/x gone", nil), ("export PATH=/x; gone", nil), (". ./env; gone", nil), ("$GONE", nil),
    ("if x; then y; fi", nil),
    ("command -v gone || true", nil), ("docker run -- terraform", "terraform"), ("", nil),
  ])
  func `It names the program that is not there`(command: String, program: String?) {
    #expect(shortfall(command).program == program)
  }

  @Test func `A working directory and a PATH of the project's count`() {
    #expect(shortfall("bin/x", wishes: ExecutionWishes(workingDirectory: "infra")).isEmpty)
    #expect(
      shortfall(wishes: ExecutionWishes(environment: ["PATH": folder.path("session")])).program == "tofu")
  }

  @Test func `Nothing is missing that nobody saw`() {
    #expect(shortfall("docker rm", isSeen: false).isEmpty)
    #expect(shortfall("tofu destroy", isSeen: false).program == "tofu")
  }
}
