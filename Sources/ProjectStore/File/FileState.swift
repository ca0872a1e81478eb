public import Deadlines
import Foundation

/// What the system knows of a file's content without reading it: another state may mean another content, an equal one
/// means that nobody wrote.
///
/// The time is that of the last status change (`st_ctim`, stat(2)), which no program can set: a copy put in the file's
/// place shows it, whatever its age and whether or not device and inode stay.
public struct FileState: Hashable, Sendable {
  /// Which file it is.
  public var identity: FileIdentity
  /// Its length in bytes.
  public var size: Int64
  /// When it was last changed, in seconds since 1970.
  public var seconds: Int64
  /// The rest of that time, in nanoseconds.
  public var nanoseconds: Int64

  /// Looks at what `path` names now, following links; nil if nothing can be found there.
  public init?(ofFileAt path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
    size = Int64(status.st_size)
    seconds = Int64(status.st_ctim.tv_sec)
    nanoseconds = Int64(status.st_ctim.tv_nsec)
  }

  /// Reads ``words``; nil if they are not such.
  init?(_ words: some Collection<Substring>) {
    let words = Array(words)
    guard words.count == 5, let device = UInt64(words[0]), let inode = UInt64(words[1]),
      let size = Int64(words[2]), let seconds = Int64(words[3]), let nanoseconds = Int64(words[4])
    else { return nil }
    identity = FileIdentity(device: device, inode: inode)
    self.size = size
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Its numbers, parted by blanks.
  var words: String { "\(identity.device) \(identity.inode) \(size) \(seconds) \(nanoseconds)" }
}
