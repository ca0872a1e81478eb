import Deadlines
import Notifications
import Synchronization

/// What stands on the screen, in a small file for the daemon after this one: popups outlive whoever had them shown.
///
/// It is as good as the last thing that could be written; nothing but the looks of the screen depends on it.
final class ScreenMemory: Sendable {
  /// A project that a notification speaks of, as it was then.
  struct About: Hashable, Codable {
    var project: Int64
    var generation: Int64
    var status: String
    var holdReason: String?
    /// Whether it is warned of; what the warning says is a matter of the project, not of this file.
    var isWarning: Bool
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
    /// Whether what was left behind is being dealt with, and so is in the file no longer.
    var isTakenOver = false
    /// What the next thing shown under a tag speaks of.
    var prepared: [String: [About]] = [:]

    /// What belongs into the file.
    var written: Contents? {
      guard isTakenOver, var written = contents else { return contents }
      for tag in untouched { written.items[tag] = nil }
      return written
    }
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
    // No server numbers anything 0 (Desktop Notifications Specification 1.2, `Notify`), and it is up under its own tag.
    if let items = contents?.items {
      contents?.items = items.filter { $0.value.id != 0 && $0.value.request.tag == $0.key }
    }
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

  /// What is shown next under `tag` speaks of the same projects as what stands there.
  func prepareAgain(_ tag: String) {
    state.withLock { $0.prepared[tag] = $0.contents?.items[tag]?.about }
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

  /// What was left behind is dealt with from now on.
  ///
  /// It is out of the file before it is used: should this process die of it, the next one finds what was shown since.
  func takeOver() {
    change { $0.isTakenOver = true }
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
        // What is still to be shown anew went with the other server: its numbers mean nothing to this one.
        let lost = (state.contents?.items ?? [:]).filter { state.untouched.contains($0.key) }
        state.contents = Contents(
          boot: boot, server: server,
          items: lost.mapValues { item in
            var item = item
            item.id = 0
            return item
          })
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
      let before = state.written
      body(&state)
      let now = state.written
      guard now != before else { return }
      try? record.write(now?.items.isEmpty ?? true ? nil : now, durably: false)
    }
  }
}

extension ScreenMemory.About {
  init(_ project: Project) {
    self.project = project.id.number
    generation = project.generation.number
    status = project.status.rawValue
    holdReason = project.holdReason?.rawValue
    isWarning = false
  }

  init(_ warning: Deadlines.Warning) {
    self.init(warning.project)
    isWarning = true
  }

  /// Whether the project is still as it was told.
  func speaks(of row: Project) -> Bool {
    row.id.number == project && row.generation.number == generation && row.status.rawValue == status
      && row.holdReason?.rawValue == holdReason
  }

  /// The warning about the project as it stands in the database, of which alone it is made; nil where it is void, or was
  /// none.
  func warning(about row: Project, at now: Moment, policy: Policy) -> Deadlines.Warning? {
    // A hold may have begun since: what was warned of is the generation.
    guard isWarning, row.id.number == project, row.generation.number == generation else { return nil }
    return row.acceptedWarning(at: now, policy: policy)
  }
}
