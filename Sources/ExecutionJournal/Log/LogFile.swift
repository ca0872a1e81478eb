import Glibc

/// The files of an execution's log, of a bounded size: the beginning in `log`, the end in the last two of `tail.1`,
/// `tail.2`, ….
///
/// Each tail begins with a line that tells how many bytes lie between `log` and it. What cannot be written is left out,
/// and a line tells how much once something can be written again: a full disk harms no command.
struct LogFile: ~Copyable {
  /// How large the beginning grows, and each part of the end.
  struct Limits {
    var head = 8 << 20
    var tail = 4 << 20
  }

  private let folder: ExecutionFolder
  private let limits: Limits
  /// Of no file, number -1, until something is written.
  private var file = Descriptor(adopting: -1)
  /// 0 for the beginning.
  private var segment = 0
  private var size = 0
  /// How much was written between the beginning and this segment.
  private var skipped = 0
  private var lost = 0
  private var lossReason: Int32 = 0

  /// Goes on where an earlier writer stopped, if there was one.
  init(in folder: ExecutionFolder, limits: Limits = Limits()) {
    self.folder = folder
    self.limits = limits
    segment = folder.tailSegments().last ?? 0
    resume()
  }

  /// Writes whole lines.
  mutating func write(_ lines: UnsafeRawBufferPointer) {
    guard lines.count > 0 else { return }
    if size + lines.count > (segment == 0 ? limits.head : limits.tail), size > 0 { startSegment() }
    if lost > 0 { tellLoss() }
    if !append(lines) { lost += lines.count }
  }

  private mutating func resume() {
    guard let found = try? Descriptor.openFile(path(segment), O_WRONLY | O_APPEND) else { return }
    size = max(0, min(Int(lseek(found.number, 0, SEEK_END)), 1 << 50))
    file = consume found
    if segment > 0 { skipped = folder.skipped(beforeTail: segment) }
    // The line that the one before us was writing when it was killed.
    let torn: [UInt8] = Array("\n".utf8)
    if size > 0, folder.lastByte(ofLog: path(segment)) != torn[0] { _ = torn.withUnsafeBytes { append($0) } }
  }

  private mutating func startSegment() {
    // The file before it may not exist at all, where the disk was full from the beginning.
    if segment > 0 { skipped += size }
    if segment > 1 { unlink(path(segment - 1)) }
    segment += 1
    size = 0
    file = Descriptor(adopting: -1)
    let line =
      LogStamp.text("--- ", at: wallMilliseconds()) + "tail: \(skipped) bytes lie between log and here\n".utf8
    _ = line.withUnsafeBytes { append($0) }
  }

  private mutating func tellLoss() {
    let reason = String(cString: strerror(lossReason))
    let line =
      LogStamp.text("--- ", at: wallMilliseconds())
      + "cut: \(lost) bytes could not be written: \(reason)\n".utf8
    if line.withUnsafeBytes({ append($0) }) { lost = 0 }
  }

  private mutating func openFile() -> Bool {
    guard file.number < 0 else { return true }
    do throws(JournalError) {
      file = try .create(path(segment), O_WRONLY | O_APPEND)
      return true
    } catch .system(_, _, let number) {
      lossReason = number
    } catch {
    }
    return false
  }

  /// Whether all of it was written; else nothing was.
  private mutating func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard openFile() else { return false }
    let number = file.number
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(number, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        lossReason = errno
        // Half a line would pass for a whole one.
        ftruncate(number, off_t(size))
        return false
      }
      done += count
    }
    size += bytes.count
    return true
  }

  private func path(_ segment: Int) -> String { folder.logPath(segment) }
}

extension ExecutionFolder {
  /// The path of the log's beginning (0), or of one of its tails.
  public func logPath(_ segment: Int) -> String {
    entryPath(segment == 0 ? "log" : "tail.\(segment)")
  }

  /// The numbers of the tails there are, in order.
  public func tailSegments() -> [Int] {
    let numbers = folderEntries(at: path).compactMap { name in
      name.hasPrefix("tail.") ? Int(name.dropFirst(5)) : nil
    }
    return numbers.filter((1..<1 << 31).contains).sorted()
  }

  /// What the first line of a tail tells.
  fileprivate func skipped(beforeTail segment: Int) -> Int {
    guard let file = try? Descriptor.openFile(logPath(segment), O_RDONLY) else {
      return 0
    }
    var line = [UInt8](repeating: 0, count: 100)
    guard pread(file.number, &line, line.count, 0) > 0 else { return 0 }
    let digits = line.dropFirst(LogStamp.length + "tail: ".utf8.count).prefix { $0 != UInt8(ascii: " ") }
    // Others can write here too: no sum of it may overflow.
    return max(0, min(Int(String(decoding: digits, as: UTF8.self)) ?? 0, 1 << 50))
  }

  fileprivate func lastByte(ofLog path: String) -> UInt8? {
    guard let file = try? Descriptor.openFile(path, O_RDONLY) else { return nil }
    var byte: UInt8 = 0
    let end = lseek(file.number, 0, SEEK_END)
    return end > 0 && pread(file.number, &byte, 1, end - 1) == 1 ? byte : nil
  }
}
