import Executor
import Testing

@Suite struct ExecutorTests {
  @Test(arguments: [0, 3, 127, 255] as [Int32])
  func `The exit code is the command's`(code: Int32) async throws {
    let result = try await Bench().run("exit \(code)")
    #expect(result.ending == .exited(code))
  }
}
