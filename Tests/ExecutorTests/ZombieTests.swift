import Executor
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1))) struct ZombieTests {
  /// Its parent has left the group and takes no status: nobody will.
  @Test func `A zombie in its group keeps nothing under way`() async throws {
    let bench = try Bench()
    let up = try bench.fifo("up")
    let program =
      #"if (!fork) { exit if !fork; POSIX::setsid(); open F, ">", "up"; print F "$$\n"; close F; sleep 600 }"#
    let running = try await bench.start("perl -MPOSIX -e '\(program)'; exit 3")
    let parent = try await up.pid()
    defer { kill(parent, SIGKILL) }
    #expect(try await running.ending().ending == .exited(3))
    #expect(bench.executor.lives(running.folder) == .gone)
    #expect(kill(parent, 0) == 0)
  }
}
