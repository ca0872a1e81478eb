public import Deadlines
import SystemPackage

/// What a project's command had in the session that registered it, and does not get from the daemon's.
public struct Shortfall: Hashable, Sendable {
  /// Names of the credentials it will lack, sorted.
  public var variables: [String] = []
  /// The program that is not where it is looked for; nil if it is, and where only a shell can tell.
  public var program: String?

  /// Whether it lacks nothing.
  public var isEmpty: Bool { variables.isEmpty && program == nil }

  /// Compares what was remembered with what `project`'s command gets from a daemon in `daemonEnvironment`.
  ///
  /// Looks for the program in the file system.
  public init(_ project: Project, daemonEnvironment: [String: String], policy: ExecutionPolicy) {
    let teardown = Teardown(project, policy: policy, isLastAttempt: true)
    let given = CommandEnvironment(session: daemonEnvironment, for: teardown).variables
    variables = (project.seenEnvironment?.credentials ?? []).filter { given[$0]?.isEmpty ?? true }
    let directory = (try? WorkingDirectory(of: teardown))?.place
    program = Self.missingProgram(
      teardown.command, in: directory, path: SearchPath(given["PATH"] ?? ""))
  }

  /// The first program of a shell line, if it is not there; one in the directory is not missed where that is refused.
  private static func missingProgram(_ line: [UInt8], in directory: FilePath?, path: SearchPath) -> String? {
    var isMoved = false
    for command in ShellLine(line).commands {
      // Whoever sets a path of their own knows what is there.
      guard !command.words.contains(where: { $0.assignedName == "PATH" }) else { return nil }
      let names = command.startedPrograms
      guard !names.contains(nil), names.compactMap(\.self).allSatisfy({ !changingTheMeaning.contains($0) })
      else { return nil }
      isMoved = isMoved || names.contains("cd")
      let programs = names.compactMap(\.self).filter { !builtins.contains($0) }
      let missing = programs.first { name in
        if !name.contains("/") { return !path.finds(name) }
        if name.hasPrefix("/") { return !isProgram(name) }
        guard !isMoved, let directory else { return false }
        return !isProgram(directory.pushing(FilePath(name)).string)
      }
      // Where there is none, what stands behind `||` is run instead.
      if !programs.isEmpty { return command.after == .or ? nil : missing }
    }
    return nil
  }
}

extension ShellCommand {
  /// The programs that it starts, by name or path, as far as they are known to be some; nil for one that only a shell can
  /// tell.
  fileprivate var startedPrograms: [String?] {
    var rest = program
    while let text = rest.first?.text, ["exec", "command"].contains(text) {
      rest = rest.dropFirst()
      // `command -v` only looks for it.
      if rest.first?.text?.hasPrefix("-") ?? false { return [] }
    }
    let first = rest.first.map(\.text)
    let started = terraformPlace.map { words[$0].text }
    return [first, started == first ? nil : started].compactMap(\.self)
  }
}

/// Commands of the shell itself.
private let builtins: Set<String> = [
  ":", "[", "cd", "echo", "export", "exit", "false", "kill", "printf", "pwd", "return", "set", "shift",
  "test", "times",
  "trap", "true", "type", "ulimit", "umask", "unset", "wait", "read", "readonly",
]

/// After them a word may mean anything.
private let changingTheMeaning: Set<String> = [".", "alias", "builtin", "eval", "hash", "source", "unalias"]
