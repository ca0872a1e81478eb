import Deadlines
import Discovery
import Executor
import Logging
import ProjectStore
import Wording

// What project files mean for the projects, and what of it their user is told.

extension Overseer {
  /// Takes files into the store, by the settings in force.
  var registrar: FileRegistrar {
    FileRegistrar(
      store: store, consents: consents, policy: schedule.policy, searchPath: searchPath, clock: clock)
  }

  /// Takes what was found into the store, and tells of what cannot be taken.
  func take(_ found: [FoundFile], registers: Bool) async {
    do {
      let outcomes = try await registrar.take(found, registers: registers)
      noteWorked(.writing)
      await note(taken: outcomes.compactMap(\.project))
      tellOfRefused(outcomes)
    } catch {
      logger.error("what was found could not be taken into the file: \(error.words)")
      noteFailed(.writing, error)
      postAfterRest(.filesFound(found, registers: registers))
    }
  }

  /// Tells the schedule of rows that were just brought in line with their files.
  private func note(taken: [Project]) async {
    // What another program wrote into one of them besides is found by looking at the whole file.
    guard !taken.contains(where: goesBack) else { return await reload() }
    let changed = taken.filter { rows[$0.id] != $0 }
    guard !changed.isEmpty else { return }
    for row in changed {
      noteHold(of: row, before: rows[row.id])
      note(row)
    }
    await tell(.projectsChanged(changed))
  }

  /// Has the files of these projects read again, beside everything else.
  func readAgain(_ projects: [Project]) {
    read(projects.filter { $0.source == .file }.map { ($0.path, $0.file?.directory) }, registers: false)
  }

  /// Has the project files in these directories read, beside everything else.
  func look(at places: [String], registers: Bool) {
    let known = Dictionary(
      rows.values.filter { $0.source == .file }.map { ($0.path, $0.file?.directory) },
      uniquingKeysWith: { first, _ in first })
    read(places.map { ($0, known[$0] ?? nil) }, registers: registers)
  }

  private func read(_ places: [(path: String, directory: String?)], registers: Bool) {
    // One that changes while it is read is read once more after that, however often it changes.
    let places = places.filter { place in
      let isRead = beingRead[place.path] != nil
      beingRead[place.path] = isRead
      return !isRead
    }
    guard !places.isEmpty else { return }
    jobs.append { [mailbox] in
      // In parts, so that other business comes in between.
      for start in stride(from: 0, to: places.count, by: 100) {
        var found: [FoundFile] = []
        for place in places[start..<min(start + 100, places.count)] {
          found.append(await FileRegistrar.read(in: place.path, knownAs: place.directory))
        }
        mailbox.post(
          .filesRead(places[start..<min(start + 100, places.count)].map(\.path), registers: registers))
        mailbox.post(.filesFound(found, registers: registers))
      }
    }
  }

  /// These places have been read; those that changed meanwhile are read again.
  func noteRead(_ places: [String], registers: Bool) {
    let changed = places.filter { beingRead.removeValue(forKey: $0) == true }
    look(at: changed, registers: registers)
  }

  /// Has the directory of a project that comes from a file watched, and that of one which does so no more not.
  func noteWatched(_ row: Project?, before old: Project?) {
    let (place, before) = (row?.watchedPlace, old?.watchedPlace)
    guard place != before else { return }
    if let before { watching.unwatch(before) }
    if let place { watching.watch(place) }
  }

  /// A bad file of which no project comes is told of once, whatever happens to the daemon meanwhile.
  private func tellOfRefused(_ outcomes: [FileOutcome]) {
    for outcome in outcomes where RefusedFile(outcome) == nil {
      refusedToTell[outcome.found.directory] = nil
      let directory = outcome.found.directory
      if refusedPlaces.remove(directory) != nil { announcer.takeDown(News.fileTag(of: directory)) }
    }
    for outcome in outcomes {
      guard outcome.project == nil, let digest = outcome.found.digest, let file = RefusedFile(outcome),
        consents.verdict(on: outcome.found) != .denied, !consents.isTold(digest)
      else { continue }
      // One that is being written is not worth a word each time.
      if refusedToTell.isEmpty {
        jobs.append { [mailbox] in
          try? await Task.sleep(for: .seconds(1))
          mailbox.post(.refusalsGathered)
        }
      }
      refusedToTell[file.directory] = (file, digest)
    }
  }

  /// Tells of the files that were found to be bad and still are.
  func tellOfRefused() {
    let waiting = refusedToTell.values.sorted { $0.file.directory < $1.file.directory }
    refusedToTell = [:]
    guard !waiting.isEmpty else { return }
    for (file, digest) in waiting {
      consents.noteTold(digest)
      refusedPlaces.insert(file.directory)
      logger.warning("a project file is not taken: \(file.trouble)")
    }
    announcer.tell(.filesRefused(waiting.map(\.file)))
  }

  /// What its file says is not what was allowed: it is held, as the row says already.
  func answerNotAllowed(_ project: Project, _ row: Project) async -> [Effect] {
    logger.notice(
      "not claimed: \(Guard.allowed.words)", metadata: ["project": "\(project.id.number)"])
    noteHold(of: row, before: rows[project.id])
    return await answerWithRow(project.id, claimLost: .guardNotMet(row.flaw == nil ? .allowed : .sound))
  }

  /// A row that is held now, or for another reason, by another hand than the schedule's: by whoever looked at its file.
  func noteHold(of row: Project, before old: Project?) {
    guard row.status == .held, row.holdReason?.isToldByItself == true, row.file?.consent != .denied,
      row.holdReason != old?.holdReason || row.path != old?.path
        || row.file?.consent != old?.file?.consent
        || row.file?.trouble != old?.file?.trouble
    else { return }
    newlyHeld.insert(row.id)
  }

  /// Has the desktop show the project file, so that its user can look at what is to be allowed.
  func showFile(of id: Project.ID) {
    guard let row = rows[id], row.source == .file else { return }
    let path = FoundFile(directory: row.path, content: .gone).path
    do {
      try openWithDesktop(path)
    } catch {
      announcer.tell(.notDone(TeardownLogText.notOpened(path, because: error.text)))
    }
  }
}

extension Project {
  /// The directory of its project file; nil unless it comes from one.
  fileprivate var watchedPlace: String? { source == .file ? path : nil }
}

/// Has single directories watched, or not any more.
struct FileWatching: Sendable {
  var watch: @Sendable (String) -> Void
  var unwatch: @Sendable (String) -> Void

  /// Watches nothing.
  static let none = FileWatching(watch: { _ in }, unwatch: { _ in })
}

extension RefusedFile {
  /// What is told of a file that cannot be taken; nil of one that can.
  init?(_ outcome: FileOutcome) {
    switch outcome.change {
    case .bad(let trouble):
      self.init(directory: outcome.found.directory, trouble: trouble, isUnsafe: false)
    case .unsafe(let trouble):
      self.init(directory: outcome.found.directory, trouble: trouble, isUnsafe: true)
    default: return nil
    }
  }
}
