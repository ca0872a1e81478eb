import Glibc
import SystemPackage

/// Watches one file and its place in its folder with inotify(7).
///
/// The folder alone does not tell of writes through another name (a hard link), and the file alone does not
/// tell that its name was given to another one. Other files of the folder wake us only when they come and go.
final class FileWatch: Sendable {
  /// Readable when something happened; owned by this value.
  let descriptor: FileDescriptor
  private let path: String
  private let name: String
  private let folderWatch: Int32

  init(path: String) throws(StoreError) {
    let resolved = FilePath(resolvedPath(path) ?? path)
    self.path = resolved.string
    name = resolved.lastComponent?.string ?? ""
    let folder = resolved.removingLastComponent().string
    let raw = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard raw >= 0 else { throw .cannotOpen(path: path, text: "inotify: \(Errno(rawValue: errno))") }
    descriptor = FileDescriptor(rawValue: raw)
    let comings = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF
    folderWatch = inotify_add_watch(raw, folder.isEmpty ? "." : folder, UInt32(comings) | UInt32(IN_ONLYDIR))
    guard folderWatch >= 0 else { throw .cannotOpen(path: path, text: "inotify: \(Errno(rawValue: errno))") }
    watchFiles()
  }

  deinit {
    try? descriptor.close()
  }

  /// Watches the files now at their names; a write-ahead log counts, should another program switch to one.
  private func watchFiles() {
    for file in [path, path + "-wal"] {
      _ = inotify_add_watch(descriptor.rawValue, file, UInt32(IN_MODIFY | IN_MOVE_SELF))
    }
  }

  /// Takes every waiting event and says whether one of them concerns the file.
  func drain() -> Bool {
    var concernsUs = false
    var namesMoved = false
    withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 8) { buffer in
      while let count = try? descriptor.read(into: buffer), count > 0 {
        var rest = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        while let event = InotifyEvent(takingFrom: &rest) {
          if event.watch != folderWatch {
            concernsUs = concernsUs || event.mask & UInt32(IN_IGNORED) == 0
          } else if event.name.isEmpty || event.name == name || event.name == name + "-wal" {
            concernsUs = true
            namesMoved = true
          }
        }
      }
    }
    if namesMoved { watchFiles() }
    return concernsUs
  }
}

private struct InotifyEvent {
  let watch: Int32
  let mask: UInt32
  let name: String

  init?(takingFrom bytes: inout UnsafeRawBufferPointer) {
    let size = MemoryLayout<inotify_event>.size
    guard bytes.count >= size else { return nil }
    watch = bytes.loadUnaligned(fromByteOffset: 0, as: Int32.self)
    mask = bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
    let length = Int(bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
    guard bytes.count >= size + length else { return nil }
    name = String(decoding: bytes[size..<(size + length)].prefix { $0 != 0 }, as: UTF8.self)
    bytes = UnsafeRawBufferPointer(rebasing: bytes[(size + length)...])
  }
}
