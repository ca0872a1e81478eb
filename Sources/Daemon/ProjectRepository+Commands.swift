public import Deadlines
public import ProjectStore
import RemoteControl
import Wording

extension ProjectRepository {
  /// Takes a project that is over out of the lists; logs it in the same transaction.
  ///
  /// - Throws: `ChangeError.refused` while it is active; nothing was written then.
  public func remove(_ id: Project.ID, at now: Moment) async throws(ChangeError) -> Project {
    try await update(id, at: now.wall) { row throws(Refusal) in
      let isNews = !row.isRemoved
      try row.remove(at: now)
      return isNews ? .removed(row, at: now.wall) : nil
    }
  }

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

  /// Finds the project that another program means, if the bus shows it: removed ones have no object there.
  func shownID(of reference: ProjectReference) async throws(CommandError) -> Project.ID {
    guard case .text(let text) = reference else { return try await id(of: reference) }
    do throws(ChangeError) {
      let project = try await find(meant: text)
      guard !project.isRemoved else { throw ChangeError.refused(.notFound(text)) }
      return project.id
    } catch {
      throw CommandError(error, about: nil)
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
