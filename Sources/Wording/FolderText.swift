/// What is said where a project's directory was to be opened.
public enum FolderText {
  /// There is something wrong with it.
  public static func notOpened(_ path: String, because flaw: DirectoryFlaw) -> String {
    notOpened(path, because: flaw.words)
  }

  /// The desktop could not open it; the text is the system's.
  public static func notOpened(_ path: String, because reason: String) -> String {
    tr("\(path.quoted) could not be opened: \(reason).")
  }
}
