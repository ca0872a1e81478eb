import Deadlines
import Notifications
import Synchronization

/// What stands on the screen, in a small file for the daemon after this one: popups outlive whoever had them shown.
///
/// It is as good as the last thing that could be written; nothing but the looks of the screen depends on it.
final class ScreenMemory: Sendable {
  /// A project that a notification speaks of, as it was then.
  struct About: Hashable, Codable {
    /// What a warning says of it besides.
    struct Stage: Hashable, Codable {
      enum Kind: String, Codable { case deadline, overdue, abandoned }
      var kind: Kind
      var offset: Int64
      var due: Int64?
    }

    var project: Int64
    var generation: Int64
    var status: String
    var holdReason: String?
    var warning: Stage?
  }

  struct Item: Hashable, Codable {
    /// The server's number for it.
    var id: UInt32
    var request: NotificationRequest
    var about: [About]
  }

  private struct Contents: Hashable, Codable {
    var boot: String
    var server: ServerIdentity
    var items: [String: Item]
  }

  private struct State {
    var contents: Contents?
    /// What an earlier daemon left, and this one has not touched yet.
    var untouched: Set<String> = []
    /// What the next thing shown under a tag speaks of.
    var prepared: [String: [About]] = [:]
  }

  /// What an earlier daemon of this boot left up; nil for nothing.
  let leftBehind: LeftBehind?
  private let record: StateRecord<Contents>
  private let boot: String
  private let state: Mutex<State>

  /// Reads what was left in the state folder `folder`; what another boot left is gone.
  init(folder: String, boot: String) {
    self.boot = boot
    record = StateRecord(path: folder + "/screen.json")
    var contents = record.read()
    if contents?.boot != boot { contents = nil }
    leftBehind = contents.map { LeftBehind(server: $0.server, popups: $0.items.mapValues(\.id)) }
    state = Mutex(State(contents: contents, untouched: Set((contents?.items ?? [:]).keys)))
  }

  /// The same screen, whose contents are remembered.
  func following(_ screen: Screen) -> Screen {
    Screen(
      show: { request, replacement throws(NotificationFailure) in
        do throws(NotificationFailure) {
          let accepted = try await screen.show(request, replacement)
          self.note(request, accepted, replacement)
          return accepted
        } catch {
          // Nothing of it stays up, nor of what stood there before, unless it was to be changed in place.
          if replacement == .anew { self.forget(request.tag) }
          throw error
        }
      },
      withdraw: {
        await screen.withdraw($0)
        self.forget($0)
      }, events: screen.events)
  }

  /// What is shown next under `tag` speaks of these projects.
  func prepare(_ tag: String, _ about: [About]) {
    state.withLock { $0.prepared[tag] = about }
  }

  /// What stands on the screen, or may.
  var tags: [String] { state.withLock { ($0.contents?.items.keys).map { $0.sorted() } ?? [] } }

  /// Whether something stands under `tag`, or may.
  func holds(_ tag: String) -> Bool {
    state.withLock { $0.contents?.items[tag] != nil }
  }

  /// What stood under `tag` is gone.
  func forget(_ tag: String) {
    change { state in
      state.untouched.remove(tag)
      state.contents?.items[tag] = nil
    }
  }

  /// What an earlier daemon left, and this one has not touched yet.
  func untouched() -> [(tag: String, item: Item)] {
    state.withLock { state in
      state.untouched.sorted().compactMap { tag in state.contents?.items[tag].map { (tag, $0) } }
    }
  }

  private func note(_ request: NotificationRequest, _ accepted: Accepted, _ replacement: Replacement) {
    change { state in
      state.untouched.remove(request.tag)
      let about = state.prepared.removeValue(forKey: request.tag) ?? []
      guard let server = accepted.server else {
        state.contents?.items[request.tag] = nil
        return
      }
      if state.contents?.server != server {
        state.contents = Contents(boot: boot, server: server, items: [:])
        state.untouched = []
      }
      let known = state.contents?.items[request.tag]
      // Progress is told every second; to write each would keep the disk awake for nothing.
      if replacement == .update, let known, known.id == accepted.id, known.about == about { return }
      state.contents?.items[request.tag] = Item(id: accepted.id, request: request, about: about)
    }
  }

  /// Changes what is remembered, and writes it where that made a difference.
  private func change(_ body: (inout State) -> Void) {
    // Written inside, so that of two changes the later one is what stays in the file.
    state.withLock { state in
      let before = state.contents
      body(&state)
      guard state.contents != before else { return }
      let isEmpty = state.contents?.items.isEmpty ?? true
      try? record.write(isEmpty ? nil : state.contents, durably: false)
    }
  }
}

extension ScreenMemory.About {
  init(_ project: Project) {
    self.project = project.id.number
    generation = project.generation.number
    status = project.status.rawValue
    holdReason = project.holdReason?.rawValue
  }

  init(_ warning: Deadlines.Warning) {
    self.init(warning.project)
    let kind: Stage.Kind =
      switch warning.kind {
      case .deadline: .deadline
      case .overdue: .overdue
      case .abandoned: .abandoned
      }
    self.warning = Stage(kind: kind, offset: warning.offset.wholeSeconds, due: warning.due?.seconds)
  }

  /// Whether the project is still as it was told.
  func speaks(of row: Project) -> Bool {
    row.id.number == project && row.generation.number == generation && row.status.rawValue == status
      && row.holdReason?.rawValue == holdReason
  }

  /// The warning about the project as it stands in the file; nil where it is void, or was none.
  func warning(about row: Project, at now: Moment) -> Deadlines.Warning? {
    // A hold may have begun since: what was warned of is the generation.
    guard let warning, row.id.number == project, row.generation.number == generation,
      row.status.awaitsDeadline, row.validAcceptance(at: now) != nil
    else { return nil }
    let kind: Deadlines.Warning.Kind =
      switch warning.kind {
      case .deadline: .deadline
      case .overdue: .overdue
      case .abandoned: .abandoned
      }
    return Warning(
      project: row, kind: kind, offset: .seconds(warning.offset), due: warning.due.map { Timestamp($0) })
  }
}
