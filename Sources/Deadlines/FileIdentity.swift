/// Which file or directory a path names, whatever path that is: its device and inode.
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
}
