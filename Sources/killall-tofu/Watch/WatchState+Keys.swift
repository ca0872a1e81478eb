import Deadlines
import Wording

extension WatchState {
  /// What the key asks for; nil where it only changes what is shown.
  mutating func press(_ key: Key) -> Deed? {
    if let prompt {
      self.prompt = nil
      return answer(prompt, key)
    }
    switch key {
    case .up, .character("k"): move(by: -1)
    case .down, .character("j"): move(by: 1)
    case .pageUp: turn(by: -1)
    case .pageDown, .character(" "): turn(by: 1)
    case .first, .character("g"): move(by: -overview.projects.count)
    case .last, .character("G"): move(by: overview.projects.count)
    case .character("q"): return .quit
    case .character("?"), .character("h"): prompt = .help
    case .character("e"): askByHowMuch()
    case .character("c"): return cancel()
    case .character("u"): return undo()
    case .escape: notice = nil
    case .enter, .redraw, .character: break
    }
    return nil
  }

  private mutating func answer(_ prompt: Prompt, _ key: Key) -> Deed? {
    switch prompt {
    case .help: return nil
    case .extend(let project):
      guard case .character(let digit) = key, digit.isASCII, let number = digit.wholeNumberValue,
        choices.indices.contains(number - 1)
      else {
        notice = Notice(text: "Not extended.")
        return nil
      }
      return .carryOut(.extend(by: choices[number - 1]), project)
    case .stop(let project):
      guard key == .character("y") else {
        notice = Notice(text: "Its teardown goes on.")
        return nil
      }
      return .carryOut(.cancel, project)
    }
  }

  /// Asks by how much to extend; a project that cannot be extended at all says so at once.
  private mutating func askByHowMuch() {
    guard let project = demandSelection() else { return }
    do throws(Refusal) {
      var extended = project
      try extended.extend(by: choices.first ?? .seconds(1), at: overview.now, policy: policy)
    } catch .notExtendable(let status, let reason) {
      let words = project.words(of: .notExtendable(status, reason), home: home)
      return notice = Notice(text: "Not extended: \(words)", isRefusal: true)
    } catch {
      // Another choice may do.
    }
    prompt = .extend(project)
  }

  private mutating func cancel() -> Deed? {
    guard let project = demandSelection() else { return nil }
    if project.isRunning, let since = project.attempts?.stopRequestedAt {
      let words = project.words(of: .stopping(since: since), home: home)
      notice = Notice(text: "Not cancelled: \(words)", isRefusal: true)
      return nil
    }
    // Unlike any other cancellation this one cannot be undone.
    guard !project.isRunning else {
      prompt = .stop(project)
      return nil
    }
    return .carryOut(.cancel, project)
  }

  private mutating func undo() -> Deed? {
    guard let undoable else {
      notice = Notice(text: "There is nothing to undo: nothing was cancelled here.", isRefusal: true)
      return nil
    }
    return .carryOut(.resume, undoable)
  }

  private mutating func demandSelection() -> Project? {
    if selected == nil {
      notice = Notice(text: "No project is selected; the arrow keys select one.", isRefusal: true)
    }
    return selected
  }
}
