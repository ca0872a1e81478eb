import Deadlines
import ProjectStore
import RemoteControl
import Settings
import Wording

extension Overseer {
  /// Deals with one input, to its end.
  ///
  /// - Throws: `DaemonError` if the file was replaced, removed or emptied.
  func process(_ input: Input) async throws {
    switch input {
    case .schedule(let event): await tell(event)
    case .storeChanged(.changed): await reload()
    case .storeChanged(.replaced), .storeChanged(.gone):
      throw DaemonError.databaseReplaced(path: store.path ?? "")
    case .storeChanged(.emptied): throw DaemonError.store(.empty(path: store.path ?? ""))
    case .commandsWaiting: await answerCommands()
    case .settings(let settings): await tell(.policyChanged(settings.policy))
    case .sleepAnnounced(let told):
      await tell(.sleepAnnounced)
      told()
    case .executionStarted(let execution): await noteStarted(execution)
    case .teardownSilent(let execution, let since): await noteSilent(execution, since: since)
    case .progressed(let execution, let progress): noteProgress(execution, progress)
    case .runBegunByClick(let row, let action): tellWhileWaiting(row, action)
    case .destroyRequested(let project, let answer): await ask(about: project, answer)
    case .questionRaised(let row, let failure): await noteRaised(row, failure)
    case .overviewWanted: showOverview()
    case .settingsWanted(let path): showSettings(at: path)
    case .nameTaken(let name, let text): announcer.tell(.nameTaken(name, text))
    case .nameFree(let name):
      if name == .service { isReachable = true }
      announcer.takeDown(News.nameTag(of: name))
    case .programTouched: break
    case .programMissed: noteMissingProgram()
    case .programSettled(let mark): checkProgram(mark)
    case .programChecked(let mark, let version): noteProgram(mark, version: version)
    case .patienceWithSuccessorOver(let mark): endPatience(mark)
    case .screenCalm(let mark): makeWay(for: mark)
    case .pulse(let answer):
      await takePulse()
      answer()
    case .showLog(let id): await showLog(of: id)
    case .ignoreFileFails(let words): announcer.tell(.settings(words))
    case .refusalsGathered: tellOfRefused()
    case .holdsGathered: tellOfHolds(gathered: true)
    case .watchesUsedUp(let watched, let limit):
      announcer.tell(.watchesUsedUp(watched: watched, limit: limit))
    case .watchesSuffice: announcer.takeDown(News.watchesTag)
    case .placesChanged(let places, let registers): look(at: places, registers: registers)
    case .filesRead(let places, let registers): noteRead(places, registers: registers)
    case .filesFound(let found, let registers): await take(found, registers: registers)
    case .counted(let project, let count): await note(count, of: project)
    case .showFile(let id): showFile(of: id)
    case .showFolder(let id): showFolder(of: id)
    case .stillRunning(let execution): noteStillRunning(execution)
    case .folderFree(let folder): release(folder)
    case .executionEnded(let execution, let ending): await noteEnded(execution, ending)
    }
  }
}
