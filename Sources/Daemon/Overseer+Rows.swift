import Deadlines
import Logging
import ProjectStore
import Wording

extension Overseer {
  /// Reads the file as a whole and tells the schedule what is new; a row that cannot be read is named once.
  func reload() async {
    var listing: Listing<Project>
    do {
      let look = try await store.look()
      listing = try await store.projects.all()
      if try await wasTamperedWith(listing.values) {
        logger.warning("the file went back to an earlier state: earlier warnings are void")
        // Not read apart: what another program writes in between would be taken for ours.
        listing = try await store.projects.voidWarnings()
      }
      lastLook = look
      noteWorked(.reading)
    } catch {
      // Whoever asks over D-Bus is not to wait for a file that does not come.
      publication.loaded()
      return lookAgainLater(error)
    }
    await noteDamage(listing.damaged)
    let isFirst = !isLoaded
    isLoaded = true
    let present = Set(listing.values.map(\.id))
    let gone = rows.keys.filter { !present.contains($0) }
    let changed = listing.values.filter { rows[$0.id] != $0 }
    if !isFirst { noteChanged(changed) }
    for row in changed { note(row) }
    // Whoever wrote that, what failed may have been made good by it, and is not tried once more then.
    if !changed.isEmpty || !gone.isEmpty { noteWorked(.writing) }
    await publishLastExecutions()
    if isFirst {
      publication.loaded()
      // What became of their files while nobody watched.
      readAgain(listing.values)
    }
    for execution in followed.values { passOnStop(to: execution) }
    do {
      try await lookAfterStrays(among: listing.values)
      try await hearOfClock()
    } catch {
      // The rows are known, and must not be forgotten for that.
      lookAgainLater(error)
    }
    guard !isFirst else { return await tell(.loaded(listing.values.map { rows[$0.id] ?? $0 })) }
    for id in gone.sorted() { await carryOutAll(forget(id)) }
    // Looking after strays may have changed one once more.
    await tell(.projectsChanged(changed.map { rows[$0.id] ?? $0 }))
  }

  /// Other hands than ours changed these rows: what they are held for is told, and where one that comes from a file may do
  /// another thing now it is held against its file.
  private func noteChanged(_ changed: [Project]) {
    for row in changed { noteHold(of: row, before: rows[row.id]) }
    readAgain(changed.filter { $0.doesOther(than: rows[$0.id]) })
  }

  /// Looks at the file once more after a rest: what the schedule knows is checked again at each claim, but what it does
  /// not know must not be forgotten.
  func lookAgainLater(_ error: StoreError) {
    logger.error("\(error.words)")
    noteFailed(.reading, error)
    postAfterRest(.storeChanged(.changed))
  }

  /// Whether what was read may hold acceptances that no daemon recorded.
  ///
  /// At the first reading no row is known, so nobody else may have written since it was found that the file is as the
  /// last daemon left it.
  private func wasTamperedWith(_ rows: [Project]) async throws(StoreError) -> Bool {
    if isLoaded { return rows.contains(where: goesBack) }
    guard let lastLook else { return false }
    return try await store.look() != lastLook
  }

  /// Whether the row cannot have come of the one that was seen without another hand.
  func goesBack(_ row: Project) -> Bool { row.goesBack(behind: rows[row.id]) }

  /// Makes known which teardown was each project's last, where another program, or a daemon before this one, has begun or
  /// deleted one.
  private func publishLastExecutions() async {
    do {
      let last = try await store.executions.lastOfEach()
      for id in lastExecutions.keys where last[id] == nil { noteExecuted(nil, id, isNews: false) }
      for (id, execution) in last { noteExecuted(execution, id, isNews: false) }
    } catch {
      logger.error("\(error.words)")
    }
  }

  /// Publishes which teardown was a project's last.
  func noteExecuted(_ execution: Execution.ID?, _ id: Project.ID, isNews: Bool) {
    guard isNews || lastExecutions[id] != execution else { return }
    lastExecutions[id] = execution
    publication.executed(execution, id, isNews)
  }

  /// Carries out a user's command on the row as it is in the file now.
  func carryOut(_ command: Command) async -> Result<Project, CommandError> {
    do throws(CommandError) {
      let id = try await store.projects.id(of: command.project)
      try await demandNoProtectionBehindLinks(id, command.action)
      try demandSameDirectory(command.action)
      let row: Project
      do {
        row = try await store.projects.carryOut(
          command.action, on: id, offered: command.offered, at: clock.now(), policy: schedule.policy)
      } catch {
        var about = rows[id]
        if let project = about { about = await store.projects.toldApart(project) }
        throw CommandError(error, about: about)
      }
      noteWorked(.writing)
      noteWritten(row)
      // A resumed project must not be held once more by a clock that its user has just vouched for.
      if command.action == .resume { try? await hearOfClock() }
      signal(row, command.action)
      if command.action == .cancel { await stopOrphan(of: row) }
      await tell(.userDecided(row))
      return .success(rows[id] ?? row)
    } catch {
      return .failure(error)
    }
  }
}

extension Project {
  /// Whether it may do, or be, something else than it was known to.
  func doesOther(than known: Project?) -> Bool {
    guard let known else { return true }
    return known.file != file || known.command != command || known.config != config || known.tags != tags
      || known.source != source || known.name != name || known.path != path
  }
}
