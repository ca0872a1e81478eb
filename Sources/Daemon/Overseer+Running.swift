import Deadlines
import Logging
import ProjectStore
import ServiceLifecycle
import Wording

// The overseer's life: one input after the other, and what follows from each.

extension Overseer {
  /// Works until the group shuts down or the file is gone.
  ///
  /// - Throws: `DaemonError` if the file was replaced, removed or emptied: what is in another file was never looked
  ///   at, and an empty one would make all projects forgotten.
  func run() async throws {
    let changes = try await store.changes { [logger] in
      logger.warning("changes by other programs are looked for twice a second: \($0.words)")
    }
    watchProgram()
    try await withGracefulShutdownHandler {
      try await withThrowingDiscardingTaskGroup { group in
        group.addTask { [alarm, mailbox] in
          for await ring in alarm.rings {
            mailbox.post(.schedule(ring == .clockChanged ? .clockChanged : .timePassed))
          }
        }
        group.addTask { [mailbox] in for await change in changes { mailbox.post(.storeChanged(change)) } }
        try await readClockMark()
        noteBusyDirectories()
        // Whoever cannot be followed yet is found as a stray later.
        do throws(StoreError) { try await adopt() } catch { lookAgainLater(error) }
        await reload()
        await noteServed()
        finish(&group)
        for await input in mailbox.inputs {
          try await process(input)
          await noteServed()
          finish(&group)
        }
        group.cancelAll()
      }
    } onGracefulShutdown: { [mailbox] in
      mailbox.close()
    }
    mailbox.refuseAll()
    refuseQuestions()
  }

  /// What is done after every input.
  private func finish(_ group: inout ThrowingDiscardingTaskGroup<any Error>) {
    tellOfHolds()
    keepAwake()
    tellHost()
    lookAtProgram()
    for job in jobs { group.addTask { await job() } }
    jobs = []
  }

  /// Has this come in once more after a rest.
  func postAfterRest(_ input: Input) {
    jobs.append { [mailbox] in
      try? await Task.sleep(for: Schedule.rest)
      mailbox.post(input)
    }
  }

  /// Records beside the file how we know it, so that the next daemon can tell whether it was changed back meanwhile.
  private func noteServed() async {
    guard isLoaded, let lastLook else { return }
    do {
      try await lock.noteServed(store, since: lastLook)
    } catch {
      logger.error("\(error.words)")
    }
  }

  /// Tells the schedule, carries out what it decides until nothing is left, and sets the alarm.
  func tell(_ event: ScheduleEvent) async {
    await carryOutAll(schedule.handle(event, at: clock.now()))
  }

  /// Carries out effects and what follows from them; a user who waits comes before each of them.
  func carryOutAll(_ first: [Effect]) async {
    var effects = first[...]
    while let effect = effects.popFirst() {
      await answerCommands()
      effects = (await carryOut(effect))[...] + effects
    }
    alarm.set(schedule.nextWake)
  }

  /// Carries out what users ask for; while one command is carried out the next waits its turn.
  func answerCommands() async {
    guard !isAnswering, mailbox.hasCommands else { return }
    isAnswering = true
    defer { isAnswering = false }
    while mailbox.hasCommands {
      for waiting in mailbox.takeCommands() {
        waiting.reply.resume(returning: await carryOut(waiting.command))
      }
    }
  }
}
