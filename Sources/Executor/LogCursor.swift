import ExecutionJournal
import Glibc

/// A place in an execution's log that moves on as lines are read, also while more of them come in.
struct LogCursor: ~Copyable {
  private let folder: ExecutionFolder
  /// 0 for the beginning, then the number of a tail.
  private(set) var segment = 0
  private var file = Descriptor(adopting: -1)
  private var offset = 0
  /// What was read and is no whole line yet.
  private var rest: [UInt8] = []
  /// Whether the end of a line is skipped that is longer than any of ours.
  private var isSkipping = false
  private var isAtSegmentStart = true
  /// How far behind the beginning of the first tail this segment begins.
  private var skipped = 0

  /// More than any line of a log has: a piece of 32 KiB, a read of 64 KiB, and a secret that was held back.
  private static let longestLine = 512 * 1024
  /// More than a file of a log has; what lies behind it was written by somebody else.
  private static let longestSegment = 9 << 20

  init(at folder: ExecutionFolder) {
    self.folder = folder
  }

  /// The next lines there are, a part of a MiB at most; none at the end of what is there.
  mutating func next() -> [LogLine] {
    while true {
      // Before reading: once there is a next segment nothing is added to this one.
      let following = folder.tailSegments().suffix(3).first { $0 > segment }
      if let lines = readOn() {
        if !lines.isEmpty { return lines }
      } else if let following {
        enter(following)
      } else {
        return []
      }
    }
  }

  private mutating func enter(_ next: Int) {
    if segment > 0 { skipped += offset }
    segment = next
    file = Descriptor(adopting: -1)
    offset = 0
    rest = []
    isSkipping = false
    isAtSegmentStart = true
  }

  /// Lines from the present segment; nil at the end of what is there of it.
  private mutating func readOn() -> [LogLine]? {
    if file.number < 0 {
      guard let opened = try? Descriptor.openFile(folder.logPath(segment), O_RDONLY)
      else {
        return nil
      }
      file = opened
    }
    var buffer = [UInt8](repeating: 0, count: min(256 * 1024, Self.longestSegment - offset))
    let count = pread(file.number, &buffer, buffer.count, off_t(offset))
    guard count > 0 else { return nil }
    offset += count
    return lines(in: rest + buffer[..<count])
  }

  private mutating func lines(in bytes: [UInt8]) -> [LogLine] {
    var lines: [LogLine] = []
    var start = 0
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      while start < buffer.count, let newline = memchr(base + start, 0x0A, buffer.count - start) {
        let end = base.distance(to: UnsafeRawPointer(newline))
        if isSkipping {
          isSkipping = false
        } else if let line = line(bytes[start..<end]) {
          lines.append(line)
        }
        start = end + 1
      }
    }
    // The last of so long a line is none that could be shown.
    if isSkipping || bytes.count - start > Self.longestLine {
      if !isSkipping, let line = line(bytes[start..<start + Self.longestLine]) { lines.append(line) }
      isSkipping = true
      start = bytes.count
    }
    rest = Array(bytes[start...])
    return lines
  }

  private mutating func line(_ bytes: ArraySlice<UInt8>) -> LogLine? {
    guard let entry = LogEntry(bytes) else { return nil }
    if isAtSegmentStart, segment > 0 {
      isAtSegmentStart = false
      guard let before = entry.bytesBefore else { return entry.line }
      let missing = before - skipped
      skipped = before
      return missing > 0 ? LogLine(at: entry.line.at, kind: .cut(bytes: missing), text: []) : nil
    }
    return entry.line
  }
}
