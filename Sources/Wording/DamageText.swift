import Deadlines

/// What is said of projects whose rows in the file make no sense.
public enum DamageText {
  /// One row: its number, where its project lies, and the cell that is wrong.
  public static func line(
    row id: Int64?, path: String?, column: String, value: String, home: String?
  ) -> String {
    let place = path.map { " (\($0.oneLine.abbreviated(home: home).cutInTheMiddle(60)))" } ?? ""
    let row = id.map(String.init) ?? "?"
    return tr("Row \(row)\(place): \(column) holds \(value.oneLine.cutInTheMiddle(30).quoted)")
  }

  /// The notification that these rows, a line each, are not acted on.
  public static func text(of lines: [String]) -> NotificationText {
    let more = lines.count - Policy.namedTogether
    let hint = tr("Until that is mended, no warnings come either. How: killall-tofu doctor")
    return NotificationText(
      summary: tr(
        lines.count, one: "A project cannot be read: it is not destroyed",
        many: "\(lines.count) projects cannot be read: they are not destroyed"),
      body: (lines.prefix(Policy.namedTogether) + more.moreLine + [hint]).joined(separator: "\n"))
  }
}
