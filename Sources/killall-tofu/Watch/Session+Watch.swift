import Daemon
import Deadlines
import Foundation
import ProjectStore
import Settings
import Wording

extension Session {
  /// Shows the list and keeps it up to date until its user quits.
  ///
  /// - Throws: `Failure` where there is no terminal for it.
  func watch(all: Bool) async throws {
    let environment = ProcessInfo.processInfo.environment
    if let flaw = Screen.flaw(in: environment) { throw flaw }
    // What was committed before is not told: listen first, then list.
    let changes = try await store.changes()
    let listing = try await store.projects.all()
    let overview = try await overview(of: listing, all: all)
    for damaged in overview.damaged { tell("left out: \(damaged.words(inFileAt: database))") }
    let events = try WatchEvents()
    var view = LiveView(
      session: self, all: all, environment: environment, listing: listing,
      state: WatchState(
        overview, policy: settings.policy, home: places.home, choices: settings.extendChoices))
    view.open()
    defer { view.close() }
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        for await change in changes { events.continuation.yield(.changed(change)) }
      }
      for await event in events.stream {
        guard await view.handle(event) else { break }
      }
      group.cancelAll()
    }
  }
}

/// The live view: what is on the screen, and what is done about events.
private struct LiveView {
  let session: Session
  let all: Bool
  let environment: [String: String]
  var state: WatchState
  /// The rows as they were read last.
  private var listing: Listing<Project>
  private var screen = Screen()
  private var shown = ShownGenerations()
  /// Keys pressed before this were meant for a picture that an action has changed since.
  private var deafUntil = ContinuousClock.now

  init(
    session: Session, all: Bool, environment: [String: String], listing: Listing<Project>, state: WatchState
  ) {
    self.session = session
    self.all = all
    self.environment = environment
    self.listing = listing
    self.state = state
  }

  mutating func open() {
    screen.enter()
    state.isServed = session.isServed
    draw()
  }

  mutating func close() { screen.leave() }

  /// Reacts to an event; whether the view goes on.
  mutating func handle(_ event: WatchEvent) async -> Bool {
    switch event {
    case .ended: return false
    case .second: await refresh()
    case .changed(let change): await follow(change)
    case .resized: screen.forget()
    // Whoever had the terminal meanwhile may have set it otherwise.
    case .resumed: screen.enter()
    case .suspended:
      screen.leave()
      TerminalState.suspend()
      screen.enter()
      await reload()
    case .key(let key, let instant):
      guard key == .character("q") || instant >= deafUntil else { return true }
      if key == .redraw { screen.enter() }
      switch state.press(key) {
      case .quit: return false
      case .carryOut(let action, let project): await carryOut(action, project, pressedAt: instant)
      case nil: break
      }
    }
    draw()
    return true
  }

  /// Reads the list anew; where that fails the old one stays, with the reason.
  private mutating func reload() async {
    do throws(StoreError) {
      listing = try await session.store.projects.all()
      state.trouble = nil
    } catch {
      state.trouble = error.words
    }
    await refresh()
  }

  /// Shows the rows as they are at this moment: nothing is read while nobody writes.
  private mutating func refresh() async {
    if let overview = try? await session.overview(of: listing, all: all, keeping: state.kept) {
      state.show(overview)
    }
    state.isServed = session.isServed
  }

  private mutating func follow(_ change: StoreChange) async {
    switch change {
    case .changed: await reload()
    case .replaced: state.trouble = "The database was replaced by another file: quit, and look again."
    case .emptied: state.trouble = "The database was emptied by another program."
    case .gone: state.trouble = "The database is gone: \(session.database)"
    }
  }

  private mutating func carryOut(
    _ action: UserAction, _ project: Project, pressedAt instant: ContinuousClock.Instant
  ) async {
    let generation = shown.generation(of: project, pressedAt: instant)
    state.notice = WatchState.Notice(text: "\(project.shownName): one moment…")
    draw()
    do {
      let (changed, remark) = try await session.carryOut(action, on: project, offered: generation)
      var words = session.words(of: action, changed)
      if changed.status == .cancelled { words = "\(changed.shownName) is kept. To schedule it again: u" }
      if changed.isRunning, action == .cancel { words = try await session.stop(changed).first ?? words }
      state.note(action, changed, words + (remark.map { " \($0)" } ?? ""))
    } catch let failure as Failure {
      state.notice = WatchState.Notice(text: "Not \(action.done): \(failure)", isRefusal: true)
    } catch let error as StoreError {
      state.notice = WatchState.Notice(text: "Not \(action.done): \(error.words)", isRefusal: true)
    } catch {
      state.notice = WatchState.Notice(text: "Not \(action.done): \(error)", isRefusal: true)
    }
    let notice = state.notice
    await reload()
    state.notice = notice
    draw()
    deafUntil = ContinuousClock.now
  }

  private mutating func draw() {
    let size = Terminal.size ?? (80, 24)
    let terminal = Terminal(environment, columns: size.columns)
    let frame = WatchFrame(&state, on: terminal, rows: size.rows)
    screen.draw(frame.lines, columns: size.columns)
    shown.draw(state.overview.projects, at: .now)
  }
}
