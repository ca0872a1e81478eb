import Foundation
import RealParts
import Testing

@testable import ExecutionJournal

@Suite(.timeLimit(.minutes(1))) struct StopRequestTests {
  @Test(
    arguments: [
      (0, EPERM, StopRequest.sent), (-1, EPERM, .notPermitted(group: 7)), (-1, ESRCH, .notRunning),
    ] as [(Int32, Int32, StopRequest)])
  func `A group of another user is none that has gone`(result: Int32, number: Int32, request: StopRequest) {
    #expect(StopRequest(signalling: 7, result: result, errno: number) == request)
  }
}
