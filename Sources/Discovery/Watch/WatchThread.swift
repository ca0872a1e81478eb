import CDirectory
import Glibc

/// The thread of a watcher, with a working directory that is its own.
///
/// inotify(7) takes paths alone. The shortest way to name an open directory is to stand in it: on long walks that takes
/// half the time of a path through `/proc/self/fd`.
final class WatchThread {
  private let hasOwnDirectory: Bool

  /// Makes the calling thread one; nothing else is ever to run on it.
  init() {
    hasOwnDirectory = killall_tofu_unshare_working_directory() == 0
  }

  /// Stands in a directory until ``leave()``; false where that is not possible.
  func enter(_ directory: borrowing OpenDirectory) -> Bool {
    hasOwnDirectory && fchdir(directory.descriptor) == 0
  }

  /// Stands where it keeps nobody from unmounting anything.
  func leave() {
    if hasOwnDirectory { chdir("/") }
  }
}
