import Foundation
import RealParts

/// Asks Git itself what it ignores.
struct GitOracle {
  /// The rules of one directory, and paths below it.
  struct Case {
    var rules: [UInt8]
    var paths: [Path]
  }

  struct Path: Hashable {
    var names: [[UInt8]]
    var isDirectory: Bool

    var bytes: [UInt8] { Array(names.joined(separator: [UInt8(ascii: "/")])) }
  }

  private let folder: TestFolder
  private let environment: [String: String]

  /// Makes a work tree of its own.
  init() async throws {
    folder = try TestFolder("git")
    environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder.path,
      "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
    ]
    _ = try await git(["init", "--quiet"])
    _ = try await git(["config", "core.ignorecase", "false"])
  }

  /// What Git says of each path of each case, in order: every case is a directory with a `.gitignore` of its own.
  func verdicts(on cases: [Case]) async throws -> [[Bool]] {
    var asked: [UInt8] = []
    for (number, one) in cases.enumerated() {
      let name = "case\(number)"
      try make(one, in: name)
      try write(one.rules, to: "\(name)/.gitignore")
      for path in one.paths { asked += Array("\(name)/".utf8) + path.bytes + [0] }
    }
    var answers = try await answers(to: asked)[...]
    return cases.map { one in
      defer { answers = answers.dropFirst(one.paths.count) }
      return Array(answers.prefix(one.paths.count))
    }
  }

  /// What Git says of the paths of a case whose rules are `core.excludesFile`.
  func verdicts(onExcludesFile one: Case) async throws -> [Bool] {
    try make(one, in: ".")
    try write(one.rules, to: ".git/rules")
    _ = try await git(["config", "core.excludesFile", folder.path(".git/rules")])
    return try await answers(to: one.paths.flatMap { $0.bytes + [0] })
  }

  /// Git looks at what lies in the work tree to tell directories from files; files need not be there.
  private func make(_ one: Case, in name: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path(name), withIntermediateDirectories: true)
    for path in one.paths where path.isDirectory {
      for depth in 1...path.names.count {
        let directory = Array(path.names.prefix(depth).joined(separator: [UInt8(ascii: "/")]))
        let whole = (Array((folder.path(name) + "/").utf8) + directory + [0]).map(CChar.init(bitPattern:))
        guard mkdir(whole, 0o700) == 0 || errno == EEXIST else {
          throw POSIXError(.init(rawValue: errno) ?? .EIO)
        }
      }
    }
  }

  private func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(filePath: folder.path(name)))
  }

  /// One run of Git for all paths, which end with NULs.
  private func answers(to paths: [UInt8]) async throws -> [Bool] {
    try write(paths, to: ".git/asked")
    _ = try await run([
      "sh", "-c",
      "git check-ignore --no-index --verbose --non-matching -z --stdin < .git/asked > .git/answers || [ $? = 1 ]",
    ])
    let bytes = try Data(contentsOf: URL(filePath: folder.path(".git/answers")))
    // Four fields for each path: the file of rules, its line, the rule, the path; the first three empty without a rule.
    let fields = bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
    return stride(from: 0, to: fields.count, by: 4).map { start in
      let rule = fields[fields.startIndex + start + 2]
      return !rule.isEmpty && rule.first != UInt8(ascii: "!")
    }
  }

  private func git(_ arguments: [String]) async throws -> String { try await run(["git"] + arguments) }

  private func run(_ arguments: [String]) async throws -> String {
    let child = try ChildProcess(arguments, environment: environment, in: folder.path)
    let finished = await child.finished()
    guard finished.code == 0 else { throw Failure(command: arguments, errors: finished.errors) }
    return finished.output
  }

  struct Failure: Error {
    var command: [String]
    var errors: String
  }
}
