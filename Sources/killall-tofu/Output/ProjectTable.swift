import Deadlines
import Executor
import Wording

/// The table of `list`.
struct ProjectTable {
  let projects: [Project]
  let now: Moment
  let policy: Policy
  let home: String?
  /// Those that are due and wait for a place.
  let queue: [Project.ID]
  /// How far each that is being torn down has come, where that is known.
  let progress: [Project.ID: TerraformProgress]

  /// Narrower than this, the bars would leave no room for what they stand for.
  private static let narrowestForBars = 50

  func lines(on terminal: Terminal) -> [String] {
    let isWithBars = terminal.isColourful && terminal.columns >= Self.narrowestForBars
    let bars =
      isWithBars ? [String(repeating: " ", count: TimeBar.width)] + projects.map { bar($0, terminal) } : []
    let columns = terminal.columns - (isWithBars ? TimeBar.width + 2 : 0)
    var table = Table(
      headings: ["ID", "NAME", "LEFT", "DEADLINE", "STATUS", "PATH"], yielding: [5, 3, 0, 1, 4])
    for project in projects { table.rows.append(row(project)) }
    let lines = table.lines(on: Terminal(isColourful: terminal.isColourful, columns: columns))
    return isWithBars ? zip(bars, lines).map { "\($0)  \($1)" } : lines
  }

  private func row(_ project: Project) -> [Table.Cell] {
    let left = left(project)
    return [
      Table.Cell("\(project.id.number)"), Table.Cell(project.shownName.cutInTheMiddle(24)),
      Table.Cell(left.map { $0 > .zero ? $0.compact : "now" } ?? "–", band(project).map(colour)),
      Table.Cell(project.deadline?.clockTime(at: now.wall) ?? "–"),
      Table.Cell(state(project), stateColour(project.status)),
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

  private func state(_ project: Project) -> String {
    if let place = queue.firstIndex(of: project.id) { return "queued, place \(place + 1)" }
    if project.status == .destroying { return course(of: project) }
    if project.status == .scheduled, project.awaitsUser { return "scheduled, asks you" }
    return project.holdLabel.map { "held: \($0)" } ?? project.status.rawValue
  }

  private func course(of project: Project) -> String {
    if let next = project.attempts?.nextAt {
      return "attempt \(next > now.wall ? "at \(next.clockTime(at: now.wall))" : "due")"
    }
    let doing = project.attempts?.stopRequestedAt == nil ? "destroying" : "stopping"
    return progress[project.id].map { "\(doing), \($0)" } ?? doing
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
