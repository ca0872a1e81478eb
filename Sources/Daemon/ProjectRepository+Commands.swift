public import Deadlines
public import ProjectStore
import RemoteControl
import Wording

extension ProjectRepository {
  /// Carries out what a user asks for, by the rules, on the row as it is in the file; logs it in the same transaction.
  ///
  /// - Parameter offered: the generation it was offered for; nil for whatever is current.
  /// - Throws: `ChangeError.refused` where the rules say no; nothing was written then.
  public func carryOut(
    _ action: UserAction, on id: Project.ID, offered: Generation?, at now: Moment, policy: Policy
  ) async throws(ChangeError) -> Project {
    try await update(id, at: now.wall) { row throws(Refusal) in
      try row.carryOut(action, offered: offered, at: now, policy: policy)
      return .carriedOut(action, row, at: now.wall)
    }
  }

  /// Finds the project that another program or a user means.
  func id(of reference: ProjectReference) async throws(CommandError) -> Project.ID {
    switch reference {
    case .id(let id): return id
    case .text(let text):
      do {
        return try await find(meant: text).id
      } catch {
        throw CommandError(error, about: nil)
      }
    }
  }
}
