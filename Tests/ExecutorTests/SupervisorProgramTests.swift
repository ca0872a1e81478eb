import Executor
import SystemPackage
import Testing

@Suite struct SupervisorProgramTests {
  @Test func `It is looked for beside the program and in libexec`() {
    let found = SupervisorProgram.candidates(environment: [:], runningProgram: "/usr/bin/killall-tofu")
    #expect(
      found == ["/usr/bin/killall-tofu-supervisor", "/usr/libexec/killall-tofu/killall-tofu-supervisor"])
  }

  @Test func `The environment names another`() {
    let found = SupervisorProgram.candidates(
      environment: ["KILLALL_TOFU_SUPERVISOR": "/opt/s"], runningProgram: "/usr/bin/killall-tofu")
    #expect(found == ["/opt/s"])
  }

  @Test(arguments: ["", "relative/path"])
  func `A path that is not absolute names none`(path: String) {
    let found = SupervisorProgram.candidates(
      environment: ["KILLALL_TOFU_SUPERVISOR": path], runningProgram: "/usr/bin/killall-tofu")
    #expect(found.count == 2)
  }

  @Test func `One that is there is found, one that is not is named`() {
    let built = SupervisorProgram.located(environment: ["KILLALL_TOFU_SUPERVISOR": builtSupervisor.string])
    #expect(built.path == builtSupervisor)
    let missing = SupervisorProgram.located(environment: ["KILLALL_TOFU_SUPERVISOR": "/nowhere"])
    #expect(missing.path == "/nowhere")
    #expect(SupervisorProgram.located(environment: [:]).path.lastComponent == "killall-tofu-supervisor")
  }

  @Test func `It tells its version; another program tells none`() throws {
    let built = SupervisorProgram(path: builtSupervisor)
    #expect(try built.version(within: .seconds(60)) == SupervisorProgram.expectedVersion)
    #expect(try SupervisorProgram(path: "/usr/bin/false").version(within: .seconds(60)) == nil)
    // Asked for its version it says more than one.
    #expect(try SupervisorProgram(path: "/usr/bin/env").version(within: .seconds(60)) == nil)
    #expect(throws: ExecutorError.supervisorMissing(path: "/nowhere", errno: 2)) {
      try SupervisorProgram(path: "/nowhere").version(within: .seconds(60))
    }
  }

  @Test(arguments: [
    (ExecutorError.directory(path: "/srv/x", errno: 2), "/srv/x: No such file or directory"),
    (.supervisorMissing(path: "/s", errno: 13), "/s: Permission denied"),
    (.record(path: "/r", errno: 28), "/r: No space left on device"),
    (.recordDamaged(path: "/r"), "/r: damaged"), (.emptyCommand, "the command is empty"),
    (.commandHoldsNUL, "the command holds a NUL byte"), (.start(step: "shell", errno: 0), "shell"),
  ])
  func `An error carries its technical detail`(error: ExecutorError, text: String) {
    #expect("\(error)" == text)
  }
}
