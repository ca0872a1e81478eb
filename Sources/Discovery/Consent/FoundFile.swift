public import Settings

/// What lies at a place where a project file may be, seen once.
public struct FoundFile: Hashable, Sendable {
  /// What can be said of the file.
  public enum Content: Hashable, Sendable {
    /// It is its user's own and makes sense.
    case sound(ProjectFile, ContentDigest)
    /// It is its user's own and makes no sense; without a digest where no bytes could be read.
    case bad(SettingsError, ContentDigest?)
    /// Others than its user may decide what it says; without a digest where no bytes could be read.
    case unsafe(FileDanger, ContentDigest?)
    /// It is certain that there is none.
    case gone
    /// Whether there is one cannot be told; the text says why.
    case unseen(String)
  }

  /// The directory that was looked into: an absolute path.
  public var directory: String
  /// Where the file lies, or would.
  public var path: String
  /// What was found.
  public var content: Content
  /// What tells the directory from others when it is moved, as `device:inode:birth`; nil if it was not seen.
  ///
  /// Birth is in seconds with nine decimals since the Unix epoch, 0 where the file system does not keep it.
  public var directoryIdentity: String?
  /// The device that holds the directory; nil if it was not seen.
  public var device: UInt64?
  /// The number of the directory on its device; nil if it was not seen.
  public var inode: UInt64?

  /// Puts together what was found in the directory at the absolute path `directory`.
  public init(
    directory: String, content: Content, directoryIdentity: String? = nil, device: UInt64? = nil,
    inode: UInt64? = nil
  ) {
    self.directory = directory
    path =
      directory.utf8.last == UInt8(ascii: "/")
      ? directory + ProjectFile.name : directory + "/" + ProjectFile.name
    self.content = content
    self.directoryIdentity = directoryIdentity
    self.device = device
    self.inode = inode
  }

  /// What stands for its path and bytes; nil if none were read.
  public var digest: ContentDigest? {
    switch content {
    case .sound(_, let digest): digest
    case .bad(_, let digest), .unsafe(_, let digest): digest
    case .gone, .unseen: nil
    }
  }
}
