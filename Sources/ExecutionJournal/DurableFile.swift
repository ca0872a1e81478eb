import Glibc

/// Makes `bytes` the content of the file at `path`, whole or not at all, and waits until the disk has it.
///
/// The folder that holds it is synchronised as well, so that the name outlives a power cut.
func writeDurably(_ bytes: [UInt8], to path: String, in folder: String) throws(JournalError) {
  let draft = draftPath(path)
  // One that is there was reserved, or left by a crash: it is overwritten either way.
  let file = try Descriptor.open(draft, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK, mode: 0o600)
  guard fchmod(file.number, 0o600) == 0 else { throw .last("fchmod", draft) }
  try writeAll(bytes, to: file.number, naming: draft)
  guard ftruncate(file.number, off_t(bytes.count)) == 0 else { throw .last("ftruncate", draft) }
  guard fsync(file.number) == 0 else { throw .last("fsync", draft) }
  guard rename(draft, path) == 0 else { throw .last("rename", path) }
  try synchronizeFolder(folder)
}

/// Takes room on the disk for a later ``writeDurably(_:to:in:)`` to `path`, so that a disk that fills up meanwhile does
/// not prevent it; best effort.
func reserve(_ count: Int, for path: String) {
  guard let file = try? Descriptor.create(draftPath(path), O_WRONLY) else { return }
  // Not allocated for good: then making it so would take as long as the record itself when that is written.
  _ = try? writeAll([UInt8](repeating: 0, count: count), to: file.number, naming: path)
}

func draftPath(_ path: String) -> String { path + ".new" }

/// Makes the file at `path` with this content, which the disk need not have yet.
func writeNew(_ bytes: [UInt8], to path: String) throws(JournalError) -> Descriptor {
  let file = try Descriptor.create(path, O_WRONLY)
  try writeAll(bytes, to: file.number, naming: path)
  return file
}

/// Writes `bytes` to the beginning of an open file; `path` is for the error.
func writeAll(_ bytes: [UInt8], to number: Int32, naming path: String) throws(JournalError) {
  var done = 0
  while done < bytes.count {
    let written = bytes.withUnsafeBytes { buffer in
      pwrite(number, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(done))
    }
    if written < 0, errno == EINTR { continue }
    guard written > 0 else { throw .last("write", path) }
    done += written
  }
}

/// Waits until the names in the folder at `path` are on the disk.
func synchronizeFolder(_ path: String) throws(JournalError) {
  let folder = try Descriptor.open(path, O_RDONLY | O_DIRECTORY)
  guard fsync(folder.number) == 0 else { throw .last("fsync", path) }
}

/// The content of the file at `path`, nil if there is none; never more than 4 MiB, which no record reaches.
func readWhole(_ path: String) throws(JournalError) -> [UInt8]? {
  let file: Descriptor
  do {
    file = try Descriptor.openFile(path, O_RDONLY)
  } catch .system("open", _, ENOENT) {
    return nil
  }
  return try readAll(of: file.number, limit: 4 << 20, naming: path)
}

/// The whole content of an open file, wherever its position is; `path` is for the error.
///
/// What has no beginning to read from, such as a FIFO, is no record.
func readAll(of number: Int32, limit: Int, naming path: String) throws(JournalError) -> [UInt8] {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 16 * 1024)
  while true {
    let count = buffer.withUnsafeMutableBytes { pread(number, $0.baseAddress, $0.count, off_t(bytes.count)) }
    if count < 0, errno == EINTR { continue }
    if count < 0, errno == ESPIPE { throw .damaged(path: path, .notARecord) }
    guard count >= 0 else { throw .last("read", path) }
    if count == 0 { return bytes }
    guard bytes.count + count <= limit else { throw .damaged(path: path, .tooLarge) }
    bytes += buffer[..<count]
  }
}
