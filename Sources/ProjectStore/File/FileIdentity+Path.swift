public import Deadlines
import Foundation

extension FileIdentity {
  /// Looks at what `path` names now, following links; nil if nothing can be found there.
  public init?(ofFileAt path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }

  /// Whether it is certain that `path` names nothing: where a folder cannot be entered, something may be there.
  public static func isAbsent(at path: String) -> Bool {
    var status = stat()
    return stat(path, &status) != 0 && [ENOENT, ENOTDIR].contains(errno)
  }
}
