import Deadlines
import Executor
import Wording

/// The table of `list`.
struct ProjectTable {
  let overview: Overview
  let policy: Policy
  let home: String?

  /// Narrower than this, the bars would leave no room for what they stand for.
  private static let narrowestForBars = 50
  private static let path = (column: 5, shortest: 12)
  private static let name = (column: 1, shortest: 12)
  private static let deadline = 3
  /// So many columns of a reason tell something.
  private static let briefly = 36

  private var projects: [Project] { overview.projects }
  private var now: Moment { overview.now }

  /// The heading and a line for each project, none wider than `terminal`.
  ///
  /// Where there is room, holds and failures are told in words.
  func lines(on terminal: Terminal) -> [String] {
    // A bar says less than the time that it stands for.
    let isWithBars =
      terminal.isColourful && terminal.columns >= Self.narrowestForBars
      && table(reasons: 0, on: terminal).shows(Self.deadline, in: terminal.columns - TimeBar.width - 2)
    let bars =
      isWithBars ? [String(repeating: " ", count: TimeBar.width)] + projects.map { bar($0, terminal) } : []
    let columns = terminal.columns - (isWithBars ? TimeBar.width + 2 : 0)
    // Whole, then as much of them as tells something, then the one word that names them.
    // A program that reads the table looks for that one word.
    let widths = terminal.isScreen ? [Int.max, Self.briefly] : []
    let worded = widths.lazy.map { table(reasons: $0, on: terminal) }
    let fitting = worded.first { $0.fits(columns, shortening: Self.path) }
    let lines = (fitting ?? table(reasons: 0, on: terminal)).lines(
      on: Terminal(isColourful: terminal.isColourful, columns: columns, isUnicode: terminal.isUnicode))
    return isWithBars ? zip(bars, lines).map { "\($0)  \($1)" } : lines
  }

  /// The table with reasons in at most so many columns; 0 for the word that names them.
  private func table(reasons: Int, on terminal: Terminal) -> Table {
    var table = Table(
      headings: ["ID", "NAME", "LEFT", "DEADLINE", "STATUS", "PATH"],
      yielding: [Self.path, (Self.deadline, nil), (0, nil), (4, 9), (1, 6)])
    table.shortening = [Self.path, Self.name]
    table.rows = projects.map { row($0, reasons: reasons, on: terminal) }
    return table
  }

  private func row(_ project: Project, reasons: Int, on terminal: Terminal) -> [Table.Cell] {
    let left = left(project)
    return [
      Table.Cell("\(project.id.number)"),
      Table.Cell(project.shownName.fitted(to: 24, mark: terminal.ellipsis)),
      Table.Cell(left.map { $0 > .zero ? $0.compact : "now" } ?? terminal.dash, band(project).map(colour)),
      Table.Cell(project.deadline?.clockTime(at: now.wall) ?? terminal.dash),
      Table.Cell(
        (reasons > 0 ? trouble(of: project)?.cut(to: reasons, mark: terminal.ellipsis) : nil)
          ?? state(project), stateColour(project.status)),
      Table.Cell(project.path.abbreviated(home: home)),
    ]
  }

  private func left(_ project: Project) -> Duration? {
    project.due(at: now, policy: policy).map { $0 - now.wall }
  }

  private func band(_ project: Project) -> TimeBand? {
    guard let left = left(project), let lifetime = project.lifetime else { return nil }
    return TimeBand(left: left, lifetime: lifetime)
  }

  private func bar(_ project: Project, _ terminal: Terminal) -> String {
    guard let band = band(project), let share = project.shareLeft(at: now, policy: policy) else {
      return String(repeating: " ", count: TimeBar.width)
    }
    return TimeBar(share: share, band: band).drawn(on: terminal)
  }

  /// Why it is held or failed; nil where it is neither, or nobody knows.
  private func trouble(of project: Project) -> String? {
    switch project.status {
    case .held: project.holdWords(under: policy, home: home).map { "held: \($0)" }
    case .failed: overview.failures[project.id].map { "failed: \($0)" }
    case .scheduled, .destroying, .destroyed, .cancelled: nil
    }
  }

  private func state(_ project: Project) -> String {
    if let place = overview.queue.firstIndex(of: project.id) { return "queued, place \(place + 1)" }
    if project.status == .destroying { return course(of: project) }
    if project.status == .scheduled, project.awaitsUser { return "scheduled, asks you" }
    // Where no daemon has put it down as held yet: that holds at once.
    if project.status == .scheduled, project.protection(under: policy.protection) != nil {
      return "protected"
    }
    return project.holdLabel.map { "held: \($0)" } ?? project.status.rawValue
  }

  private func course(of project: Project) -> String {
    if let next = project.attempts?.nextAt {
      return "attempt \(next > now.wall ? "at \(next.clockTime(at: now.wall))" : "due")"
    }
    let doing = project.attempts?.stopRequestedAt == nil ? "destroying" : "stopping"
    return overview.progress[project.id].map { "\(doing), \($0)" } ?? doing
  }

  private func stateColour(_ status: ProjectStatus) -> Colour? {
    switch status {
    case .failed, .held: .red
    case .destroying: .yellow
    case .destroyed, .cancelled: .grey
    case .scheduled: nil
    }
  }

  private func colour(_ band: TimeBand) -> Colour {
    switch band {
    case .green: .green
    case .yellow: .yellow
    case .red: .red
    }
  }
}
