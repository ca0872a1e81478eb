import Executor
import Testing

@Suite struct CommandEnvironmentTests {
  @Test(arguments: [
    "HOME", "PATH", "LANG", "LC_ALL", "XDG_RUNTIME_DIR", "SSH_AUTH_SOCK", "AWS_PROFILE", "GOOGLE_CREDENTIALS",
    "ARM_CLIENT_ID", "TF_VAR_region", "TF_CLI_CONFIG_FILE", "TF_DATA_DIR", "DOCKER_HOST", "KUBECONFIG",
    "https_proxy", "FASTLY_API_KEY", "MY_DB_PASSWORD", "GH_TOKEN",
  ])
  func `What a teardown needs is passed on`(name: String) {
    #expect(CommandEnvironment(session: [name: "/value"]).variables[name] == "/value")
  }

  @Test(arguments: [
    "LD_PRELOAD", "LD_LIBRARY_PATH", "BASH_ENV", "ENV", "IFS", "PS4", "TF_CLI_ARGS", "TF_CLI_ARGS_destroy",
    "EDITOR",
    "BASH_FUNC_tofu%%", "NOTIFY_SOCKET", "INVOCATION_ID", "WATCHDOG_USEC", "WATCHDOG_PID", "JOURNAL_STREAM",
    "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "SYSTEMD_EXEC_PID", "KILLALL_TOFU_RESTART_STATUS", "PATHX",
    "AWS_A=B", "AWS_\0", "",
    "BASH_FUNC_x_TOKEN%%", "GITHUB_x()", "PWD",
  ])
  func `What could change a teardown is not`(name: String) {
    #expect(CommandEnvironment(session: [name: "value"]).variables[name] == nil)
  }

  @Test func `A value no process can be given is dropped`() {
    #expect(CommandEnvironment(session: ["HOME": "a\0b"]).variables["HOME"] == nil)
  }

  @Test func `OpenTofu is told that nobody is there to answer`() {
    let variables = CommandEnvironment(session: ["TF_INPUT": "1"]).variables
    #expect(variables["TF_INPUT"] == "0")
    #expect(variables["TF_IN_AUTOMATION"] == "1")
  }

  @Test func `A session without PATH gets the usual one`() {
    #expect(CommandEnvironment(session: [:]).variables["PATH"] == "/usr/local/bin:/usr/bin:/bin")
  }

  @Test func `What the project adds wins, whatever it is`() {
    let added = [
      "AWS_PROFILE": "demo", "LD_PRELOAD": "x", "TF_CLI_ARGS": "-y", "TF_INPUT": "1", "A=B": "c", "N": "\0",
    ]
    let variables = CommandEnvironment(session: ["AWS_PROFILE": "other"], added: added).variables
    #expect(
      variables["AWS_PROFILE"] == "demo" && variables["LD_PRELOAD"] == "x" && variables["TF_CLI_ARGS"] == "-y"
    )
    #expect(variables["TF_INPUT"] == "1" && variables["A=B"] == nil && variables["N"] == nil)
  }

  @Test(
    arguments: [
      ("/seen", "/usr/bin", "/seen:/usr/bin"), ("/a:/usr/bin", "/usr/bin:/b:/a", "/a:/usr/bin:/b"),
      (nil, "/usr/bin:/bin", "/usr/bin:/bin"), ("/seen", nil, "/seen"), ("bin:.:/a:", ":x:/b", "/a:/b"),
      ("", "", "/usr/local/bin:/usr/bin:/bin"),
    ] as [(String?, String?, String)])
  func `The PATH that was seen comes first`(seen: String?, session: String?, path: String) {
    let session = session.map { ["PATH": $0] } ?? [:]
    #expect(CommandEnvironment(session: session, seenPath: seen).variables["PATH"] == path)
  }
}
