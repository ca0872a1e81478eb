public import Deadlines
import Foundation

extension LogEvent {
  /// The lines that tell of a project taken over from the file at `source`: where it comes from, and why it is held or
  /// its user is asked before it is destroyed.
  public static func imported(
    _ project: Project, from source: String, because reasons: [String] = [], at now: Timestamp
  ) -> [LogEvent] {
    let metadata = (try? JSONEncoder().encode(["imported_from": source])).map {
      String(decoding: $0, as: UTF8.self)
    }
    let created = LogEvent(
      projectID: project.id, kind: .created, message: "Imported from \(source.oneLine.cutInTheMiddle(200))",
      metadata: metadata, createdAt: now)
    let asks = LogEvent(
      projectID: project.id, kind: .configured,
      message: "Asks before it is destroyed" + (reasons.isEmpty ? "" : ": ")
        + reasons.joined(separator: "; ").oneLine, metadata: asksUser, createdAt: now)
    return [created] + (project.holdReason.map { [.held(project, $0, at: now)] } ?? [])
      + (project.awaitsUser && (project.status == .scheduled || !reasons.isEmpty) ? [asks] : [])
  }

  /// Whether it tells why the project waits for its user.
  public var tellsWhyItAsks: Bool { kind == .configured && metadata == Self.asksUser }

  private static let asksUser = #"{"awaits_user":true}"#
}

extension Project {
  /// What becomes of a project that was just taken over, as the end of a sentence.
  public func afterImport(at now: Timestamp) -> String {
    switch (status, holdReason) {
    case (.held, .overdue): "held: its deadline has passed, so it waits for you"
    case (.held, .interrupted): "held: nobody knows how it stands, so it waits for you"
    case (.held, .invalid): "held: " + (flaw?.words ?? "its row cannot be carried out")
    case (.held, let reason): "held: " + (reason?.words ?? "it waits for you")
    case (.scheduled, _):
      (awaitsUser ? "asks you" : "to be destroyed")
        + (deadline.map { " at \($0.clockTime(at: now))" } ?? " later")
    case (.failed, _): "failed: see its history, then extend it or cancel it"
    case (.destroying, _), (.destroyed, _), (.cancelled, _): status.rawValue
    }
  }

  /// The commands that settle what holds it, or what it asks; empty if nothing is to be settled.
  ///
  /// - Parameter variables: names of the variables its command was given by the original.
  public func wayOnAfterImport(without variables: [String] = []) -> String {
    guard !variables.isEmpty, !wayOn.isEmpty, holdReason != .invalid else { return wayOn }
    let given = variables.map { "\($0)=…" }.joined(separator: " ")
    return "with them: killall-tofu cancel \(id.number), then killall-tofu add \(path.shellWord) "
      + "--timeout \(timeout.shellWord) --command \("export \(given); \(command)".shellWord); "
      + "without: \(wayOn)"
  }

  private var wayOn: String {
    switch (status, holdReason) {
    case (.scheduled, _) where awaitsUser:
      "killall-tofu resume \(id.number) to let it run as it stands, or killall-tofu cancel \(id.number)"
    case (.held, .invalid): "killall-tofu cancel \(id.number), then register it anew with killall-tofu add"
    case (.held, .interrupted): "killall-tofu resume \(id.number), or killall-tofu cancel \(id.number)"
    case (.held, _), (.failed, _): "killall-tofu extend \(id.number) 1h, or killall-tofu cancel \(id.number)"
    default: ""
    }
  }
}
