import Testing

@testable import ProjectStore

extension ProjectStore.Engine {
  /// The engine that the running test is to use; see `.bothEngines`.
  @TaskLocal static var underTest = ProjectStore.Engine.typed
}

/// Runs every test of a suite once for each engine, each time in a suite of its own.
///
/// What fails says which engine it failed on.
struct BothEngines: SuiteTrait, TestTrait, TestScoping {
  let isRecursive = true

  @concurrent func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    for engine in ProjectStore.Engine.allCases {
      let naming = IssueHandlingTrait.compactMapIssues { issue in
        var issue = issue
        issue.comments.append("on the \(engine) engine")
        return issue
      }
      try await ProjectStore.Engine.$underTest.withValue(engine) {
        try await naming.provideScope(for: test, testCase: testCase, performing: function)
      }
    }
  }
}

extension SuiteTrait where Self == BothEngines {
  /// One contract, two engines: every test runs on each.
  static var bothEngines: Self { BothEngines() }
}
