import Deadlines
import Foundation
import Wording

/// One project's past, as `history` tells it.
struct HistoryRecord: Encodable {
  let project: Project
  let executions: [Execution]
  let events: [Deadlines.LogEvent]

  private enum Key: String, CodingKey {
    case projectID = "project_id"
    case executions, events
  }

  func encode(to encoder: any Encoder) throws {
    var record = encoder.container(keyedBy: Key.self)
    try record.encode(project.id.number, forKey: .projectID)
    try record.encode(executions.map(ExecutionRecord.init), forKey: .executions)
    try record.encode(events.map(EventRecord.init), forKey: .events)
  }

  /// The past as lines, oldest first and day by day; a teardown's last words follow the line of its end.
  func story(on terminal: Terminal, home: String? = nil) -> [String] {
    let place =
      "  \(project.path.oneLine.abbreviated(home: home))"
      + (project.isRemoved ? ", removed from the lists" : "")
    var lines = [project.shownName.cut(to: terminal.columns, mark: terminal.ellipsis)]
    let room = terminal.columns - lines[0].displayWidth
    lines[0] += Colour.grey.paint(place.fitted(to: room, mark: terminal.ellipsis), on: terminal)
    var day: String?
    for chapter in chapters {
      if day != chapter.time.localDay {
        day = chapter.time.localDay
        let heading = chapter.time.localDay.cut(to: terminal.columns, mark: terminal.ellipsis)
        lines.append(Colour.grey.paint(heading, on: terminal))
      }
      lines += told(chapter, on: terminal)
    }
    return chapters.isEmpty ? lines + ["  Nothing is recorded of it."] : lines
  }

  /// One thing that happened.
  private struct Chapter {
    let time: Timestamp
    let text: String
    let colour: Colour?
    /// The attempt that it tells the end of.
    let execution: Execution?
  }

  private var chapters: [Chapter] {
    var chapters: [Chapter] = []
    var untold = untold[...]
    for event in events {
      while let execution = untold.first, execution.began <= event.createdAt {
        chapters.append(chapter(of: untold.removeFirst()))
      }
      let isEnd = event.kind == .destroyed || event.kind == .error
      let number = isEnd ? executionNumber(in: event) : nil
      chapters.append(
        Chapter(
          time: event.createdAt, text: event.message, colour: colour(event.kind),
          execution: number.flatMap { number in executions.first { $0.id.number == number } }))
    }
    return chapters + untold.map(chapter)
  }

  /// The executions that no event tells of, oldest first: those of another program, or of events that are gone.
  private var untold: [Execution] {
    let told = Set(events.compactMap(executionNumber))
    return executions.filter { !told.contains($0.id.number) }.sorted { ($0.began, $0.id) < ($1.began, $1.id) }
  }

  private func executionNumber(in event: Deadlines.LogEvent) -> Int64? {
    guard let text = event.metadata else { return nil }
    return try? JSONDecoder().decode([String: Int64].self, from: Data(text.utf8))["execution"]
  }

  private func chapter(of execution: Execution) -> Chapter {
    let end = execution.exitCode.map { "\(execution.status.rawValue), exit code \($0)" }
    let command = (execution.command ?? project.command).oneLine.cutInTheMiddle(200)
    return Chapter(
      time: execution.began, text: "Ran \(command): \(end ?? execution.status.rawValue)",
      colour: execution.status == .failed ? .red : nil, execution: execution)
  }

  /// A line that begins with the time of day, those that it is continued on, and the last words of an attempt.
  private func told(_ chapter: Chapter, on terminal: Terminal) -> [String] {
    let time = "  \(chapter.time.timeOfDay)  "
    let isNarrow = terminal.columns < 40
    let indent = isNarrow ? 4 : time.count
    let texts = terminal.wrapped(chapter.text.oneLine, indent: indent)
      .map { chapter.colour?.paint($0, on: terminal) ?? $0 }
    let blanks = String(repeating: " ", count: indent)
    let first = Colour.grey.paint(time, on: terminal)
    let lines =
      isNarrow
      ? [first] + texts.map { blanks + $0 }
      : texts.enumerated().map { ($0 == 0 ? first : blanks) + $1 }
    guard let execution = chapter.execution else { return lines }
    return lines + lastWords(execution, indent: blanks, on: terminal)
  }

  private func lastWords(_ execution: Execution, indent: String, on terminal: Terminal) -> [String] {
    // Colours of its own would tear holes into ours.
    let plain = SafeText(on: Terminal(isColourful: false, columns: terminal.columns))
    let words = [execution.output, execution.error].compactMap { $0 }.flatMap { text in
      text.split(whereSeparator: \.isNewline).map { plain.shown(Array($0.utf8)) }
        .filter { !$0.allSatisfy(\.isWhitespace) }.suffix(5)
    }
    let room = terminal.isScreen ? terminal.columns - indent.count - 2 : Int.max
    return words.map { word in
      Colour.grey.paint("\(indent)| \(word.cut(to: room, mark: terminal.ellipsis))", on: terminal)
    }
  }

  private func colour(_ kind: Deadlines.LogEvent.Kind) -> Colour? {
    switch kind {
    case .destroyed: .green
    case .warned, .held: .yellow
    case .error: .red
    case .created, .configured, .extended, .cancelled, .executed: nil
    }
  }
}

extension Execution {
  /// When it began, as far as that is known.
  fileprivate var began: Timestamp { startedAt ?? createdAt }
}
