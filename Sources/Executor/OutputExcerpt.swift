import ExecutionJournal
import Glibc

/// The first and last part of what a command wrote, as text that any table and terminal can take.
struct OutputExcerpt: Hashable {
  /// The most bytes an excerpt has.
  static let limit = 64 * 1024

  /// UTF-8, broken bytes and NULs replaced by U+FFFD, the cut marked.
  let text: String

  /// Makes an excerpt of a whole of `length` bytes, of which `head` and `tail` are the beginning and the end; where they
  /// touch, `tail` is empty.
  init(head: [UInt8], tail: [UInt8], length: Int) {
    let left = length - head.count - tail.count
    let whole = repaired(head + (left == 0 ? tail : []))
    if left == 0, whole.utf8.count <= Self.limit {
      text = whole
      return
    }
    let room = Self.limit / 2 - 64
    let beginning = left == 0 ? whole : repaired(withoutPartAtEnd(head))
    let end = left == 0 ? whole : repaired(withoutPartAtStart(tail))
    text = prefix(of: beginning, room) + "\n[… cut: \(length) bytes in all …]\n" + suffix(of: end, room)
  }

  /// Reads the excerpt of the file at `path`; empty if there is none, and what can be read if not all can.
  static func read(_ path: String) -> OutputExcerpt {
    guard let file = try? Descriptor.openFile(path, O_RDONLY) else {
      return OutputExcerpt(head: [], tail: [], length: 0)
    }
    var status = stat()
    guard fstat(file.number, &status) == 0 else { return OutputExcerpt(head: [], tail: [], length: 0) }
    let length = Int(status.st_size)
    guard length > limit else {
      let all = bytes(of: file, from: 0, count: length)
      return OutputExcerpt(head: all, tail: [], length: all.count)
    }
    return OutputExcerpt(
      head: bytes(of: file, from: 0, count: limit / 2),
      tail: bytes(of: file, from: length - limit / 2, count: limit / 2), length: length)
  }

  private static func bytes(of file: borrowing Descriptor, from start: Int, count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        pread(file.number, buffer.baseAddress.map { $0 + done }, count - done, start + done)
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { break }
      done += got
    }
    return Array(bytes.prefix(done))
  }
}

private func repaired(_ bytes: [UInt8]) -> String {
  String(decoding: bytes, as: UTF8.self).split(separator: "\0", omittingEmptySubsequences: false)
    .joined(separator: "\u{FFFD}")
}

/// Drops the beginning of a character that the cut went through.
private func withoutPartAtEnd(_ bytes: [UInt8]) -> [UInt8] {
  for length in 1...3 where length <= bytes.count {
    let byte = bytes[bytes.count - length]
    if byte & 0xC0 == 0x80 { continue }
    let needed = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
    return needed > length ? Array(bytes.dropLast(length)) : bytes
  }
  return bytes
}

/// Drops the end of a character that the cut went through.
private func withoutPartAtStart(_ bytes: [UInt8]) -> [UInt8] {
  let part = bytes.prefix(3).prefix { $0 & 0xC0 == 0x80 }
  return Array(bytes.dropFirst(part.count))
}

/// As many whole scalars from the beginning as fit into `room` bytes.
private func prefix(of text: String, _ room: Int) -> String {
  var end = text.utf8.index(text.startIndex, offsetBy: room, limitedBy: text.endIndex) ?? text.endIndex
  end = end.samePosition(in: text.unicodeScalars) ?? text.unicodeScalars.index(before: end)
  return String(text.unicodeScalars[..<end])
}

/// As many whole scalars from the end as fit into `room` bytes.
private func suffix(of text: String, _ room: Int) -> String {
  var start = text.utf8.index(text.endIndex, offsetBy: -room, limitedBy: text.startIndex) ?? text.startIndex
  while start.samePosition(in: text.unicodeScalars) == nil { start = text.utf8.index(after: start) }
  return String(text.unicodeScalars[start...])
}
