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

  /// Looks at everything that a teardown depends on, as `session` would begin it.
  init(of project: Project, in session: Session, readsOnly: Bool) async throws {
    await self.init(
      of: project, by: session.executor, policy: session.settings.policy, clock: session.clock,
      home: session.places.home, readsOnly: readsOnly)
  }

  /// Looks at everything that a teardown by `executor` depends on.
  ///
  /// Nothing is run but the listing of a state that is not local, and not even that if `readsOnly`.
  init(
    of project: Project, by executor: Executor, policy: Policy, clock: Clock, home: String?, readsOnly: Bool
  ) async {
    let teardown = Teardown(project, policy: policy.execution, isLastAttempt: true)
    self.project = project
    self.teardown = teardown
    // Whoever asks here waits for the answer, unlike a warning.
    outlook = await executor.outlook(
      of: project, policy: policy.execution, readsOnly: readsOnly, limit: .seconds(20))
    variables = executor.variableNames(of: teardown)
    attempts = project.maximumAttempts(policy.execution)
    var refusals: [String] = []
    do throws(Refusal) {
      var claimed = project
      try claimed.claimAtUsersWord(at: clock.now())
    } catch {
      refusals.append(project.words(of: error, home: home))
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
    facts(home: home).lines(on: terminal)
  }

  /// What would be done.
  func facts(home: String?) -> Facts {
    var facts = Facts()
    facts.add("Command", project.command.visible)
    facts.add("Directory", directory.oneLine.abbreviated(home: home))
    let hooks = teardown.hooks
    facts.add("Before", hooks.beforeDestroy?.visible)
    facts.add("After", hooks.afterDestroy?.visible)
    facts.add("On failure", hooks.onFailure?.visible)
    facts.add("Check", teardown.check.map { String(decoding: $0, as: UTF8.self).oneLine })
    facts.add("Resources", outlook.resources?.words ?? "not known of this command")
    facts.add("Attempts", attempts == 1 ? "1" : "up to \(attempts)")
    facts.add("Lacks", lack)
    facts.add("Variables", variables.map(\.oneLine).joined(separator: " "))
    return facts
  }

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
