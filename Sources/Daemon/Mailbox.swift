import Deadlines
import Discovery
import Executor
import ProjectStore
import RemoteControl
import Settings
import Synchronization
import Wording

/// What reaches the overseer, in the order in which it is dealt with.
enum Input: Sendable {
  /// Something the schedule is to be told.
  case schedule(ScheduleEvent)
  /// Another program changed the file.
  case storeChanged(StoreChange)
  /// Users ask for something; see ``Mailbox/takeCommands()``.
  case commandsWaiting
  /// The machine is about to sleep; `told` is called once everything has been asked for that is to be said before.
  case sleepAnnounced(told: @Sendable () -> Void)
  /// Other settings are in force.
  case settings(Settings)
  /// The execution in this folder is over, whatever the file knows of it.
  case folderFree(String)
  /// The command of an execution has got on.
  case progressed(Execution, TerraformProgress)
  /// The ignore file cannot be used; the text says why.
  case ignoreFileFails(String)
  /// What was waited for has come: bad project files are told.
  case refusalsGathered
  /// What was waited for has come: holds of projects that come from files are told.
  case holdsGathered
  /// The system gives no more than so many watches.
  case watchesUsedUp(watched: Int, limit: Int)
  /// Everything is watched again.
  case watchesSuffice
  /// Something about the project files in these directories changed; whether one without a project makes one.
  case placesChanged([String], registers: Bool)
  /// The project files in these directories have been read; what was found comes next.
  case filesRead([String], registers: Bool)
  /// These places of project files were looked at; whether a file without a project makes one.
  case filesFound([FoundFile], registers: Bool)
  /// So many resources would go, as far as that could be found out; nil where nothing of the kind is known of.
  case counted(Project, ResourceCount?)
  /// The project file of a project is to be shown.
  case showFile(Project.ID)
  /// The log of a project's last teardown is to be shown.
  case showLog(Project.ID)
  /// The command of an execution has said nothing for too long, since then; nil: it is heard again.
  case teardownSilent(Execution, since: Timestamp?)
  /// An execution was asked to stop a while ago; whether it has is to be looked at.
  case stillRunning(Execution)
  /// The command of an execution runs.
  case executionStarted(Execution)
  /// An execution is over.
  case executionEnded(Execution, ExecutionResult)
}

/// A user's wish about one project.
struct Command: Hashable, Sendable {
  /// Which project: an id, a name or a path as `PROJECT` on the command line has them.
  var project: ProjectReference
  /// What to do.
  var action: UserAction
  /// The generation it was offered for; nil for whatever is current.
  var offered: Generation?
}

/// Why a command was not carried out; nothing was written then.
enum CommandError: Error, Hashable, Sendable {
  /// The rules refused, or there is no such project; with the project as last seen, if it is known.
  case refused(Refusal, about: Project?)
  /// The file failed.
  case store(StoreError)
  /// The daemon is on its way out.
  case stopping
}

extension CommandError {
  /// Why it was not done, with a way out.
  var words: String {
    switch self {
    case .refused(let refusal, let project): refusal.words(about: project?.shownName)
    case .store(let error): error.words
    case .stopping: "the daemon is stopping; ask again in a moment"
    }
  }

  init(_ error: ChangeError, about project: Project?) {
    switch error {
    case .refused(let refusal): self = .refused(refusal, about: project)
    case .store(let error): self = .store(error)
    }
  }
}

/// The overseer's letter box: anybody may post, one reads.
///
/// Commands lie apart, so that Cancel and Extend need not wait behind everything else.
final class Mailbox: Sendable {
  private typealias Waiting = (
    command: Command, reply: CheckedContinuation<Result<Project, CommandError>, Never>
  )

  /// What was posted, in order.
  let inputs: AsyncStream<Input>
  private let continuation: AsyncStream<Input>.Continuation
  private let commands = Mutex<[Waiting]>([])

  init() {
    (inputs, continuation) = AsyncStream.makeStream()
  }

  /// Puts an input in; after ``close()`` it is dropped.
  func post(_ input: Input) {
    continuation.yield(input)
  }

  /// Posts a command and waits for its answer; after ``close()`` it is refused at once.
  func ask(_ command: Command) async throws(CommandError) -> Project {
    let result = await withCheckedContinuation { waiting in
      commands.withLock { $0.append((command, waiting)) }
      if case .terminated = continuation.yield(.commandsWaiting) { refuseAll() }
    }
    return try result.get()
  }

  /// Tells that the machine is about to sleep; returns when what is to be said before has been handed out.
  func announceSleep() async {
    // Ends as well where the input is dropped, or the waiting task cancelled.
    let (told, end) = AsyncStream<Void>.makeStream()
    post(.sleepAnnounced(told: { end.finish() }))
    for await _ in told {}
  }

  /// Whether a user waits for an answer.
  var hasCommands: Bool { commands.withLock { !$0.isEmpty } }

  /// Takes the commands that wait; each must be answered exactly once.
  func takeCommands() -> [(
    command: Command, reply: CheckedContinuation<Result<Project, CommandError>, Never>
  )] {
    commands.withLock { commands in
      defer { commands = [] }
      return commands
    }
  }

  /// Takes no more; what lies in it is still read.
  func close() {
    continuation.finish()
  }

  /// Answers whoever still waits, when nobody reads any more.
  func refuseAll() {
    for waiting in takeCommands() { waiting.reply.resume(returning: .failure(.stopping)) }
  }
}
