import Glibc

/// Writes what the parts of an execution say into its log: with times, without secrets, in bounded memory.
///
/// The times that its functions take and give are the caller's own, in milliseconds; the log's are the wall clock's.
public struct OutputRecorder: ~Copyable {
  /// How long an unfinished line waits for its end.
  public static let patience: Int64 = 1000

  private let automaton: SecretAutomaton?
  private var log: LogFile
  private var batch = ByteBuffer(capacity: 64 * 1024)
  private var output: RecordedStream
  private var error: RecordedStream
  /// What the part that runs lists, if it is a check.
  private var leftovers: Leftovers?
  private var listedLine: [UInt8] = []

  /// Opens the log in `folder`; `values` is the environment of its shell lines, in which the secrets are.
  public init(in folder: ExecutionFolder, hiding values: EnvironmentValues, masked: [[UInt8]]) {
    let secrets = SecretValues(of: values.entries, names: SecretNames(also: masked))
    automaton = SecretAutomaton(SecretForms(of: secrets.values).patterns)
    log = LogFile(in: folder)
    output = RecordedStream(.output, automaton)
    error = RecordedStream(.error, automaton)
  }

  /// Notes that a part begins.
  public mutating func begin(_ part: Part, line: [UInt8]) {
    leftovers = part == .check ? Leftovers() : nil
    listedLine = []
    output.resetTotal()
    error.resetTotal()
    note("\(part.rawValue): ", line)
  }

  /// Notes that it is over, and writes what there is of unfinished lines; what a check listed.
  public mutating func end(_ part: Part, _ outcome: Outcome) -> Leftovers {
    move(now: 0, pieces: true, atEnd: true)
    if !listedLine.isEmpty { leftovers?.add(line: listedLine) }
    let totals = "out \(output.total), err \(error.total) bytes"
    note("\(part.rawValue) ended: \(outcome.logText) (\(totals))", [])
    return leftovers ?? Leftovers()
  }

  /// Writes what there is of unfinished lines, where nobody knows how the part ended.
  mutating func end(after part: Part) {
    move(now: 0, pieces: true, atEnd: true)
    note("\(part.rawValue) ended: nobody saw how (out \(output.total), err \(error.total) bytes)", [])
  }

  /// Goes on with streams whose beginning another reader had, and lost; see ``Masker/resume()``.
  mutating func resume() {
    output.resume()
    error.resume()
  }

  /// How many bytes were dropped since ``resume()``, because a secret may have ended in them.
  var dropped: Int { output.dropped + error.dropped }

  /// Notes something else.
  public mutating func note(_ text: String) {
    note(text, [])
  }

  /// Takes what one `read` gives of a stream; its result and the error number are the system's.
  public mutating func take(_ stream: OutputStream, from descriptor: Int32, now: Int64) -> Int {
    let count = stream == .output ? output.take(from: descriptor) : error.take(from: descriptor)
    if count > 0 { move(now: now, pieces: false, atEnd: false) }
    return count
  }

  /// When ``flush(now:)`` has something to do; nil for not before more comes in.
  public var flushTime: Int64? {
    [output.waitingSince, error.waitingSince].compactMap { $0 }.min().map { $0 + Self.patience }
  }

  /// Writes the unfinished lines that have waited long enough.
  public mutating func flush(now: Int64) {
    if let flushTime, flushTime <= now { move(now: now, pieces: true, atEnd: false) }
  }

  private mutating func move(now: Int64, pieces: Bool, atEnd: Bool) {
    let time = wallMilliseconds()
    var (found, line) = (leftovers, listedLine)
    let listed: ((UnsafeRawBufferPointer, Bool) -> Void)? =
      found == nil
      ? nil
      : { text, isWhole in
        // No address is longer.
        line += text.prefix(max(0, 4096 - line.count))
        guard isWhole else { return }
        found?.add(line: line)
        line = []
      }
    while output.moveLines(
      into: &batch, at: time, now: now, pieces: pieces, atEnd: atEnd, line: listed)
    { write() }
    (leftovers, listedLine) = (found, line)
    while error.moveLines(into: &batch, at: time, now: now, pieces: pieces, atEnd: atEnd) { write() }
    write()
  }

  private mutating func note(_ text: String, _ line: [UInt8]) {
    batch.append(LogStamp.text("--- ", at: wallMilliseconds()))
    batch.append(Array(text.utf8))
    var masker = Masker(automaton)
    masker.take(Array(line))
    var clear = ByteBuffer()
    masker.pass(into: &clear, atEnd: true)
    // One line each, and not more of it than tells what it is.
    let shown = clear.withBytes { bytes in
      bytes.prefix(1000).flatMap { $0 == 0x0A ? Array("\\n".utf8) : [$0] }
    }
    batch.append(shown)
    batch.append(0x0A)
    write()
  }

  private mutating func write() {
    batch.withBytes { log.write($0) }
    batch.removeAll()
  }
}

extension Outcome {
  fileprivate var logText: String {
    switch self {
    case .exited(let code): "exit \(code)"
    case .signalled(let signal): "signal \(signal)"
    case .couldNotStart(let step, let errno):
      "could not start: \(step.rawValue)\(errno == 0 ? "" : ": \(String(cString: strerror(errno)))")"
    }
  }
}
