import Discovery
import RealParts
import Testing

/// Git is the measure of its own rules.
@Suite struct IgnoreOracleTests {
  @Test(arguments: [1, 2, 3] as [UInt64]) func isOneWithGit(seed: UInt64) async throws {
    var random = SeededRandom(seed: seed)
    let cases = (0..<600).map { _ in GitOracle.Case(rules: random.ignoreFile(), paths: random.paths(8)) }
    let verdicts = try await GitOracle().verdicts(on: cases)
    var ignored = 0
    for (one, expected) in zip(cases, verdicts) {
      ignored += expected.count { $0 }
      expectEqual(one, expected, seed: seed)
    }
    // The pairs mean something only if both answers are common.
    #expect(ignored > 300)
    #expect(verdicts.joined().count { !$0 } > 300)
  }

  @Test func isOneWithGitWhereTheRulesAreAnExcludesFile() async throws {
    var random = SeededRandom(seed: 4)
    for _ in 0..<10 {
      let one = GitOracle.Case(rules: random.ignoreFile(), paths: random.paths(40))
      expectEqual(one, try await GitOracle().verdicts(onExcludesFile: one), seed: 4)
    }
  }

  private func expectEqual(_ one: GitOracle.Case, _ expected: [Bool], seed: UInt64) {
    let rules = IgnoreRules(bytes: one.rules)
    #expect(expected.count == one.paths.count, "seed \(seed)")
    for (path, isIgnored) in zip(one.paths, expected) {
      let verdict = rules.ignores(path.bytes, isDirectory: path.isDirectory)
      #expect(
        verdict == isIgnored,
        """
        seed \(seed): \(String(decoding: one.rules, as: UTF8.self).debugDescription), path \
        \(String(decoding: path.bytes, as: UTF8.self).debugDescription)\(path.isDirectory ? "/" : "")
        """)
    }
  }
}
