import Foundation
import SystemPackage

/// A copy of a database and of the log or journal beside it, in a folder only we can enter; gone with this value.
final class PrivateCopy: Sendable {
  /// Where the copy of the database lies.
  let path: String
  private let folder: String

  /// Copies both while neither changes; waits for that for up to `patience`, blocking the calling thread.
  ///
  /// - Throws: `ImportError.locked` if another program does not stop changing them.
  init(of source: String, companion suffix: String, patience: Duration) throws {
    let place = FileManager.default.temporaryDirectory.appending(path: "killall-tofu-import-XXXXXX")
    var template = Array(place.path(percentEncoded: false).utf8CString)
    guard mkdtemp(&template) != nil else {
      throw ImportError.unreadable(path: source, text: "no private copy: \(String(cString: strerror(errno)))")
    }
    folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    path = folder + "/copy.db"
    let giveUp = ContinuousClock.now + patience
    while try !copyAtRest(source, suffix) {
      guard ContinuousClock.now < giveUp else {
        throw ImportError.locked(path: source, holder: LockHolder.find(onFileAt: source))
      }
      usleep(50_000)
    }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Whether nothing changed between the beginning and the end of copying.
  private func copyAtRest(_ source: String, _ suffix: String) throws -> Bool {
    let before = [FileState(ofFileAt: source), FileState(ofFileAt: source + suffix)]
    for name in ["", suffix] {
      try? FileManager.default.removeItem(atPath: path + name)
      if isPlainFile(source + name) { try copyBytes(of: source + name, to: path + name) }
    }
    return before == [FileState(ofFileAt: source), FileState(ofFileAt: source + suffix)]
  }

  private func isPlainFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Unlike the file manager's copy, that of a link is never a link: what is done to the copy stays in it.
  private func copyBytes(of source: String, to target: String) throws {
    let input = try FileDescriptor.open(source, .readOnly, options: .closeOnExec)
    defer { try? input.close() }
    let output = try FileDescriptor.open(
      target, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
    defer { try? output.close() }
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try chunk.withUnsafeMutableBytes { try input.read(into: $0) }
      guard count > 0 else { return }
      try output.writeAll(chunk.prefix(count))
    }
  }
}
