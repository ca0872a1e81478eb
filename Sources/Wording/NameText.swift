/// What is said of our names on the bus.
public enum NameText {
  /// A stranger has a name of ours.
  ///
  /// - Parameters:
  ///   - owner: who that is, as far as it is known.
  ///   - isInterface: whether other programs find our interface by it, rather than desktops the application.
  public static func taken(_ name: String, by owner: String, isInterface: Bool) -> NotificationText {
    let meaning =
      isInterface
      ? tr(
        """
        Whoever asks Killall-Tofu over D-Bus asks that program; the daemon goes on, and warns and destroys as before.
        """)
      : tr(
        """
        What desktops ask of Killall-Tofu goes to that program; the daemon goes on, and warns and destroys as before.
        """)
    return NotificationText(
      summary: tr("A stranger has Killall-Tofu's name"),
      body: "\(tr("\(name) belongs to \(owner).")) \(meaning) "
        + tr("End that program, and the daemon takes its name."))
  }

  /// A command was carried out in the file, because whoever has our name is no daemon of ours.
  public static func doneInFile(strangerIs stranger: String) -> String {
    "The D-Bus name of Killall-Tofu belongs to a stranger, \(stranger), so this was done in the file."
  }
}
