import DBus
public import Deadlines
import Synchronization

/// The one place where the states of all projects are kept that other programs see.
///
/// It outlives connections: what changes while there is no bus is noted here, and shown by the next ``RemoteControl``.
public final class ProjectBoard: Sendable {
  private let board = Mutex(Board())

  /// Makes an empty one.
  public init() {}

  /// The state of a project as it is shown; nil if it is not.
  public subscript(id: Project.ID) -> ProjectState? {
    board.withLock { $0.projects[id] }
  }

  /// Takes in a project's new state while nobody can be told of it.
  public func note(_ state: ProjectState) {
    board.withLock { board in
      _ = state.project.isRemoved ? board.remove(state.project.id) : board.put(state) != nil
    }
  }

  /// Forgets a project while nobody can be told of it.
  public func forget(_ id: Project.ID) {
    board.withLock { _ = $0.remove(id) }
  }

  func withLock<Result>(_ body: (inout Board) -> Result) -> Result {
    board.withLock { body(&$0) }
  }

  /// The objects of the projects, made of what stands here whenever somebody asks.
  func family(_ actions: RemoteActions) -> ObjectFamily {
    ObjectFamily(
      names: { [self] in board.withLock { $0.projects.keys.map { String($0.number) } } },
      member: { [self] name in
        // One object has one path: 07 is none.
        guard let number = Int64(name), String(number) == name, let state = self[Project.ID(number)] else {
          return nil
        }
        return ExportedObject([ProjectObject(state: state, actions: actions).interface])
      })
  }
}
