import Testing

@testable import ExecutionJournal

@Suite struct PatienceTests {
  private let minute: Int64 = 60_000

  @Test(arguments: [Part.beforeDestroy, .afterDestroy, .onFailure], [(Int64(1), Int64(30)), (45, 45)])
  func `A hook that always says something is ended all the same`(
    part: Part, _ limits: (silence: Int64, all: Int64)
  ) {
    var patience = Patience(with: part, intent(silence: limits.silence * minute), now: 5)
    for time in stride(from: 5, to: 5 + limits.all * minute, by: 30_000) {
      _ = patience.hear(at: time)
      #expect(patience.step(at: time) == nil)
    }
    let end = 5 + limits.all * minute
    #expect(patience.next == end && patience.step(at: end) == .interrupt)
    _ = patience.hear(at: end)
    #expect(patience.step(at: end) == nil && patience.next == end + Patience.grace)
    #expect(patience.step(at: end + Patience.grace) == .kill && patience.next == nil)
  }

  @Test func `The command is not, nor a hook that may be silent for ever`() {
    var command = Patience(with: .command, intent(silence: minute), now: 0)
    _ = command.hear(at: 100 * minute)
    #expect(command.step(at: 100 * minute) == nil)
    let hook = Patience(with: .afterDestroy, intent(silence: nil), now: 0)
    #expect(hook.next == nil)
  }

  private func intent(silence: Int64?) -> Intent {
    var intent = Intent(
      command: [], directory: [], directoryIdentity: DirectoryIdentity(device: 1, inode: 2))
    intent.silenceLimit = silence
    return intent
  }
}
