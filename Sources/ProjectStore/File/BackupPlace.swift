import Deadlines
import Foundation
import SystemPackage

/// Where a copy of the database at `source` is to lie, and what must be so before anything is written there.
struct BackupPlace {
  let path: String
  let source: String

  /// The endings of the files that SQLite and the daemon keep beside a database, and its own.
  private static let endings = ["", "-journal", "-wal", "-shm", ".lock"]

  func check(replacing: Bool) throws(BackupError) {
    if isOurs { throw .belongsToDatabase(path: path) }
    var status = stat()
    // A link is judged by what it leads to: in place of one to a device, nothing is put either.
    guard stat(path, &status) == 0 || lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR { throw .isFolder(path: path) }
    guard replacing else { throw .exists(path: path) }
    guard [S_IFREG, S_IFLNK].contains(status.st_mode & S_IFMT) else { throw .notAFile(path: path) }
  }

  /// Whether the name stands for the database or a file beside it, by whatever links; they need not be there yet.
  private var isOurs: Bool {
    let identity = FileIdentity(ofFileAt: path)
    let place = placed(path)
    return Set([source, resolvedPath(source) ?? source]).contains { base in
      Self.endings.contains { ending in
        place == placed(base + ending)
          || (identity != nil && identity == FileIdentity(ofFileAt: base + ending))
      }
    }
  }

  /// The path with the links of its folder resolved.
  private func placed(_ path: String) -> FilePath {
    let path = FilePath(path)
    let folder = path.removingLastComponent()
    let real = FilePath(resolvedPath(folder.isEmpty ? "." : folder.string) ?? folder.string)
    return path.lastComponent.map { real.appending($0) } ?? real
  }
}
