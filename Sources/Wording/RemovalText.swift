public import Deadlines

/// What `remove` says.
public enum RemovalText {
  /// A project was taken out of the lists, or had been before.
  public static func removed(_ project: Project, isNews: Bool) -> String {
    let state = isNews ? "is removed from the lists" : "was removed before"
    return "\(project.shownName) (project \(project.id.number)) \(state); its history stays. "
      + "To bring it back: killall-tofu resume \(project.id.number)"
  }
}
