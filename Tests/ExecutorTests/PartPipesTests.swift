import Deadlines
import Executor
import Glibc
import SystemPackage
import Testing

/// Each part has pipes of its own.
@Suite(.timeLimit(.minutes(1))) struct PartPipesTests {
  @Test func `What a hook left running writes nothing into the check's list`() async throws {
    let bench = try Bench()
    let result = try await bench.run("true") { teardown in
      // It ends when the folder is cleared away.
      teardown.hooks.beforeDestroy =
        "setsid sh -c 'echo on > up; while [ -e up ]; do echo in.vented; sleep 0.02; done' & read x < up"
      teardown.check = Array("sleep 0.3".utf8)
      _ = mkfifo(bench.project.appending("up").string, 0o600)
    }
    #expect(result.ending == .exited(0) && !result.isUnchecked)
  }

  @Test func `What a part makes of its output's open file is no other part's`() async throws {
    let bench = try Bench()
    let result = try await bench.run("perl -e 'use Fcntl; print fcntl(STDOUT, F_GETFL, 0) & O_NONBLOCK'") {
      $0.hooks.beforeDestroy = "perl -e 'use Fcntl; fcntl(STDOUT, F_SETFL, O_RDWR | O_NONBLOCK) or die'"
    }
    #expect(result.ending == .exited(0) && result.output == "0")
  }

  @Test func `What a hook left running does not stand still during the command`() async throws {
    let bench = try Bench()
    let (go, up) = (try bench.fifo("go"), try bench.fifo("up"))
    let result = try await bench.run("echo go > go; read x < up; echo $x") { teardown in
      teardown.hooks.beforeDestroy =
        "setsid sh -c 'read x < go; head -c 4000000 /dev/zero; echo through > up' & true"
    }
    #expect(result.output == "through\n")
    withExtendedLifetime((go, up)) {}
  }
}
