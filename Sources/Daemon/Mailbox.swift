import Deadlines
import Discovery
import Executor
import ProjectStore
import RemoteControl
import Settings
import Synchronization
import Wording

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
    case .refused(let refusal, let project): refusal.words(about: project)
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

  /// Has the question raised whether to destroy a project now; returns when it is up.
  func requestDestroy(_ project: ProjectReference) async throws(QuestionFailure) {
    let (answers, end) = AsyncStream<QuestionFailure?>.makeStream()
    let input = Input.destroyRequested(project) { failure in
      end.yield(failure)
      end.finish()
    }
    if case .terminated = continuation.yield(input) { throw .command(.stopping, about: nil) }
    for await failure in answers {
      guard let failure else { return }
      throw failure
    }
    throw .command(.stopping, about: nil)
  }

  /// Tells that the machine is about to sleep; returns when what is to be said before has been handed out.
  func announceSleep() async {
    // Ends as well where the input is dropped, or the waiting task cancelled.
    let (told, end) = AsyncStream<Void>.makeStream()
    post(.sleepAnnounced(told: { end.finish() }))
    for await _ in told {}
  }

  /// Returns true once the schedule has shown that it works, and the file that it answers; false if nobody reads any more.
  ///
  /// While either is stuck it does not return, unless the waiting task is cancelled.
  func takePulse() async -> Bool {
    let (answers, end) = AsyncStream<Void>.makeStream()
    let input = Input.pulse(answer: {
      end.yield()
      end.finish()
    })
    if case .terminated = continuation.yield(input) { return false }
    for await _ in answers { return true }
    return false
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
