import Foundation
import Glibc
import Settings

/// A small file in the state folder that one daemon leaves for the next, for its owner alone.
///
/// What stands in it is never relied on: a file that is missing, broken or too large is as good as none.
struct StateRecord<Value: Codable & Sendable>: Sendable {
  let path: String

  /// Nothing of ours comes near it.
  private static var sizeLimit: Int { 256 * 1_024 }

  /// What was written last; nil if nothing was, or it makes no sense.
  func read() -> Value? {
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      let bytes = try? readBytes(from: file, limit: Self.sizeLimit + 1), bytes.count <= Self.sizeLimit
    else { return nil }
    return try? JSONDecoder().decode(Value.self, from: Data(bytes))
  }

  /// Puts `value` in the place of what was there, whole or not at all; nil removes it.
  ///
  /// - Parameter durably: whether it is to outlast a power cut, and not only this process.
  /// - Throws: `NewFileError.failed`; what was there before is there still.
  func write(_ value: Value?, durably: Bool = true) throws(NewFileError) {
    guard let value else {
      guard unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR else {
        throw .failed(path: path, text: String(cString: strerror(errno)))
      }
      return
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let data = try? encoder.encode(value) else {
      throw .failed(path: path, text: "it cannot be written as JSON")
    }
    if !durably, replaceQuickly(data) { return }
    try replaceFile(String(decoding: data, as: UTF8.self) + "\n", at: path)
  }

  /// Puts it in place without waiting for the disk; false if that failed, as where the folder is missing.
  private func replaceQuickly(_ data: Data) -> Bool {
    let draft = path + ".new"
    unlink(draft)
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { return false }
    defer { close(file) }
    let written = data.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    guard fchmod(file, 0o600) == 0, written == data.count, rename(draft, path) == 0 else {
      unlink(draft)
      return false
    }
    return true
  }
}
