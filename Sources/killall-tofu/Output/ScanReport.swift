import Daemon
import Deadlines
import Discovery
import Settings
import Wording

/// What `scan` found, and what came of it.
struct ScanReport {
  let outcomes: [FileOutcome]
  let unseen: [TreeWalk.Unseen]
  let session: Session

  private var home: String? { session.places.home }

  /// Whether something is wrong that its user has to mend.
  var isTroubled: Bool { !unseen.isEmpty || outcomes.contains(where: \.isTrouble) }

  /// The report as a person reads it.
  func lines(on terminal: Terminal) -> [String] {
    guard !outcomes.isEmpty else { return ["No \(ProjectFile.name) was found."] }
    var table = Table(headings: ["NAME", "WHAT", "DEADLINE", "PATH"], yielding: [(3, 12), (2, 12), (0, 12)])
    for outcome in outcomes { table.rows.append(row(outcome)) }
    let troubles = outcomes.filter(\.isTrouble).map { $0.words(home: home) }
    return table.lines(on: terminal) + (troubles.isEmpty ? [] : [""] + troubles) + hints
  }

  /// The same for programs.
  var records: [ScanRecord] {
    outcomes.map { ScanRecord(outcome: $0, words: $0.words(home: home)) }
  }

  private func row(_ outcome: FileOutcome) -> [Table.Cell] {
    let project = outcome.known
    let isWaiting = project?.file.map { $0.consent != .allowed } ?? false
    return [
      Table.Cell(project?.shownName.cutInTheMiddle(24) ?? "–"),
      Table.Cell(outcome.label, outcome.isTrouble ? .red : isWaiting ? .yellow : nil),
      Table.Cell(project?.deadline?.clockTime(at: session.clock.now().wall) ?? "–"),
      Table.Cell(outcome.found.directory.abbreviated(home: home)),
    ]
  }

  /// What to do about what waits for its user.
  private var hints: [String] {
    let waiting = outcomes.filter(\.waitsForConsent)
    // A line that can be copied, if there is one.
    let places = waiting.map { $0.found.directory }.sorted { isPlain($0) && !isPlain($1) }
    guard let place = places.first?.shellPath(home: home) else { return [] }
    let what = waiting.count == 1 ? "One of them waits" : "\(waiting.count) of them wait"
    return [
      "", "\(what) for your word. Look: killall-tofu review \(place). Allow it: killall-tofu allow \(place)",
    ]
  }

  private func isPlain(_ path: String) -> Bool { path.oneLine == path }
}

extension FileOutcome {
  /// Whether it is up to its user to allow it as it is.
  fileprivate var waitsForConsent: Bool {
    guard let project, project.status.isActive, !isTrouble else { return false }
    switch project.file?.consent {
    case .unasked, .changed, .moved, .restored, .differs: return true
    case .allowed, .denied, .unsafe, .gone, .unseen, nil: return false
    }
  }
}
