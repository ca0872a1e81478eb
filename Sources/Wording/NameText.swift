/// What is said of our names on the bus.
public enum NameText {
  /// A stranger has a name of ours: `owner` is its unique name, the rest what is known of it.
  ///
  /// - Parameter isInterface: whether other programs find our interface by it, rather than desktops the application.
  public static func taken(
    _ name: String, by owner: String, processID: Int32?, program: String?, isInterface: Bool
  ) -> NotificationText {
    let who = processID.map { id in
      "process \(id)" + (program.map { " (\($0.oneLine.cutInTheMiddle(80)))" } ?? "")
    }
    let meaning =
      isInterface
      ? "Whoever asks Killall-Tofu over D-Bus asks that program; the daemon goes on, and warns and destroys as before."
      : "What desktops ask of Killall-Tofu goes to that program; the daemon goes on, and warns and destroys as before."
    return NotificationText(
      summary: "A stranger has Killall-Tofu's name",
      body: "\(name) belongs to \(who ?? "the connection \(owner)"). \(meaning) "
        + "End that program, and the daemon takes its name.")
  }
}
