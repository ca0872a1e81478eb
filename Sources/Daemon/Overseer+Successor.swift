import Deadlines
import Logging
import Wording

// The program file of a running daemon is replaced when it is upgraded; the new one takes over when that disturbs nothing.

extension Overseer {
  /// How far the next thing to be done must be off, so that a restart is over long before.
  private static let calm: Duration = .minutes(2)

  /// Has changes of the program file come in; where the system gives no watch they are seen when something else does.
  func watchProgram() {
    guard let program = succession.program else { return }
    do throws(SystemCallError) {
      programWatch = try ProgramWatch(program.path) { [mailbox] in mailbox.post(.programTouched) }
    } catch {
      logger.info("an upgrade is noticed only when the daemon wakes: \(error.call): \(error.text)")
    }
  }

  /// Looks at the program file; costs one question to the file system, and is done whenever something wakes us.
  func lookAtProgram() {
    guard let program = succession.program else { return }
    switch program.standing {
    case .same: stage = .none
    case .equal:
      stage = .none
      // The file that is watched has lost its name: nothing more is heard of it.
      programWatch?.watchFolder()
    case .gone:
      guard stage != .vanished, stage != .missing else { break }
      stage = .vanished
      programWatch?.watchFolder()
      jobs.append { [mailbox, settling = succession.settling] in
        try? await Task.sleep(for: settling)
        mailbox.post(.programMissed)
      }
    case .replaced(let mark):
      guard mark != stage.mark else { break }
      programWatch?.watchFolder()
      stage = .settling(mark)
      jobs.append { [mailbox, settling = succession.settling] in
        try? await Task.sleep(for: settling)
        mailbox.post(.programSettled(mark))
      }
    }
    seekSuccessor()
  }

  /// There has been no program file for a moment: it was removed, which takes no deadline away.
  func noteMissingProgram() {
    guard let program = succession.program, stage == .vanished, program.standing == .gone else { return }
    stage = .missing
    logger.notice("\(ServiceText.missingProgram(path: program.path))")
  }

  /// A new program file has been as it is for a moment, or was changed since.
  func checkProgram(_ mark: ProgramFile.Mark) {
    guard let program = succession.program, stage == .settling(mark) else { return }
    stage = .checking(mark)
    jobs.append { [mailbox, succession] in
      mailbox.post(.programChecked(mark, version: await succession.version(program.path)))
    }
  }

  /// A new program file has been asked for its version.
  func noteProgram(_ mark: ProgramFile.Mark, version: String?) {
    guard let program = succession.program, stage == .checking(mark) else { return }
    guard let version else {
      stage = .refused(mark)
      logger.warning("\(ServiceText.badSuccessor(path: program.path))")
      return
    }
    stage = .accepted(mark, version: version)
    isPatienceOver = false
    logger.notice("\(ServiceText.successor(path: program.path, version: version))")
    jobs.append { [mailbox, patience = succession.patience] in
      guard (try? await Task.sleep(for: patience)) != nil else { return }
      mailbox.post(.patienceWithSuccessorOver(mark))
    }
  }

  /// A new program file has waited long enough for a calm moment: now only what must not be interrupted counts.
  func endPatience(_ mark: ProgramFile.Mark) {
    guard case .accepted(mark, _) = stage else { return }
    isPatienceOver = true
  }

  /// The screen is as calm as the schedule was a moment ago.
  func makeWay(for mark: ProgramFile.Mark) {
    isScreenAwaited = false
    guard case .accepted(mark, let version) = stage, isCalm, !isMakingWay else { return }
    isMakingWay = true
    logger.notice("making way for version \(version)")
    succession.makeWay(version)
  }

  /// Where a successor waits and nothing would be disturbed, has the screen looked at as well.
  private func seekSuccessor() {
    guard case .accepted(let mark, _) = stage, !isScreenAwaited, !isMakingWay, isCalm else { return }
    isScreenAwaited = true
    jobs.append { [announcer, mailbox, isPatienceOver] in
      await announcer.finishShowing()
      var pause = Duration.seconds(1)
      // A question lasts two minutes; what no server took is kept for the next one for a while.
      while await !announcer.isCalm(butForUntold: isPatienceOver) {
        guard (try? await Task.sleep(for: pause)) != nil else { return }
        pause = min(pause * 2, .minutes(2))
      }
      mailbox.post(.screenCalm(mark))
    }
  }

  /// Whether a restart now would interrupt nothing, and be over before anything is to be done.
  private var isCalm: Bool {
    let isIdle =
      isLoaded && followed.isEmpty && waitingForQuestion.isEmpty && !mailbox.hasCommands
      && counted.values.allSatisfy { $0.at != nil }
    if isPatienceOver { return isIdle && schedule.isIdle }
    return isIdle && beingRead.isEmpty && newlyHeld.isEmpty && refusedToTell.isEmpty && !isGathering
      && schedule.isCalm(at: clock.now(), for: Self.calm)
  }
}

extension Announcer {
  /// Whether nobody is asked anything, and nothing waits to be told.
  func isCalm(butForUntold: Bool) -> Bool {
    // Good news that no server took is not worth a daemon of yesterday; the rest waits for one for a while.
    questions.areOver(at: clock.now()) && book.isEmpty && !isCarryingOut
      && (butForUntold || untold.allSatisfy(\.isGood))
  }
}
