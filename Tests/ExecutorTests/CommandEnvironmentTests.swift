import Executor
import Testing

@Suite struct CommandEnvironmentTests {
  @Test(arguments: [
    "HOME", "PATH", "LANG", "LC_ALL", "XDG_RUNTIME_DIR", "SSH_AUTH_SOCK", "AWS_PROFILE", "GOOGLE_CREDENTIALS",
    "ARM_CLIENT_ID", "TF_VAR_region", "TF_CLI_CONFIG_FILE", "TF_DATA_DIR", "DOCKER_HOST", "KUBECONFIG",
    "https_proxy",
  ])
  func `What a teardown needs is passed on`(name: String) {
    #expect(CommandEnvironment(session: [name: "value"]).variables[name] == "value")
  }

  @Test(arguments: [
    "LD_PRELOAD", "LD_LIBRARY_PATH", "BASH_ENV", "ENV", "IFS", "PS4", "TF_CLI_ARGS", "TF_CLI_ARGS_destroy",
    "EDITOR",
    "BASH_FUNC_tofu%%", "NOTIFY_SOCKET", "INVOCATION_ID", "PATHX", "AWS_A=B", "AWS_\0", "",
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
}
