import Testing

@testable import Notifications

@Suite struct GLibThreadTests {
  /// A daemon whose file was replaced is cancelled as a whole; the server does not hang because of that.
  @Test func `a cancelled caller waits for the end all the same`() async {
    let thread = GLibThread<Int>()
    let hasStarted = thread.start(inside: { $0() }, make: { 1 }, takeDown: { _ in })
    #expect(hasStarted)
    let stopping = Task {
      while !Task.isCancelled { await Task.yield() }
      return await thread.stop(within: .seconds(30))
    }
    stopping.cancel()
    #expect(await stopping.value)
  }
}
