import Deadlines
import Foundation
import SystemPackage

/// Where the file lies, and what must be so before SQLite may touch it.
struct StorePlace: Sendable {
  let path: String

  private var folder: FilePath {
    let folder = FilePath(path).removingLastComponent()
    return folder.isEmpty ? "." : folder
  }

  /// Checks the folder and the file, makes what may be made, and takes the file away from other users.
  func prepare(_ creation: ProjectStore.Creation) throws(StoreError) {
    if creation == .fileAndFolders { try makeFolders() }
    var status = stat()
    guard stat(folder.string, &status) == 0 else {
      throw [ENOENT, ENOTDIR].contains(errno)
        ? .folderMissing(path: folder.string) : cannotOpen(folder.string)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw .folderMissing(path: folder.string) }
    // SQLite itself would notice only at the first commit. `access` tells of a read-only mount even to root.
    try demandWritable(folder.string)
    if creation != .nothing { try makeFile() }
    guard stat(path, &status) == 0 else {
      throw errno == ENOENT ? .fileMissing(path: path) : cannotOpen(path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notADatabase(path: path) }
    if creation == .nothing, status.st_size == 0 { throw .empty(path: path) }
    try demandWritable(path)
    try demandPlainCompanions()
    if status.st_mode & 0o077 != 0, status.st_uid == geteuid() { chmod(path, 0o600) }
  }

  /// Checks the folder and the file for somebody who only reads; changes nothing.
  func checkForReading() throws(StoreError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard [ENOENT, ENOTDIR].contains(errno) else { throw cannotOpen(path) }
      throw FileIdentity.isAbsent(at: folder.string)
        ? .folderMissing(path: folder.string) : .fileMissing(path: path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notADatabase(path: path) }
    guard status.st_size > 0 else { throw .empty(path: path) }
    guard access(path, R_OK) == 0 else { throw cannotOpen(path) }
    try demandPlainCompanions()
  }

  /// A pipe in the place of a journal would keep SQLite waiting for ever.
  private func demandPlainCompanions() throws(StoreError) {
    for companion in [path + "-journal", path + "-wal"] {
      var status = stat()
      guard lstat(companion, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { continue }
      throw .cannotOpen(path: path, text: "\(companion) is in the place of its journal, but is no plain file")
    }
  }

  private func demandWritable(_ path: String) throws(StoreError) {
    guard access(path, W_OK) == 0 else {
      throw [EROFS, EACCES, EPERM].contains(errno) ? .readOnly(path: path) : cannotOpen(path)
    }
  }

  private func makeFolders() throws(StoreError) {
    var missing: [FilePath] = []
    var ancestor = folder
    while access(ancestor.string, F_OK) != 0, errno == ENOENT, !ancestor.string.isEmpty {
      missing.append(ancestor)
      ancestor.removeLastComponent()
    }
    for folder in missing.reversed() {
      if mkdir(folder.string, 0o700) == 0 {
        chmod(folder.string, 0o700)
      } else if errno != EEXIST {
        throw cannotOpen(folder.string)
      }
    }
  }

  /// Makes an empty file that only its owner can read; one that is there already stays as it is.
  private func makeFile() throws(StoreError) {
    do {
      let file = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
      fchmod(file.rawValue, 0o600)
      try file.close()
    } catch let error as Errno {
      if error == .fileExists { return }
      throw error == .noSpace ? .diskFull(path: path) : .cannotOpen(path: path, text: error.description)
    } catch {
      throw .cannotOpen(path: path, text: "\(error)")
    }
  }

  private func cannotOpen(_ path: String) -> StoreError {
    .cannotOpen(path: path, text: Errno(rawValue: errno).description)
  }
}
