import CSQLite
import Deadlines
import Foundation
import SystemPackage

/// A copy of the file as one moment has it, whatever other programs write meanwhile.
///
/// It is made through a connection of its own (`VACUUM INTO`), not by reading the file: closing a plain descriptor on
/// it would drop SQLite's locks. A caller may hold the write lock. The copy holds no acceptance of a warning.
struct FileBackup {
  let source: String
  let target: String
  /// Whether a file at `target` may be replaced.
  var replaces = false
  /// How long to wait for another program's lock.
  var patience: Duration = .zero

  private var folder: String {
    let folder = FilePath(target).removingLastComponent().string
    return folder.isEmpty ? "." : folder
  }

  /// Writes the copy, durably, and returns its size in bytes; what was at the target is replaced once this is whole.
  ///
  /// - Throws: `BackupError`; the target is as it was then.
  func write() throws(BackupError) -> Int64 {
    let draft = try makeDraft()
    do throws(BackupError) {
      try copy(to: draft)
      let size = try synchronize(draft)
      try publish(draft)
      _ = try synchronize(folder)
      return size
    } catch {
      unlink(draft)
      throw error
    }
  }

  /// Makes an empty file beside the target that only its owner can read, whatever the umask.
  private func makeDraft() throws(BackupError) -> String {
    var template = Array("\(folder)/.killall-tofu-backup-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw failure }
    fchmod(descriptor, 0o600)
    close(descriptor)
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private func copy(to draft: String) throws(BackupError) {
    do {
      // VACUUM asks for the read lock several times; beside a connection of the same process that has it, it need not
      // wait for a gap between another program's commits each time.
      let holder = try RawConnection(source, patience: .zero)
      try beginReading(holder)
      let reader = try RawConnection(source, patience: patience)
      try reader.run("VACUUM INTO ?", [.text(draft)])
      try reader.close()
      try holder.execute("ROLLBACK")
      try holder.close()
      try voidWarnings(in: draft)
    } catch {
      throw BackupError(copying: error, source: source, target: target)
    }
  }

  /// Takes every acceptance out of the copy: by the time it is put back, the user may have been told another deadline.
  ///
  /// A file that has no such columns yet, the seed's or a stranger's, stays as it is.
  private func voidWarnings(in draft: String) throws {
    let copy = try RawConnection(draft, patience: .zero)
    // No journal beside the draft: it is ours alone, and thrown away if this fails.
    try copy.execute("PRAGMA journal_mode = MEMORY")
    let present = try copy.declaredTypes(of: ProjectField.table)
    if Project.acceptanceFields.allSatisfy({ present[$0.name] != nil }) {
      try ProjectWriter.voidWarnings(in: copy)
    }
    try copy.close()
  }

  /// Takes the read lock, for as long as the transaction lasts.
  ///
  /// SQLite's own waiting looks only every 100 ms in the end, and a program that commits all the time leaves gaps of a
  /// fraction of a millisecond: it could take minutes to hit one.
  private func beginReading(_ connection: RawConnection) throws {
    try connection.execute("BEGIN")
    let end = ContinuousClock.now + patience
    while true {
      do {
        _ = try connection.cells("SELECT 1 FROM sqlite_master LIMIT 1")
        return
      } catch let failure as SQLiteFailure where failure.primaryCode == SQLITE_BUSY {
        guard ContinuousClock.now < end else { throw failure }
        usleep(500)
      }
    }
  }

  /// Waits until the disk has what lies at `path`, and returns its size.
  private func synchronize(_ path: String) throws(BackupError) -> Int64 {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure }
    defer { close(descriptor) }
    var status = stat()
    guard fsync(descriptor) == 0, fstat(descriptor, &status) == 0 else { throw failure }
    return Int64(status.st_size)
  }

  /// Gives the draft its name; a link at the target is replaced, not followed.
  private func publish(_ draft: String) throws(BackupError) {
    if !replaces {
      // Unlike a rename, this never takes the place of a file that came meanwhile.
      if link(draft, target) == 0 {
        unlink(draft)
        return
      }
      // FAT and its like have no hard links; there a look must do.
      guard [EPERM, EOPNOTSUPP, ENOSYS].contains(errno), access(target, F_OK) != 0 else { throw failure }
    }
    guard rename(draft, target) == 0 else { throw failure }
  }

  /// The error of the call that failed just now.
  private var failure: BackupError { BackupError(errno: errno, target: target, folder: folder) }
}
