import Foundation

/// Which file a path names: its device and inode.
public struct FileIdentity: Hashable, Sendable {
  /// The device that holds the file.
  public var device: UInt64
  /// The file's number on that device.
  public var inode: UInt64

  /// Makes an identity from its numbers.
  public init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }

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
