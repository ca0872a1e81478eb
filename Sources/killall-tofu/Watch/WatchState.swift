import Deadlines
import Wording

/// What the live view shows and what its keys mean; it draws nothing and asks nobody.
///
/// The selection never jumps to another project by itself: a key that is pressed at that very moment would hit the wrong
/// one.
struct WatchState {
  /// A question that the next key answers.
  enum Prompt: Hashable {
    case help
    /// By how much this project is to be extended.
    case extend(Project)
    /// Whether the teardown of this project, which runs, is to stop.
    case stop(Project)
  }

  /// What a key asks for.
  enum Deed: Hashable {
    case quit
    case carryOut(UserAction, Project)
  }

  /// The line that tells what became of the last key.
  struct Notice: Hashable {
    var text: String
    var isRefusal = false
  }

  let policy: Policy
  let home: String?
  /// By how much a project can be extended, one key each.
  let choices: [Duration]
  private(set) var overview: Overview
  /// Whether a daemon serves the file.
  var isServed = true
  /// Why the file cannot be read just now; nil if it can.
  var trouble: String?
  var prompt: Prompt?
  var notice: Notice?
  private(set) var selection: Project.ID?
  /// The project that was cancelled last, and can be scheduled again by a key.
  private(set) var undoable: Project?
  /// Projects that stay in sight although they are over: they were given up here.
  private(set) var kept: Set<Project.ID> = []
  /// The first row that is shown.
  private(set) var offset = 0
  /// The row of the selection, or where it was.
  private var row = 0
  /// How many rows of projects were drawn last.
  private var height = 1

  init(_ overview: Overview, policy: Policy, home: String?, choices: [Duration]) {
    self.overview = overview
    self.policy = policy
    self.home = home
    self.choices = Array(choices.prefix(9))
    selection = overview.projects.first?.id
  }

  /// The row of the selected project; nil if none is selected.
  var selectedRow: Int? {
    selection.flatMap { id in overview.projects.firstIndex { $0.id == id } }
  }

  /// The project that is selected.
  var selected: Project? { selectedRow.map { overview.projects[$0] } }

  /// Shows what there is now.
  mutating func show(_ new: Overview) {
    let before = selected
    overview = new
    if let selectedRow { row = selectedRow }
    guard let before, selected == nil else { return }
    selection = nil
    notice = Notice(text: "\(before.shownName) is not listed any more.")
  }

  /// Scrolls so that the selection is among the `height` rows there are.
  mutating func scroll(toFit height: Int) {
    self.height = max(1, height)
    let last = max(0, overview.projects.count - self.height)
    let row = min(row, max(0, overview.projects.count - 1))
    offset = min(max(offset, row - self.height + 1), row, last)
    offset = max(0, offset)
  }

  /// Takes note of what became of an action.
  mutating func note(_ action: UserAction, _ project: Project, _ text: String) {
    notice = Notice(text: text)
    kept.insert(project.id)
    undoable = action == .cancel && project.status == .cancelled ? project : nil
  }

  /// Selects another row, counted from the present one.
  mutating func move(by rows: Int) {
    guard !overview.projects.isEmpty else { return }
    // Where the selection has gone, the one that took its place comes first.
    let target = selection == nil && rows == 1 ? row : row + rows
    row = min(max(0, target), overview.projects.count - 1)
    selection = overview.projects[row].id
    notice = nil
  }

  /// Selects the next page, or the one before.
  mutating func turn(by pages: Int) { move(by: pages * max(1, height - 1)) }
}
