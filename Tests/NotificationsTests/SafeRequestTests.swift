import Testing

@testable import Notifications

@Suite struct SafeRequestTests {
  typealias Action = NotificationRequest.Action

  @Test(arguments: [
    "", "default", "a\nb", "a\u{0}b", "\u{202E}", String(repeating: "k", count: TextBound.key + 1),
  ])
  func `a key that would not come back as it was is refused`(key: String) {
    #expect(throws: RequestFault.actionKey(key)) { try SafeRequest(request([Action(key: key, label: "x")])) }
  }

  @Test func `keys are told apart`() {
    let twice = [Action(key: "k", label: "x"), Action(key: "k", label: "y")]
    #expect(throws: RequestFault.actionKey("k")) { try SafeRequest(request(twice)) }
  }

  @Test func `four buttons are too many`() {
    let four = (1...4).map { Action(key: "\($0)", label: "x") }
    #expect(throws: RequestFault.tooManyActions(4)) { try SafeRequest(request(four)) }
  }

  @Test func `a button says something`() {
    #expect(throws: RequestFault.emptyLabel(key: "k")) {
      try SafeRequest(request([Action(key: "k", label: "")]))
    }
  }

  @Test(arguments: ["", " ", "\n\t "])
  func `a summary says something`(summary: String) {
    #expect(throws: RequestFault.emptySummary) { try SafeRequest(.init(tag: "t", summary: summary)) }
  }

  @Test func `empty hints are left out and others made to fit`() throws {
    let request = try SafeRequest(
      .init(
        tag: "t", summary: "s\nt", defaultActionLabel: "", category: "", icon: "", sound: "x", progress: -3)
    ).request
    #expect(request.summary == "s t")
    #expect(request.category == nil && request.icon == nil && request.defaultActionLabel == nil)
    #expect(request.sound == "x" && request.progress == 0)
  }

  private func request(_ actions: [Action]) -> NotificationRequest {
    NotificationRequest(tag: "t", summary: "s", actions: actions)
  }
}
