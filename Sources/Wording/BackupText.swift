/// What `backup` says.
public enum BackupText {
  /// The copy was made.
  public static func made(_ path: String, size: Int64) -> String {
    "Copied to \(path.oneLine): \(bytes(size))."
  }

  /// Something of that name is there already.
  public static func exists(_ path: String) -> String {
    "\(path.quoted) is there already; name another file, or replace it with --force"
  }

  /// The name belongs to the database itself.
  public static func belongsToDatabase(_ path: String) -> String {
    "\(path.quoted) is the database itself or a file that belongs to it; name another file"
  }

  /// The name is that of a folder.
  public static func isFolder(_ path: String) -> String {
    "\(path.quoted) is a folder; name the file in it, as in \("\(path)/killall-tofu.db".quoted)"
  }

  /// The name is that of a device or the like.
  public static func notAFile(_ path: String) -> String {
    "\(path.quoted) is a device or another special file; name a plain one"
  }

  /// The folder is missing.
  public static func folderMissing(_ path: String) -> String {
    "the folder \(path.quoted) is not there; make it first, or check the spelling"
  }

  /// The folder cannot be written.
  public static func readOnly(_ path: String) -> String {
    "the folder \(path.quoted) cannot be written; check its permissions, or name a file elsewhere"
  }

  /// The disk is full.
  public static func diskFull(_ path: String) -> String {
    "no room is left for \(path.quoted); free some space, or name a file on another disk. Nothing was changed there"
  }

  /// Anything else; `detail` is technical.
  public static func failed(_ path: String, _ detail: String) -> String {
    "\(path.quoted) cannot be written: \(detail.oneLine). Name a file elsewhere"
  }

  /// A size as people read it: `812 bytes`, `48 KiB`, `3.2 MiB`.
  static func bytes(_ size: Int64) -> String {
    guard size >= 1_024 else { return "\(size) bytes" }
    let kibibytes = (size + 512) / 1_024
    guard kibibytes >= 1_024 else { return "\(kibibytes) KiB" }
    let tenths = (size * 10 + 524_288) / 1_048_576
    return "\(tenths / 10).\(tenths % 10) MiB"
  }
}
