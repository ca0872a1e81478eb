import ExecutionJournal
import Glibc

/// What a part wrote to both streams, its beginning and its end, put together from the log.
struct OutputExcerpts {
  let output: String
  let error: String

  init(of part: Part, in folder: ExecutionFolder) {
    guard !ExecutionLogFiles.areOld(in: folder) else {
      output = OutputExcerpt.read(folder.path + "/stdout").text
      error = OutputExcerpt.read(folder.path + "/stderr").text
      return
    }
    var (out, err) = (ExcerptParts(), ExcerptParts())
    var isInside = false
    for line in ExecutionLog(folder) {
      switch line.kind {
      case .began(let other):
        isInside = other == ExecutionPart(part)
      case .ended(ExecutionPart(part)):
        out.length = line.totals?.output ?? out.length
        err.length = line.totals?.error ?? err.length
      case .output where isInside: out.add(line)
      case .error where isInside: err.add(line)
      case .cut where isInside:
        out.isCut = true
        err.isCut = true
      case .output, .error, .ended, .cut, .note: break
      }
    }
    output = out.text
    error = err.text
  }
}

private enum ExecutionLogFiles {
  /// Whether this execution's output went into two plain files, as it did at first.
  static func areOld(in folder: ExecutionFolder) -> Bool {
    (try? Descriptor.openFile(folder.path + "/stdout", O_RDONLY)) != nil
  }
}

/// One stream's beginning and end, as they come out of the log.
private struct ExcerptParts {
  private var head: [UInt8] = []
  private var tail: [UInt8] = []
  private var counted = 0
  /// How much there was in all, where that is known.
  var length = 0
  /// Whether something is missing before what comes next.
  var isCut = false

  mutating func add(_ line: LogLine) {
    let bytes = line.isPiece ? line.text : line.text + [UInt8(ascii: "\n")]
    counted += bytes.count
    let room = isCut ? 0 : OutputExcerpt.limit - head.count
    head += bytes.prefix(room)
    tail += bytes.dropFirst(room)
    // Not at each line: that would move all of it as often.
    if tail.count > 4 * OutputExcerpt.limit { tail = tail.suffix(OutputExcerpt.limit / 2) }
  }

  var text: String {
    let length = max(length, counted)
    if length == head.count { return OutputExcerpt(head: head, tail: [], length: length).text }
    let half = OutputExcerpt.limit / 2
    // Where the beginning alone was kept, its end is the end.
    let end = tail.count < half ? head.dropFirst(half) + tail : tail[...]
    return OutputExcerpt(
      head: Array(head.prefix(half)), tail: Array(end.suffix(half)), length: length
    ).text
  }
}
