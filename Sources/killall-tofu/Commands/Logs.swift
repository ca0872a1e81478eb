import ArgumentParser
import Daemon
import Deadlines
import Executor
import ProjectStore
import Settings
import Wording

struct Logs: UserCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what the last teardown of a project wrote.",
    discussion: """
      Line by line with its times. “|” marks standard output, “!” standard error, and “=” where a hook, the command \
      or the check begins and ends. Secrets are masked.

      EXAMPLE:
        killall-tofu logs demo --follow
      """)

  @Flag(name: .shortAndLong, help: "Go on until the teardown ends; Ctrl-C leaves it running.")
  var follow = false

  @OptionGroup var argument: ProjectArgument
  @OptionGroup var file: FileOptions

  func carryOut() async throws {
    let session = try await Session.open(file)
    let project = try await session.find(argument.project)
    guard let execution = try await session.store.executions.last(of: project.id) else {
      throw Failure(
        "\(project.shownName.quoted) has had no teardown, so there is no log; killall-tofu show "
          + "\(project.shellName) tells what happens next")
    }
    var page = LogPage(since: execution.startedAt ?? execution.createdAt, on: .output)
    print(page.remark(title(project, execution, session)))
    let running = execution.folder.flatMap { session.executor(of: execution).follow($0) }
    if follow, execution.isUnderWay, let running {
      try await session.follow(running, of: project, on: page)
      guard session.executor(of: execution).lives(running.folder) != .unknown else {
        return tell("Its record was removed or damaged, so nobody can tell from here whether it still runs.")
      }
      print(page.remark("It is over: \(Outcome(try await running.ending()).words)."))
    } else if !show(execution, session, &page) {
      recorded(execution, page)
    }
    guard execution.isUnderWay else { return }
    if !session.isAlive(execution) {
      tell("It is over; how it ended is recorded by the next daemon: killall-tofu daemon")
    } else if !follow {
      tell("It is still running: killall-tofu logs \(project.shellName) --follow")
    }
  }

  /// Prints the log there is; false if there is none.
  private func show(_ execution: Execution, _ session: Session, _ page: inout LogPage) -> Bool {
    guard let folder = execution.folder else { return false }
    var isEmpty = true
    for line in session.executor(of: execution).log(of: folder) {
      isEmpty = false
      for text in page.lines(for: line) { print(text) }
    }
    return !isEmpty
  }

  /// Prints what the row keeps, where the log is another program's or gone.
  private func recorded(_ execution: Execution, _ page: LogPage) {
    let texts = [("standard output", execution.output, nil), ("standard error", execution.error, Colour.red)]
    let kept = texts.filter { !($0.1?.isEmpty ?? true) }
    guard !kept.isEmpty else {
      return print(page.remark(execution.isUnderWay ? "It has written nothing yet." : "Nothing was written."))
    }
    for (name, text, colour) in kept {
      print(page.remark("The log is not there; kept of its \(name):"))
      for line in (text ?? "").split(separator: "\n", omittingEmptySubsequences: false) {
        print(SafeText(colour, on: .output).shown(Array(line.utf8)))
      }
    }
  }

  private func title(_ project: Project, _ execution: Execution, _ session: Session) -> String {
    let all = project.maximumAttempts(session.settings.policy.execution)
    let attempt = all > 1 || execution.attempt > 1 ? ", attempt \(execution.attempt)" : ""
    let began = execution.startedAt ?? execution.createdAt
    let end = execution.isUnderWay ? "" : ", \(execution.status.rawValue)"
    return "\(project.shownName)\(attempt), \(began.localDateTime)\(end)"
  }
}

extension Execution {
  /// Whether its end is not recorded.
  var isUnderWay: Bool { status == .pending || status == .running }
}
