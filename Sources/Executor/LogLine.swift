/// One line of an execution's log.
public struct LogLine: Hashable, Sendable {
  /// What a line says.
  public enum Kind: Hashable, Sendable {
    /// Something was written to standard output.
    case output
    /// Something was written to standard error.
    case error
    /// A part begins; the text is its shell line.
    case began(ExecutionPart)
    /// A part is over; the text tells how.
    case ended(ExecutionPart)
    /// As many bytes are missing here; the text tells why.
    case cut(bytes: Int)
    /// Something else that happened.
    case note
  }

  /// When, in milliseconds since the Unix epoch.
  public var at: Int64
  /// What it says.
  public var kind: Kind
  /// The text without a line's end: secrets masked, otherwise the very bytes, not always UTF-8.
  public var text: [UInt8]
  /// Whether the line goes on in the next one of the same kind.
  public var isPiece: Bool

  /// Makes a line.
  public init(at: Int64, kind: Kind, text: [UInt8], isPiece: Bool = false) {
    self.at = at
    self.kind = kind
    self.text = text
    self.isPiece = isPiece
  }
}
