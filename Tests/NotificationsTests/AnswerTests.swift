import Testing

@testable import Notifications

@Suite struct AnswerTests {
  @Test func `the first result counts`() async throws {
    let answer = Answer<Int>()
    #expect(answer.settle(.success(1)))
    #expect(!answer.settle(.failure(.serverAbsent)))
    #expect(try await answer.value(within: .seconds(1)) == 1)
    #expect(answer.isSettled)
  }

  @Test func `a result from another thread wakes the waiter`() async throws {
    let answer = Answer<Int>()
    async let value = answer.value(within: .seconds(10))
    answer.settle(.success(2))
    #expect(try await value == 2)
  }

  @Test func `waiting ends with its time, and what comes later is turned down`() async {
    let answer = Answer<Int>()
    await #expect(throws: NotificationFailure.timedOut(.milliseconds(10))) {
      try await answer.value(within: .milliseconds(10))
    }
    #expect(!answer.settle(.success(3)))
  }
}
