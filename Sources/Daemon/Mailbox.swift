import Deadlines
import Executor
import ProjectStore
import RemoteControl
import Settings

/// What reaches the overseer, in the order in which it is dealt with.
enum Input: Sendable {
  /// Something the schedule is to be told.
  case schedule(ScheduleEvent)
  /// Another program changed the file.
  case storeChanged(StoreChange)
  /// A user asks for something; the answer goes to the closure, exactly once.
  case command(Command, reply: @Sendable (Result<Project, CommandError>) -> Void)
  /// Other settings are in force.
  case settings(Settings)
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
  init(_ error: ChangeError, about project: Project?) {
    switch error {
    case .refused(let refusal): self = .refused(refusal, about: project)
    case .store(let error): self = .store(error)
    }
  }
}

/// The overseer's letter box: anybody may post, one reads.
struct Mailbox: Sendable {
  /// What was posted, in order.
  let inputs: AsyncStream<Input>
  private let continuation: AsyncStream<Input>.Continuation

  init() {
    (inputs, continuation) = AsyncStream.makeStream()
  }

  /// Puts an input in; after ``close()`` it is dropped, and a command is answered at once.
  func post(_ input: Input) {
    if case .terminated = continuation.yield(input), case .command(_, let reply) = input {
      reply(.failure(.stopping))
    }
  }

  /// Posts a command and waits for its answer.
  func ask(_ command: Command) async throws(CommandError) -> Project {
    let result = await withCheckedContinuation { waiting in
      post(.command(command, reply: { waiting.resume(returning: $0) }))
    }
    return try result.get()
  }

  /// Takes no more; what lies in it is still read.
  func close() {
    continuation.finish()
  }
}
