import Glibc

/// One stream on its way into the log: secrets out, cut into lines.
struct RecordedStream: ~Copyable {
  /// How many bytes a piece of a line has that does not end, or not in time.
  static let longestPiece = 32 * 1024

  private static let fullBatch = 128 * 1024

  private let wholeKind: StaticString
  private let pieceKind: StaticString
  private var masker: Masker
  private var clear = ByteBuffer(capacity: 64 * 1024)
  private var stampTime: Int64 = -1
  private var wholeStamp: [UInt8] = []
  private var pieceStamp: [UInt8] = []
  /// Since when an unfinished line waits, in the caller's time; nil for none.
  private(set) var waitingSince: Int64?
  /// How many bytes went into the log.
  private(set) var total = 0

  init(_ stream: OutputStream, _ automaton: SecretAutomaton?) {
    masker = Masker(automaton)
    (wholeKind, pieceKind) = stream == .output ? ("out ", "out+") : ("err ", "err+")
  }

  /// How many bytes were dropped after ``resume()``.
  var dropped: Int { masker.dropped }

  /// Goes on in the middle of the stream; see ``Masker/resume()``.
  mutating func resume() { masker.resume() }

  /// Takes in what one `read` gives; the result and the error number are the system's.
  mutating func take(from descriptor: Int32) -> Int {
    masker.take(from: descriptor, limit: 64 * 1024)
  }

  /// Moves the lines that are whole into `batch`.
  ///
  /// `line` hears of each, and of pieces. True if the batch is full before all are moved: it is to be emptied, and this
  /// called again.
  ///
  /// - Parameters:
  ///   - time: The wall clock's, in milliseconds since the Unix epoch.
  ///   - now: The time for ``waitingSince``.
  ///   - pieces: Also what is not a whole line yet.
  mutating func moveLines(
    into batch: inout ByteBuffer, at time: Int64, now: Int64, pieces: Bool, atEnd: Bool = false,
    line: ((UnsafeRawBufferPointer, _ isWhole: Bool) -> Void)? = nil
  ) -> Bool {
    masker.pass(into: &clear, atEnd: atEnd)
    setStamps(time)
    var taken = 0
    let isFull = clear.withBytes { bytes in
      guard let base = bytes.baseAddress else { return false }
      while taken < bytes.count, let newline = memchr(base + taken, 0x0A, bytes.count - taken) {
        let end = base.distance(to: UnsafeRawPointer(newline))
        let text = UnsafeRawBufferPointer(rebasing: bytes[taken...end])
        batch.append(wholeStamp)
        batch.append(text)
        line?(UnsafeRawBufferPointer(rebasing: text.dropLast()), true)
        taken = end + 1
        // A line is a byte or more, and thirty in the log.
        if batch.count >= Self.fullBatch { return true }
      }
      let rest = UnsafeRawBufferPointer(rebasing: bytes[taken...])
      guard !rest.isEmpty, pieces || atEnd || rest.count >= Self.longestPiece else {
        return false
      }
      batch.append(pieceStamp)
      batch.append(rest)
      batch.append(0x0A)
      line?(rest, false)
      taken = bytes.count
      return false
    }
    clear.removeFirst(taken)
    total += taken
    waitingSince = clear.count == 0 ? nil : taken > 0 ? now : waitingSince ?? now
    if atEnd { waitingSince = nil }
    return isFull
  }

  mutating func resetTotal() { total = 0 }

  private mutating func setStamps(_ time: Int64) {
    guard time != stampTime else { return }
    stampTime = time
    wholeStamp = LogStamp.text(wholeKind, at: time)
    pieceStamp = LogStamp.text(pieceKind, at: time)
  }
}
