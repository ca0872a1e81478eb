import Foundation
import SystemPackage

/// A copy of the file as it was before a migration: `FILE.backup-VERSION`.
///
/// The copy is made through a connection of its own while the caller holds the write lock, not by reading the
/// file: closing a plain descriptor on it would drop SQLite's locks.
struct FileBackup {
  private let source: String
  private let target: String

  init(of path: String, version: Int) {
    source = path
    target = "\(path).backup-\(version)"
  }

  /// Writes the copy, durably, and returns its path; an older one of the same version is replaced once this
  /// is whole.
  func make() throws -> String {
    let draft = target + ".part"
    try? FileManager.default.removeItem(atPath: draft)
    try FileDescriptor.open(
      draft, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite
    ).close()
    do {
      let reader = try RawConnection(source, patience: .zero)
      try reader.run("VACUUM INTO ?", [.text(draft)])
      try reader.close()
      try sync(draft)
      guard rename(draft, target) == 0 else { throw Errno(rawValue: errno) }
      try sync(FilePath(target).removingLastComponent().string)
    } catch {
      try? FileManager.default.removeItem(atPath: draft)
      throw error
    }
    return target
  }

  private func sync(_ path: String) throws {
    let descriptor = try FileDescriptor.open(path.isEmpty ? "." : path, .readOnly, options: .closeOnExec)
    defer { try? descriptor.close() }
    guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
  }
}
