import Glibc

/// Makes `bytes` the content of the file at `path`, whole or not at all, and waits until the disk has it.
///
/// The folder that holds it is synchronised as well, so that the name outlives a power cut.
func writeDurably(_ bytes: [UInt8], to path: String, in folder: String) throws(JournalError) {
  let draft = path + ".new"
  if unlink(draft) != 0, errno != ENOENT { throw .last("unlink", draft) }
  let file = try writeNew(bytes, to: draft)
  guard fsync(file.number) == 0 else { throw .last("fsync", draft) }
  guard rename(draft, path) == 0 else { throw .last("rename", path) }
  try synchronizeFolder(folder)
}

/// Makes the file at `path` with this content, which the disk need not have yet.
func writeNew(_ bytes: [UInt8], to path: String) throws(JournalError) -> Descriptor {
  let file = try Descriptor.create(path, O_WRONLY)
  var rest = bytes[...]
  while !rest.isEmpty {
    let written = rest.withUnsafeBytes { write(file.number, $0.baseAddress, $0.count) }
    if written < 0, errno == EINTR { continue }
    guard written > 0 else { throw .last("write", path) }
    rest = rest.dropFirst(written)
  }
  return file
}

/// Waits until the names in the folder at `path` are on the disk.
func synchronizeFolder(_ path: String) throws(JournalError) {
  let folder = try Descriptor.open(path, O_RDONLY | O_DIRECTORY)
  guard fsync(folder.number) == 0 else { throw .last("fsync", path) }
}

/// The content of the file at `path`, nil if there is none; never more than 4 MiB, which no record reaches.
func readWhole(_ path: String) throws(JournalError) -> [UInt8]? {
  // Without O_NONBLOCK a FIFO in the file's place would stop the reader for ever.
  let number = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
  guard number >= 0 else {
    if errno == ENOENT { return nil }
    throw .last("open", path)
  }
  let file = Descriptor(adopting: number)
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 16 * 1024)
  while true {
    let count = buffer.withUnsafeMutableBytes { read(file.number, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw .last("read", path) }
    if count == 0 { return bytes }
    guard bytes.count + count <= 4 << 20 else { throw .damaged(path: path, .tooLarge) }
    bytes += buffer[..<count]
  }
}
