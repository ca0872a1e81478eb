import Deadlines

/// A project file that is not taken, and why.
public struct RefusedFile: Hashable, Sendable {
  /// Absolute path of the directory that it lies in.
  public var directory: String
  /// The place in the file and what is wrong with it, on one line; or what makes it unsafe, with the way to mend that.
  public var trouble: String
  /// Whether others than its user can write it, or own it; otherwise what it says makes no sense.
  public var isUnsafe: Bool

  /// Puts together what is told of a file.
  public init(directory: String, trouble: String, isUnsafe: Bool) {
    self.directory = directory
    self.trouble = trouble
    self.isUnsafe = isUnsafe
  }
}

extension Sequence<RefusedFile> {
  /// The notification that these files are not taken, each with its place and what is wrong there.
  public func text(home: String?) -> NotificationText {
    let files = Array(self)
    guard files.count > 1 else {
      return files.first?.text(home: home) ?? NotificationText(summary: "", body: "")
    }
    let lines = files.prefix(Policy.namedTogether).map { $0.line(home: home) }
    let count = files.count
    let hint = tr("None of them runs. See them all: killall-tofu scan")
    return NotificationText(
      summary: tr(
        count, one: "\(count) project file cannot be taken", many: "\(count) project files cannot be taken"),
      body: (lines + (count - lines.count).moreLine + [hint]).joined(separator: "\n"))
  }
}

/// What to do about a project file that makes no sense, or about hearing of it.
func mendFile(in place: String) -> String {
  tr(
    """
    Mend it and save it; it is read again then. To hear no more of it as it is: killall-tofu deny \(place)
    """)
}

extension RefusedFile {
  fileprivate func text(home: String?) -> NotificationText {
    let place = directory.oneLine.abbreviated(home: home).cutInTheMiddle(60)
    let way =
      isUnsafe
      ? tr("None of it runs. Once that is mended it is read again by itself.")
      : tr("None of it runs.") + " " + mendFile(in: directory.shellPath(home: home))
    return NotificationText(
      summary: isUnsafe
        ? tr("The project file in \(place) is not safe") : tr("The project file in \(place) is wrong"),
      body: "\(line(home: home))\n\(way)")
  }

  /// The place and what is wrong, short enough that several have room.
  fileprivate func line(home: String?) -> String {
    trouble.oneLine.abbreviated(home: home).cutInTheMiddle(240)
  }
}
