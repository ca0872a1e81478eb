import Deadlines
import Notifications
import Settings
import Wording

// What changes, or comes up again, with everything that happens does so at most once in a while: with two hundred
// projects due together a server would be asked hundreds of times, and one that presses buttons by itself without end.

extension Announcer {
  /// What rests after it was done.
  enum Calmed: Hashable {
    /// To change what stands under the tag.
    case update(tag: String)
    /// To show what stands under the tag once more.
    case again(tag: String)
    /// To show what asks for a decision under the tag once more, after a look at the log.
    case decision(tag: String)
  }

  /// What a click was refused for, so that the next such refusal is not told again.
  enum RefusedClick: Hashable {
    case action(Project.ID, UserAction)
    case words([String])
  }

  /// For how long after a refusal one like it is not told again.
  private static let refusalRest: Duration = .seconds(5)

  /// Whether it may be done now; otherwise it is done when it has rested.
  func mayBeDone(_ calmed: Calmed, isNews: Bool = true) -> Bool {
    guard resting.insert(calmed).inserted else {
      isOwed[calmed] = isNews || isOwed[calmed] == true
      return false
    }
    rests.continuation.yield(calmed)
    return true
  }

  /// Has everything that was done rest.
  func restCalmed() async {
    await withDiscardingTaskGroup { [calm, book] group in
      for await calmed in rests.stream {
        group.addTask {
          guard (try? await Task.sleep(for: calm)) != nil else { return }
          book.add(.rested(calmed))
        }
      }
      group.cancelAll()
    }
  }

  /// It has rested: what was asked for meanwhile is done.
  func noteRested(_ calmed: Calmed) async {
    resting.remove(calmed)
    guard let isNews = isOwed.removeValue(forKey: calmed) else { return }
    switch calmed {
    case .update(let tag): await renew(tag, isNews: isNews)
    case .again(let tag): await showAgainCalmly(tag)
    case .decision(let tag): await showDecisionCalmly(tag)
    }
  }

  /// Shows what stands under the tag once more, now or when it has rested.
  func showAgainCalmly(_ tag: String) async {
    if mayBeDone(.again(tag: tag)) { await showAgain(tag) }
  }

  /// Changes the notification of many that stands under the tag in place and silently, now or when it has rested.
  ///
  /// - Parameter isNews: false where it only says less than before, and is not to pop up for that.
  func renew(_ tag: String, isNews: Bool = true) async {
    guard mayBeDone(.update(tag: tag), isNews: isNews) else { return }
    if tag == News.startedTogetherTag {
      await renewBeginnings()
    } else if tag == News.remindersTag {
      await renewReminders()
    } else if let summary = summaries.first(where: { $0.tag == tag }) {
      memory?.prepare(tag, summary.warnings.map { ScreenMemory.About($0) })
      var request = request(for: summary, at: clock.now().wall)
      request.isSilent = true
      // In place: who is still named has been warned already.
      _ = try? await screen.show(request, .update)
    } else {
      for kind in [Ending.Kind.failed, .destroyed] where News.endingsTag(kind) == tag {
        guard let together = endings[kind]?.together, !together.isEmpty else { return }
        if await !show(.endedTogether(together), .update, isNews: isNews) {
          endings[kind]?.together = []
        }
      }
    }
  }

  /// Tells that clicks were refused, unless just that was told only just now.
  func tellRefusal(_ click: RefusedClick, _ news: @autoclosure () -> News) {
    let now = clock.now().awake
    refusals = refusals.filter { now - $0.value < Self.refusalRest }
    guard refusals[click] == nil else { return }
    refusals[click] = now
    tell(news())
  }
}
