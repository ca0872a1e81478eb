/// What stands on the buttons of notifications: a word or two, for a desktop gives them little room.
public enum ButtonText {
  /// Moves the deadline of one project.
  public static func extend(by choice: Duration) -> String { tr("Extend \(choice.label)", in: "button") }

  /// Moves the deadlines of all projects that a summary names.
  public static func extendAll(by choice: Duration) -> String {
    tr("Extend all \(choice.label)", in: "button")
  }

  /// Gives a teardown up that has not begun; it does not dismiss the notification.
  public static var cancel: String { tr("Cancel", in: "button") }

  /// The same for a narrow button.
  public static var shortCancel: String { tr("Cancel", in: "narrow button") }

  /// Schedules a teardown again that was given up.
  public static var resume: String { tr("Resume", in: "button") }

  /// Has a teardown tried once more that failed.
  public static var retry: String { tr("Retry", in: "button") }

  /// The same for a narrow button.
  public static var shortRetry: String { tr("Retry", in: "narrow button") }

  /// Has a running teardown stopped.
  public static var stop: String { tr("Stop", in: "button") }

  /// Has a teardown stopped that says nothing.
  public static var stopIt: String { tr("Stop it", in: "button") }

  /// Has a teardown killed that does not stop.
  public static var killIt: String { tr("Kill it", in: "button") }

  /// The same for a narrow button.
  public static var shortKillIt: String { tr("Kill it", in: "narrow button") }

  /// Does not destroy what was asked about.
  public static var keep: String { tr("Keep", in: "button") }

  /// Destroys what was asked about.
  public static var destroyNow: String { tr("Destroy now", in: "button") }

  /// Opens a project file, whose command its user has yet to allow.
  public static var review: String { tr("Review", in: "button") }

  /// Opens the log of the last teardown.
  public static var showLog: String { tr("Show log", in: "button") }

  /// Shows each project that a summary names by itself.
  public static var show: String { tr("Show", in: "button") }

  /// Closes the notification, and does nothing else.
  public static var close: String { tr("Close", in: "button") }

  /// Shows the same once more, to stay; the action of a click beside the buttons.
  public static var showAgain: String { tr("Show again", in: "button") }
}
