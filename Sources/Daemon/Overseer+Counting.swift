import Deadlines
import Executor
import Logging
import ProjectStore
import Wording

/// How many resources a project's teardown would destroy, as counted for one generation before its claim.
struct Counted {
  var generation: Generation
  /// When, in time the machine was awake; nil while it is being counted, and the claim waits for it.
  var at: Duration?
}

// Where the settings limit how many resources a deadline may destroy, they are counted before each claim.

extension Overseer {
  /// How long what was counted is taken to hold.
  private static let countHolds: Duration = .minutes(5)
  /// How long counting may take: a remote state can be slow, and nothing waits for it but this teardown.
  private static let countingLimit: Duration = .seconds(60)

  /// Has the resources of a project counted that is to be claimed, and claims it then; false where that is not needed, or
  /// done.
  func countsFirst(_ project: Project) -> Bool {
    // The attempts after the first of a run go by its count; one that is tried again by a click begins a run.
    let isFirst = (project.attempts?.made ?? 0) == 0
    guard schedule.policy.protection.maximumResources != nil, isFirst else { return false }
    if let last = counted[project.id], last.generation == project.generation, let at = last.at,
      clock.now().awake - at < Self.countHolds
    {
      return false
    }
    counted[project.id] = Counted(generation: project.generation)
    count(project)
    return true
  }

  /// Has those counted again that are held because too much would go: some of it may have gone since.
  func countAgain(_ projects: [Project]) {
    for project in projects where project.holdReason == .protected && project.resourceCount != nil {
      count(project)
    }
  }

  private func count(_ project: Project) {
    jobs.append { [mailbox, executor, registrar, policy = schedule.policy.execution] in
      // What is not allowed is not counted: the claim finds that out.
      guard await registrar.isAllowed(project) else { return mailbox.post(.counted(project, nil)) }
      let outlook = await executor.outlook(of: project, policy: policy, limit: Self.countingLimit)
      let unseen: ResourceCount? = project.mayDestroyUncounted ? .unknown : nil
      mailbox.post(.counted(project, outlook.resources ?? unseen))
    }
  }

  /// Writes down how many resources would go, where that matters; the project is held where they are too many, or else
  /// claimed if its claim waits for this.
  func note(_ count: ResourceCount?, of project: Project) async {
    guard let before = rows[project.id] else { return }
    var isWritten = true
    if schedule.policy.protection.maximumResources != nil, before.resourceCount != count {
      isWritten = await write(count, before)
    }
    guard let waiting = counted[project.id], waiting.at == nil else { return }
    let now = clock.now()
    guard isWritten else {
      counted[project.id] = nil
      return await carryOutAll(schedule.handle(.effectFailed(project.id), at: now))
    }
    counted[project.id]?.at = now.awake
    await carryOutAll(await claim(project, in: schedule.circumstances(of: project.id, at: now)))
  }

  /// The schedule is told of the row, and not that an effect was answered: its claim may still wait.
  ///
  /// - Returns: whether it stands in the row now; without it nothing may be claimed.
  private func write(_ count: ResourceCount?, _ known: Project) async -> Bool {
    let now = clock.now()
    do {
      let row = try await store.projects.update(known.id, at: now.wall) {
        [policy = schedule.policy] row throws(Refusal) in
        try row.demandNoGoingBack(behind: known)
        row.resourceCount = count
        row.reconsider(at: now, policy: policy)
        let isNew = row.holdReason == .protected && known.holdReason != .protected
        return isNew ? .held(row, .protected, at: now.wall) : nil
      }
      noteHold(of: row, before: known)
      noteWritten(row)
      await tell(.projectsChanged([row]))
      return true
    } catch {
      logger.error(
        "how many resources would go was not written down", metadata: ["project": "\(known.id.number)"])
      return false
    }
  }
}
