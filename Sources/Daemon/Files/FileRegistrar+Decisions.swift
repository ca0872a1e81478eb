public import Deadlines
public import Discovery
import Executor
public import ProjectStore
import Wording

/// Why a decision about a project file was not taken.
public enum FileDecisionError: Error, Hashable, Sendable {
  /// The decision cannot be recorded, or there is nothing to decide about.
  case consent(ConsentError)
  /// The project could not be changed; the decision stands all the same.
  case store(StoreError)
}

extension FileRegistrar {
  /// Allows what the file says, and registers its project or has it go on.
  ///
  /// - Parameter seen: the environment of the user who allows it.
  /// - Throws: `FileDecisionError`.
  public func allow(
    _ found: FoundFile, in seen: SeenEnvironment
  ) async throws(FileDecisionError) -> FileOutcome {
    do throws(ConsentError) { try consents.allow(found) } catch { throw .consent(error) }
    return try await takeDecided(found, seen)
  }

  /// Refuses what the file says: its project is held, and nobody is asked again.
  ///
  /// - Throws: `FileDecisionError`.
  public func deny(
    _ found: FoundFile, in seen: SeenEnvironment
  ) async throws(FileDecisionError) -> FileOutcome {
    do throws(ConsentError) { try consents.deny(found) } catch { throw .consent(error) }
    return try await takeDecided(found, seen)
  }

  private func takeDecided(
    _ found: FoundFile, _ seen: SeenEnvironment
  ) async throws(FileDecisionError) -> FileOutcome {
    do {
      // There is one outcome for each file.
      return try await take([found], decidedIn: seen)[0]
    } catch {
      throw .store(error)
    }
  }

  /// Reads the project file in `directory`; one that does not answer, as on a server that is away, cannot be seen.
  static func read(in directory: String, knownAs identity: String? = nil) async -> FoundFile {
    let limit = Duration.seconds(5)
    let found = await onOwnThread(within: limit) {
      ProjectFileReader().read(in: directory, knownAs: identity)
    }
    return found
      ?? FoundFile(directory: directory, content: .unseen("it did not answer within \(limit.words)"))
  }

  /// Looks once more whether what `project` is about to do is what its user allowed; one that comes from no file is.
  ///
  /// The bytes that are looked up are those that are read now, from one descriptor.
  ///
  /// - Parameter directory: the directory in which it is going to be done.
  /// - Returns: nil if it may be done; else the project as it is now.
  /// - Throws: `StoreError`; nothing may be done then.
  func refusal(of project: Project, in directory: FileIdentity) async throws(StoreError) -> Project? {
    guard project.source == .file else { return nil }
    let found = await Self.read(in: project.path, knownAs: project.file?.directory)
    let outcome = try await take([found], registers: false, isClaim: true)[0]
    guard let row = outcome.project, row.id == project.id else {
      return try await hold(project, "its row names \(project.path.quoted), where its file is not found")
    }
    guard row.isAllowed, row.flaw == nil, row.isUnchanged(since: project) else { return row }
    guard found.device == directory.device, found.inode == directory.inode else {
      return try await hold(project, "another directory was found there a moment before")
    }
    return nil
  }

  /// Holds a project whose file cannot be told to be the one that was allowed: claimed again, it would be the same.
  private func hold(_ project: Project, _ trouble: String) async throws(StoreError) -> Project {
    let now = clock.now()
    do {
      return try await store.projects.update(project.id, at: now.wall) { [policy] row throws(Refusal) in
        let before = row
        row.take(.unseen(trouble), directory: nil, at: now, policy: policy)
        return row.eventsOfFile(since: before, at: now.wall).last
      }
    } catch {
      switch error {
      case .refused: return project
      case .store(let error): throw error
      }
    }
  }
}
