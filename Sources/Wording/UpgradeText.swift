/// What is said where a file's shape is another than this program's own.
public enum UpgradeText {
  /// The file was brought to the shape of this program; `copy` lies beside it where it held anything.
  public static func done(_ path: String, from earlier: Int, to version: Int, copy: String?) -> String {
    let kept = copy.map { "; a copy as it was lies at \($0.quoted)" } ?? ""
    return "\(path.quoted) was brought from schema \(earlier) to \(version)\(kept)"
  }

  /// A newer program wrote the file; `copy` is what it kept of an earlier shape that this program knows.
  ///
  /// The line to type keeps the newer file under another name, and fails rather than lose one that has that name.
  public static func newer(_ path: String, found: Int, known: Int, copy: String?) -> String {
    let problem =
      "\(path.quoted) was written by a newer version of Killall-Tofu (schema \(found), this program knows \(known)); "
      + "update this program"
    guard let copy else { return problem }
    let (file, aside, draft) = (path.shellWord, "\(path).newer".shellWord, "\(path).new".shellWord)
    return "\(problem), or end the daemon and go back to the copy made before, without what was done since: "
      + "ln \(file) \(aside) && cp \(copy.shellWord) \(draft) && mv \(draft) \(file)"
  }

  /// The file is of an earlier shape, and no room is left for the copy of it that must come first.
  public static func noRoomForCopy(of path: String, at copy: String) -> String {
    "\(path.quoted) is of an earlier version and was left so, because no room is left on its disk for a copy of it, "
      + "\(copy.quoted); free some space"
  }

  /// The same where the folder cannot be written.
  public static func noPlaceForCopy(of path: String, at copy: String) -> String {
    "\(path.quoted) is of an earlier version and was left so, because no copy of it can be made in its folder, "
      + "\(copy.quoted); check the permissions of the folder"
  }

  /// The same for any other reason; `detail` is technical.
  public static func noCopy(of path: String, at copy: String, _ detail: String) -> String {
    "\(path.quoted) is of an earlier version and was left so, because no copy of it could be made at "
      + "\(copy.quoted): \(detail.oneLine); make sure that it can, and try again"
  }
}
