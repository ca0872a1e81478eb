/// How far a run of OpenTofu or Terraform has come with destroying, by what it prints.
///
/// The lines of several runs may follow each other; `-json` is understood as well.
public struct TerraformProgress: Hashable, Sendable {
  /// How many resources are destroyed.
  public private(set) var done = 0
  /// How many are to be destroyed in all; nil before a plan has told.
  public private(set) var total: Int?

  /// What was destroyed by the runs before the present one.
  private var doneBefore = 0

  /// Nothing is done yet.
  public init() {}

  /// The most that is counted: lines may say anything, and no state holds more.
  public static let limit = 1_000_000

  /// Takes a line of standard output, without its end, into account; returns whether it changed anything.
  ///
  /// Colours are no hindrance.
  @discardableResult
  public mutating func read(_ line: [UInt8]) -> Bool {
    let before = self
    guard line.holds("Destruction complete after ") || line.holds("to destroy") || line.holds(" destroyed")
    else {
      return false
    }
    let text = String(decoding: line.withoutControlSequences, as: UTF8.self)
    // What a provisioner prints is its own.
    guard !text.contains(" (local-exec): "), !text.contains(" (remote-exec): ") else { return false }
    if text.contains(": Destruction complete after ") {
      done = min(done + 1, Self.limit)
      if let total { self.total = max(total, done) }
    } else if text.contains("Plan: "), let planned = number(before: " to destroy", in: text) {
      doneBefore = done
      total = min(done + planned, Self.limit)
    } else if text.contains("Destroy complete! ") || text.contains("Apply complete! "),
      let destroyed = number(before: " destroyed", in: text)
    {
      // It counts itself; lines may have been lost.
      done = min(doneBefore + destroyed, Self.limit)
      total = done
      doneBefore = done
    }
    return done != before.done || total != before.total
  }

  /// At most ``limit``; nil if none is there, or a negative one.
  private func number(before words: String, in text: String) -> Int? {
    guard let range = text.firstRange(of: words) else { return nil }
    let before = text[..<range.lowerBound]
    let digits = before.reversed().prefix { $0.isASCII && $0.isNumber }
    guard before.dropLast(digits.count).last != "-" else { return nil }
    return Int(String(digits.reversed())).map { min($0, Self.limit) }
  }
}

extension TerraformProgress {
  /// Takes what came into a log into account; returns whether it changed anything.
  @discardableResult
  public mutating func read(_ lines: some Sequence<LogLine>) -> Bool {
    var isNews = false
    for line in lines where line.kind == .output {
      if read(line.text) { isNews = true }
    }
    return isNews
  }
}

extension TerraformProgress: CustomStringConvertible {
  /// `7 of 12`; `7` where nobody knows of how many.
  public var description: String { total.map { "\(done) of \($0)" } ?? "\(done)" }
}

extension [UInt8] {
  /// Whether `words` stand in it: quick, because each line of any output is asked.
  fileprivate func holds(_ words: StaticString) -> Bool {
    withUnsafeBufferPointer { bytes in
      words.withUTF8Buffer { words in
        guard let first = words.first, bytes.count >= words.count else { return false }
        for start in 0...(bytes.count - words.count) where bytes[start] == first {
          if words.indices.allSatisfy({ bytes[start + $0] == words[$0] }) { return true }
        }
        return false
      }
    }
  }

  /// The bytes without what a terminal takes for colours and the like, as ECMA-48 has them.
  fileprivate var withoutControlSequences: [UInt8] {
    var bytes: [UInt8] = []
    var rest = self[...]
    while let byte = rest.popFirst() {
      guard byte == 0x1B else {
        bytes.append(byte)
        continue
      }
      guard rest.first == UInt8(ascii: "[") else { continue }
      rest = rest.dropFirst().drop { !(0x40...0x7E).contains($0) }.dropFirst()
    }
    return bytes
  }
}
