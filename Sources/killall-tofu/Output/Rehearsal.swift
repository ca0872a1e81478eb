import Daemon
import Deadlines
import Executor
import Settings
import SystemPackage
import Wording

/// What destroying a project now would do, and what would keep it from being done.
struct Rehearsal {
  let project: Project
  let teardown: Teardown
  let outlook: TeardownOutlook
  /// Names of the variables its command would get; their values are nobody's business.
  let variables: [String]
  let attempts: Int
  /// Why it would be refused, each a sentence without a full stop.
  let refusals: [String]

  /// Looks at everything that a teardown depends on.
  ///
  /// Nothing is run but the listing of a state that is not local, and not even that if `readsOnly`.
  init(of project: Project, in session: Session, readsOnly: Bool) async throws {
    let policy = session.settings.policy.execution
    let executor = session.executor
    let teardown = Teardown(project, policy: policy, isLastAttempt: true)
    self.project = project
    self.teardown = teardown
    // Whoever asks here waits for the answer, unlike a warning.
    outlook = await executor.outlook(of: project, policy: policy, readsOnly: readsOnly, limit: .seconds(20))
    variables = executor.variableNames(of: teardown)
    attempts = project.maximumAttempts(policy)
    var refusals: [String] = []
    do throws(Refusal) {
      var claimed = project
      try claimed.claimAtUsersWord(at: session.clock.now())
    } catch {
      refusals.append(project.words(of: error, home: session.places.home))
    }
    if let error = await executor.obstacle(to: teardown) {
      refusals.append(error.words)
    } else if !project.isRunning, await executor.underWay(beside: teardown) != nil {
      refusals.append("another teardown runs in its directory; wait for its end: killall-tofu list")
    }
    self.refusals = refusals
  }

  /// What would be done, as a page of facts no wider than `terminal`.
  func lines(on terminal: Terminal, home: String?) -> [String] {
    var facts = [
      ("Command", project.command.oneLine), ("Directory", directory.oneLine.abbreviated(home: home)),
    ]
    let hooks = teardown.hooks
    for (name, line) in [
      ("Before", hooks.beforeDestroy), ("After", hooks.afterDestroy), ("On failure", hooks.onFailure),
    ] {
      if let line { facts.append((name, line.oneLine)) }
    }
    if let check = teardown.check {
      facts.append(("Check", String(decoding: check, as: UTF8.self).oneLine))
    }
    facts.append(("Resources", outlook.resources?.words ?? "not known of this command"))
    facts.append(("Attempts", attempts == 1 ? "1" : "up to \(attempts)"))
    if let lack { facts.append(("Lacks", lack)) }
    facts.append(("Variables", variables.map(\.oneLine).joined(separator: " ")))
    return facts.flatMap { name, text in
      wrapped(text, to: terminal.columns - width).enumerated().map { place, line in
        (place == 0 ? name : "").padding(to: width) + line
      }
    }
  }

  private let width = 12

  private var directory: String {
    teardown.directory.string + (teardown.workingDirectory.map { "/\($0)" } ?? "")
  }

  /// What this session lacks, which is the one that its command would be started from.
  private var lack: String? {
    var words: [String] = []
    if let program = outlook.shortfall.program { words.append("the program \(program.quoted) is not found") }
    let names = outlook.shortfall.variables
    if !names.isEmpty {
      words.append("\(names.joined(separator: ", ")): set when the project was added, not here")
    }
    return words.isEmpty ? nil : words.joined(separator: "; ")
  }
}

/// The text in lines of at most `width` characters, broken at blanks where there are any.
private func wrapped(_ text: String, to width: Int) -> [String] {
  let width = max(width, 20)
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ", omittingEmptySubsequences: false) {
    if !line.isEmpty, line.count + 1 + word.count > width {
      lines.append(line)
      line = ""
    }
    line += (line.isEmpty ? "" : " ") + word
  }
  return lines + [line]
}
