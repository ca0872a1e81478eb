public import Deadlines

// What project files meant for their projects, as the audit log has it.

extension Project {
  /// The lines for what a look at its file changed in the row, which was `before`; nil for a row that is new.
  ///
  /// - Parameter isDecided: whether its user has just decided about the file.
  public func eventsOfFile(
    since before: Project?, isDecided: Bool = false, at now: Timestamp
  ) -> [LogEvent] {
    guard let before else {
      let message =
        "Found its project file" + (deadline.map { "; its deadline is \($0.localDateTime)" } ?? "")
      let decided =
        isDecided && isAllowed ? [line(.configured, "Its user allowed its project file", at: now)] : []
      return [line(.created, message, at: now)] + decided + heldEvents(since: nil, at: now)
    }
    var lines: [LogEvent] = []
    if path != before.path {
      lines.append(line(.configured, "Its directory was moved from \(before.path.oneLine)", at: now))
    }
    if let message = fileMessage(since: before, isDecided) {
      lines.append(line(.configured, message, at: now))
    }
    if let deadline, let old = before.deadline, deadline != old {
      lines.append(
        line(
          deadline > old ? .extended : .configured,
          "Its file gives it \(timeout.oneLine) now; its deadline is \(deadline.localDateTime)", at: now))
    }
    return lines + heldEvents(since: before, at: now)
  }

  private func fileMessage(since before: Project, _ isDecided: Bool) -> String? {
    guard let file, file.consent != before.file?.consent || file.digest != before.file?.digest else {
      return nil
    }
    switch file.consent {
    case .allowed where isDecided: return "Its user allowed its project file"
    case .allowed:
      return before.isAllowed ? "Its project file changed" : "Its project file is as its user allowed it"
    case .denied: return "Its user denied its project file"
    case .gone: return "Its project file was deleted"
    case .restored: return "Its project file is back"
    case .unasked, .changed, .moved: return "Its project file changed"
    case .unsafe, .unseen, .differs: return nil
    }
  }

  private func heldEvents(since before: Project?, at now: Timestamp) -> [LogEvent] {
    guard status == .held, let holdReason, holdReason != before?.holdReason else {
      return before?.status == .held && status == .scheduled
        ? [.settled(self, before?.holdReason, at: now)] : []
    }
    return [.held(self, holdReason, at: now)]
  }

  private func line(_ kind: LogEvent.Kind, _ message: String, at now: Timestamp) -> LogEvent {
    LogEvent(projectID: id, kind: kind, message: message, createdAt: now)
  }
}
