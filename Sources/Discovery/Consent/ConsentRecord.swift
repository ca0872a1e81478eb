import Foundation
import Settings

/// What its user decided about the project file at one path; never its bytes.
struct ConsentRecord: Codable, Equatable {
  enum Verdict: String, Codable {
    case allowed
    case denied
  }

  /// What consent to one content was carried over from.
  struct Origin: Codable, Equatable {
    /// Digest of the content that its user allowed.
    var digest: String
    /// By how many seconds the timeout grew.
    var growth: Int64
  }

  var path: String
  var verdict: Verdict
  /// Digest of path and bytes.
  var digest: String
  /// SHA-256 of the bytes without the timeout; nil where that could not be told apart.
  var rest: String?
  /// The timeout in seconds; nil where the file made no sense.
  var timeout: Int64?
  var origin: Origin?

  /// Puts down the verdict on a file that was read; nil if no bytes were.
  init?(_ verdict: Verdict, on file: FoundFile) {
    guard let digest = file.digest else { return nil }
    path = file.path
    self.verdict = verdict
    self.digest = digest.text
    guard case .sound(let content, _) = file.content else { return }
    rest = content.textWithoutTimeout.map { ContentDigest(path: file.path, bytes: $0).text }
    timeout = content.lifetime.components.seconds
  }

  /// The record that consent carries over to from this one, where the two differ in a timeout that grew; else nil.
  func carriedOver(to file: FoundFile) -> ConsentRecord? {
    guard verdict == .allowed, let rest, let timeout, case .sound = file.content,
      var next = ConsentRecord(.allowed, on: file), next.rest == rest, let longer = next.timeout,
      longer > timeout
    else { return nil }
    next.origin = Origin(digest: digest, growth: longer - timeout)
    return next
  }
}

extension ConsentRecord {
  /// Reads a record; nil if it is none.
  init?(text: String) {
    guard let record = try? JSONDecoder().decode(ConsentRecord.self, from: Data(text.utf8)) else {
      return nil
    }
    self = record
  }

  /// It as a file holds it; nil where it cannot be written down.
  var text: String? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) + "\n" }
  }
}
