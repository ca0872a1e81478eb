import Deadlines

/// What is wrong with a project file that can be read, where that depends on what is around it.
public enum FileFlawText {
  /// It names no command, and none goes without saying.
  public static func noCommand(in path: String) -> String {
    "\(path.oneLine): the directory holds no OpenTofu or Terraform files, so “command” is needed: the shell line that "
      + "tears the project down"
  }

  /// It lets the project live longer than the settings do.
  public static func tooLong(_ timeout: String, in path: String, limit: Duration) -> String {
    "\(path.oneLine): “timeout” is \(timeout.quoted), longer than limits.maximum_lifetime in the settings allows, which is "
      + limit.words
  }
}
